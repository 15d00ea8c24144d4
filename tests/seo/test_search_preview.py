"""The preview of search results shows what search engines will be given."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.factories import make_site

pytestmark = pytest.mark.django_db


def _preview(page: Page) -> str:
    response = page.specific.make_preview_request(preview_mode="wagtail-seo")
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_city_page_is_previewed_with_the_title_made_from_the_shared_text() -> None:
    html = _preview(make_site().city_page)
    assert "Infusions for people from Palo Alto, CA" in html
    assert "How people from Palo Alto come to our clinic in Los Altos." in html
    assert 'class="warning"' not in html


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("about", "Leave empty to use the page&#x27;s title and the site&#x27;s name."),
        ("city_page", "Leave empty for the wording of the shared page text."),
    ],
)
def test_the_form_says_what_an_empty_field_stands_for(
    admin_client: Client, name: str, words: str
) -> None:
    page = getattr(make_site(), name)
    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    texts = {"Leave empty to use the page&#x27;s title and", "Leave empty for the wording of"}
    assert words in html
    assert [text for text in texts if text in html] == [text for text in texts if text in words]


def test_a_title_and_a_description_of_a_bad_length_are_told() -> None:
    home = make_site().home
    home.seo_title, home.search_description = "T" * 61, "Too short"
    html = _preview(home)
    assert "The title is too wide and is cut." in html
    assert "The description is short" in html
