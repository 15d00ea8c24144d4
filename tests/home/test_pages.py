from __future__ import annotations

import pytest
from django.test import Client

from home.models import PeopleIndexPage, PersonPage
from page_cache.tags import PageFetch
from tests.factories import add_page, make_home, make_person, make_site

pytestmark = pytest.mark.django_db


def test_every_page_answers(client: Client) -> None:
    site = make_site()
    for page in site.pages:
        response = client.get(page.url)
        assert response.status_code == 200, page


def test_a_profile_is_described_by_its_record_until_it_has_words_of_its_own() -> None:
    person = make_person("Sample Clinician")
    index = add_page(make_home(), PeopleIndexPage(title="People", slug="people"))
    page = add_page(index, PersonPage(title="Them", slug="them", person=person))
    description = page.search_lines(PageFetch()).description
    assert description == f"Sample Clinician, MD: Anesthesiologist at {page.seo_sitename}."

    page.search_description = "Who gives the infusions here."
    assert page.search_lines(PageFetch()).description == "Who gives the infusions here."
    page.person = None
    page.search_description = ""
    assert page.search_lines(PageFetch()).description == ""
