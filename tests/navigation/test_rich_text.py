"""Stored rich text as pages print it."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from navigation.rich_text import expand_each
from page_cache.tags import PageFetch

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> Page:
    """A live page below the home page."""
    home = Site.objects.get(is_default_site=True).root_page
    page: Page = home.add_child(instance=Page(title="Prices", slug="prices"))
    return page


def link(key: object) -> str:
    return f'<p data-block-key="a1b2c"><a linktype="page" id="{key}">Prices</a></p>'


def expand(*stored: str) -> tuple[str, ...]:
    return expand_each(PageFetch(), *stored)


def test_a_link_to_a_live_page_has_its_address(page: Page) -> None:
    assert expand(link(page.pk)) == ('<p><a href="/prices/">Prices</a></p>',)


def test_a_link_to_a_page_that_is_not_live_stays_text(page: Page) -> None:
    page.unpublish()
    assert expand(link(page.pk)) == ("<p><a>Prices</a></p>",)


@pytest.mark.parametrize("key", ["999999", "", "abc", "-1", "9" * 40, "\u0663"])
def test_a_link_to_no_page_stays_text(key: str) -> None:
    assert expand(link(key)) == ("<p><a>Prices</a></p>",)


def test_texts_come_back_one_by_one(page: Page) -> None:
    assert expand("<p>One</p>", "", "<p>Three</p>") == ("<p>One</p>", "", "<p>Three</p>")
    assert expand() == ()
    assert expand("") == ("",)


def test_all_links_are_looked_up_with_one_query(page: Page) -> None:
    other = page.add_sibling(instance=Page(title="Parking", slug="parking"))
    cache.clear()
    Site.get_site_root_paths()
    with CaptureQueriesContext(connection) as queries:
        first, _second, third = expand(link(page.pk) + link(other.pk), "", link(page.pk))
    assert len(queries) == 1
    assert ("/prices/" in first, "/parking/" in first, "/prices/" in third) == (True, True, True)


def test_text_without_a_link_needs_no_query() -> None:
    with CaptureQueriesContext(connection) as queries:
        expand("<p>Words.</p>", '<p><a href="https://example.org/">A link</a></p>')
    assert len(queries) == 0


def test_the_pages_that_are_linked_to_are_noted(page: Page) -> None:
    fetch = PageFetch()
    expand_each(fetch, link(page.pk), '<a id="7" href="https://example.org/">no page</a>')
    assert fetch.tags == {f"wagtailcore.page:{page.pk}"}


def test_control_characters_do_not_part_a_text() -> None:
    assert expand("<p>One\x1ftwo\x00\x0b</p>", "<p>Three</p>") == ("<p>Onetwo</p>", "<p>Three</p>")
