"""The edit form shows what search engines will show, and which pages read the same."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from home.models import ContentPage
from locations.models import CityPage, ServiceArea
from page_cache.tags import PageFetch
from seo.models import BasePage
from seo.same_lines import pages_with_line
from tests.factories import SmallSite, add_page, make_area, make_city_page, make_site, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> SmallSite:
    return make_site()


def lines_of(client: Client, page: Page) -> str:
    response = client.get(reverse("search_preview:lines", args=[page.pk]))
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def twins(page: BasePage, name: str = "title") -> list[str]:
    text = getattr(page.search_lines(PageFetch()), name)
    return [other.title for other in pages_with_line(page, name, text)]  # type: ignore[arg-type]


def test_the_form_shows_the_result_of_the_pattern_before_any_script_runs(
    admin_client: Client, site: SmallSite
) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[site.city_page.pk])
    html = unescape(admin_client.get(address).content.decode())
    assert ">Infusions for people from Palo Alto, CA</p>" in html
    assert ">How people from Palo Alto come to our clinic in Los Altos.</p>" in html
    assert "The title fits." in html
    assert 'data-default="Infusions for people from Palo Alto, CA"' in html


def test_a_wording_of_the_page_wins_and_a_draft_counts(
    admin_client: Client, site: SmallSite
) -> None:
    site.city_page.seo_title = "W" * 40
    site.city_page.save_revision()
    html = lines_of(admin_client, site.city_page)
    assert "The title is too wide and is cut." in html
    assert "W …</p>" in html
    assert 'data-default="Infusions for people from Palo Alto, CA"' in html


def test_pages_with_the_same_title_are_named_and_linked(
    admin_client: Client, site: SmallSite
) -> None:
    site.about.seo_title = "infusions for people from Palo Alto, CA"
    publish(site.about)
    link = f'<a href="{reverse("wagtailadmin_pages:edit", args=[site.about.pk])}">About</a>'
    html = lines_of(admin_client, site.city_page)
    assert f"The same title stands on: {link}" in html
    assert "The same description" not in html
    # A title that a pattern makes is found too.
    assert ">Palo Alto, CA</a>" in lines_of(admin_client, site.about)


@pytest.mark.parametrize("state", ["draft", "private", "other language", "itself"])
def test_only_live_public_pages_of_the_same_language_count(site: SmallSite, state: str) -> None:
    page = ContentPage(title="About", slug="about-2")
    other = add_page(site.home, page)
    assert twins(site.about) == ["About"]
    if state == "draft":
        other.unpublish()
    elif state == "private":
        PageViewRestriction.objects.create(page=other, restriction_type="login")
    elif state == "other language":
        Page.objects.filter(pk=other.pk).update(locale=Locale.objects.create(language_code="es"))
    else:
        other.delete()
    assert twins(site.about) == []


def test_descriptions_are_compared_too_and_empty_ones_are_not(site: SmallSite) -> None:
    assert twins(site.about, "description") == []
    site.about.search_description = "How people from Palo Alto come to our clinic in Los Altos."
    publish(site.about)
    assert twins(site.city_page, "description") == ["About"]


def test_a_pattern_without_the_place_makes_twins_of_all_its_pages(site: SmallSite) -> None:
    site.blueprint.title_pattern = "Infusions in Los Altos"
    publish(site.blueprint)
    make_city_page(site.hub, site.blueprint, make_area("Stanford"))
    page = CityPage.objects.get(pk=site.city_page.pk)
    assert twins(page) == ["Stanford, CA"]


def test_of_many_pages_with_the_same_title_the_first_are_named(
    admin_client: Client, site: SmallSite
) -> None:
    for number in range(9):
        add_page(site.home, ContentPage(title="About", slug=f"about-{number}"))
    html = lines_of(admin_client, site.about)
    assert html.count(">About</a>") == 8
    assert "and 1 more page." in html


def test_places_of_one_name_are_told_apart_on_their_pages(site: SmallSite) -> None:
    other = make_area("Palo Alto", slug="palo-alto-2-ca", county="Kern")
    page = make_city_page(site.hub, site.blueprint, other)
    titles = [
        Client().get(each.url).content.decode().partition("<title>")[2].partition("</title>")[0]
        for each in (site.city_page, page)
    ]
    assert titles == [
        "Infusions for people from Palo Alto (Santa Clara County), CA",
        "Infusions for people from Palo Alto (Kern County), CA",
    ]
    assert twins(CityPage.objects.get(pk=page.pk)) == []
    # A place that is no longer served takes its name with it.
    ServiceArea.objects.filter(pk=other.pk).update(status=ServiceArea.Status.RETIRED)
    assert (
        b"<title>Infusions for people from Palo Alto, CA<"
        in Client().get(site.city_page.url).content
    )


def test_the_picture_of_a_draft_is_drawn_for_its_editor_alone(
    admin_client: Client, site: SmallSite
) -> None:
    address = reverse("search_preview:picture", args=[site.about.pk])
    before = admin_client.get(address)
    assert before["Content-Type"] == "image/png"
    assert "no-store" in before["Cache-Control"]
    site.about.heading = f"Other words at {timezone.now():%H}"
    site.about.save_revision()
    assert admin_client.get(address).content != before.content
    assert Client().get(address).status_code == 302
