"""The list "To do" looks at every site, and not at the default one alone."""

from __future__ import annotations

import pytest
import time_machine
from django.test import override_settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from clinic.models import LaunchSettings
from editorial.models import ToDoRow
from home.models import ContentPage, HomePage
from seo.address_books import AddressBooks
from seo.site_reading import site_pages, sites
from tests.editorial.seeded_site import NOW, found, site_in_order
from tests.factories import SmallSite, add_page, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_one_day() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def small() -> SmallSite:
    return site_in_order()


@pytest.fixture
def other(small: SmallSite) -> Site:
    """Another site with a home page and one page that it links to."""
    root = Page.objects.get(depth=1)
    home = HomePage(
        title="Other home", slug="other-home", heading="Other", introduction="<p>O.</p>"
    )
    root.add_child(instance=home)
    site: Site = Site.objects.create(
        hostname="other.example", site_name="Other", port=80, root_page=home
    )
    page = add_page(
        home, ContentPage(title="Only here", slug="only-here", introduction="<p>A.</p>")
    )
    _change(page, introduction="<p>Words.</p>", search_description="What is only here.")
    _change(home, search_description="The other home page.", introduction=_link("/only-here/"))
    return site


def _change(page: Page, **values: str) -> None:
    stored = type(page).objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(stored, name, value)
    publish(stored)


def _link(address: str) -> str:
    return f'<p><a href="{address}">Link</a></p>'


def only(site: Site) -> ContentPage:
    page: ContentPage = ContentPage.objects.descendant_of(site.root_page).get()
    return page


def test_two_sites_in_order_have_nothing_to_do(other: Site) -> None:
    assert found() == []


def test_a_title_is_compared_within_its_site(small: SmallSite, other: Site) -> None:
    _change(only(other), search_description="")
    assert found("titles") == [("titles", "Only here")]
    # What another site says as well is said once on each.
    about = ContentPage.objects.get(pk=small.about.pk)
    _change(only(other), search_description=about.search_description)
    assert found("titles") == []
    _change(only(other), search_description="The other home page.")
    assert found("titles") == [("titles", "Only here"), ("titles", "Other home")]


def test_a_page_of_another_site_that_nothing_links_to_is_found(other: Site) -> None:
    _change(HomePage.objects.get(pk=other.root_page_id), introduction="<p>No link.</p>")
    assert found("orphan-pages") == [("orphan-pages", "Only here")]


def test_an_address_counts_on_the_site_on_which_it_stands(small: SmallSite, other: Site) -> None:
    _change(only(other), introduction=_link("/contact/"))
    assert found("broken-links") == [("broken-links", "Only here")]
    _change(only(other), introduction=_link("http://localhost/contact/"))
    assert found("broken-links") == []
    _change(small.about, introduction=_link("http://other.example/nowhere/"))
    assert found("broken-links") == [("broken-links", "About")]
    _change(small.about, introduction=_link("http://other.example/only-here/"))
    assert found("broken-links") == []


def test_a_path_in_shared_text_is_broken_if_no_site_has_it(other: Site) -> None:
    books = AddressBooks()
    assert not books.is_broken("/only-here/")
    assert not books.is_broken("/contact/")
    assert books.is_broken("/nowhere/")
    assert books.is_broken("/only-here/", Site.objects.get(is_default_site=True))
    assert not books.is_broken("https://example.com/nowhere/")
    assert not books.is_broken("http://[broken")


def test_a_redirect_is_followed_on_its_own_site(other: Site) -> None:
    redirect = Redirect.objects.create(old_path="/old", redirect_link="/contact/", site=other)
    assert found("redirects") == [("redirects", "/old")]
    redirect.redirect_link = "/only-here/"
    redirect.save()
    assert found("redirects") == []


def test_a_site_that_is_not_launched_is_told_by_name(other: Site) -> None:
    default = Site.objects.get(is_default_site=True)
    settings = LaunchSettings.for_site(default)
    settings.is_launched = True
    settings.save()
    with override_settings(IS_DEMO=False):
        found("launch")
        rows = ToDoRow.objects.filter(kind="launch")
        assert {row.title for row in rows} == {"Launch of Other"}
        settings = LaunchSettings.for_site(other)
        settings.is_launched = True
        settings.save()
        found("launch")
        assert not rows.all().exists()


def test_a_site_within_another_keeps_its_pages_to_itself(small: SmallSite) -> None:
    hub = Page.objects.get(pk=small.hub.pk)
    inner = Site.objects.create(hostname="inner.example", port=80, root_page=hub)
    outer = Site.objects.get(is_default_site=True)
    in_inner = set(site_pages(inner).values_list("pk", flat=True))
    assert small.city_page.pk in in_inner
    assert not in_inner & set(site_pages(outer).values_list("pk", flat=True))
    assert AddressBooks().site_of(small.city_page) == inner
    Site.objects.create(hostname="www.inner.example", port=80, root_page=hub)
    assert len(sites()) == 2
