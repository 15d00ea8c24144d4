"""What a search engine is told: the sitemap, robots.txt, canonical addresses, page heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from wagtail.models import Page, PageViewRestriction, Site

from clinic.models import LaunchSettings
from home.models import ContentPage
from tests.factories import add_page, publish
from tests.whole_site import WholeSite

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
ROOT = "https://clinic.example"


@pytest.fixture(autouse=True)
def _fresh_addresses() -> Iterator[None]:
    """Wagtail keeps the addresses of sites longer than a test."""
    yield
    cache.clear()


def sitemap() -> list[str]:
    """Return the addresses in the sitemap."""
    response = Client().get("/sitemap.xml")
    assert response.status_code == 200
    tree = ElementTree.fromstring(response.content)  # noqa: S314, the site's own answer
    entries = tree.findall("s:url/s:loc", NAMES)
    return [entry.text or "" for entry in entries]


def head(address: str, status: int = 200) -> BeautifulSoup:
    response = Client().get(address)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def canonical(address: str) -> str:
    return str(head(address).find("link", rel="canonical")["href"])


@pytest.fixture
def page(whole_site: WholeSite) -> ContentPage:
    """A live page below the about page."""
    return add_page(whole_site.small.about, ContentPage(title="Privacy", slug="privacy"))


def test_the_sitemap_has_every_page_once_and_each_answers(whole_site: WholeSite) -> None:
    addresses = sitemap()
    root = Site.objects.get().root_url
    assert sorted(addresses) == sorted(f"{root}{page.url}" for page in whole_site.pages)
    for address in addresses:
        assert Client().get(urlsplit(address).path).status_code == 200
        assert canonical(urlsplit(address).path) == address


def test_the_sitemap_follows_the_sites_address(whole_site: WholeSite) -> None:
    site = Site.objects.get()
    site.hostname, site.port = "clinic.example", 443
    site.save()
    assert {address.partition(ROOT)[1] for address in sitemap()} == {ROOT}


def change(page: ContentPage, name: str) -> None:
    match name:
        case "unpublished":
            page.unpublish()
        case "private":
            PageViewRestriction.objects.create(
                page=page, restriction_type=PageViewRestriction.LOGIN
            )
        case "below a private page":
            parent = page.get_parent()
            PageViewRestriction.objects.create(
                page=parent, restriction_type=PageViewRestriction.LOGIN
            )
        case "elsewhere":
            page.canonical_url = "https://elsewhere.example/privacy/"
            publish(page)


@pytest.mark.parametrize("name", ["unpublished", "private", "below a private page", "elsewhere"])
def test_the_sitemap_leaves_out_a_page_that_is(page: ContentPage, name: str) -> None:
    assert page.full_url in sitemap()
    change(ContentPage.objects.get(pk=page.pk), name)
    assert page.full_url not in sitemap()


def test_a_draft_is_not_in_the_sitemap(whole_site: WholeSite) -> None:
    about = Page.objects.get(pk=whole_site.small.about.pk)
    about.add_child(instance=ContentPage(title="Draft", slug="draft", live=False))
    assert not any("draft" in address for address in sitemap())


def test_an_alias_is_not_in_the_sitemap_and_names_its_original(page: ContentPage) -> None:
    alias = page.create_alias(update_slug="copy")
    assert alias.full_url not in sitemap()
    assert canonical(alias.url) == page.full_url


def test_a_copy_names_itself(page: ContentPage) -> None:
    page.canonical_url = "https://elsewhere.example/privacy/"
    publish(page)
    copy = page.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=True)
    assert canonical(page.url) == "https://elsewhere.example/privacy/"
    assert canonical(copy.url) == copy.full_url


def test_pages_for_people_alone_are_not_in_the_sitemap(whole_site: WholeSite) -> None:
    paths = {urlsplit(address).path for address in sitemap()}
    assert not paths & {"/search/", "/admin/", "/robots.txt", "/styleguide/", "/healthz"}


def test_robots_txt_opens_the_launched_site_and_names_the_sitemap(whole_site: WholeSite) -> None:
    response = Client().get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[:4] == ["User-agent: *", "Disallow: /admin/", "Disallow: /search/", ""]
    assert lines[-1] == f"Sitemap: {Site.objects.get().root_url}/sitemap.xml"


def test_nothing_is_open_before_the_launch(whole_site: WholeSite, settings: Any) -> None:
    settings.IS_DEMO = False
    assert Client().get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
    home = Client().get("/")
    assert home["X-Robots-Tag"] == "noindex"
    assert b'<meta name="robots" content="noindex">' in home.content

    LaunchSettings.objects.update(is_launched=True)
    home = Client().get("/")
    assert "X-Robots-Tag" not in home
    assert b"noindex" not in home.content


def test_every_page_has_a_full_head(whole_site: WholeSite) -> None:
    for page in whole_site.pages:
        soup = head(page.url)
        graph = {
            tag["property"].removeprefix("og:"): tag["content"]
            for tag in soup.find_all("meta", property=re.compile("^og:"))
        }
        assert graph["url"] == page.full_url
        assert graph["title"] == soup.title.string
        assert graph["image"].startswith(f"http://localhost/share-images/{page.pk}-")
        assert (graph["image:width"], graph["image:height"]) == ("1200", "630")
        assert graph["image:alt"]
        assert graph["type"] == "website"
        assert len(soup.find_all("h1")) == 1
        assert soup.html["lang"] == "en"


def test_no_head_has_an_empty_tag_or_one_twice(whole_site: WholeSite) -> None:
    for address in [*(page.url for page in whole_site.pages), "/search/"]:
        tags = head(address).head.find_all(["meta", "link", "title"])
        named = [tag.get("name") or tag.get("property") for tag in tags if tag.name == "meta"]
        named = [name for name in named if name and name != "theme-color"]
        assert len(named) == len(set(named)), address
        for tag in tags:
            assert all(str(value).strip() for value in tag.attrs.values()), (address, tag)
            assert "@" not in str(tag.get("content", "")), (address, tag)


def test_titles_differ_from_page_to_page(whole_site: WholeSite) -> None:
    titles = [head(page.url).title.string for page in whole_site.pages]
    assert len(titles) == len(set(titles))


def test_an_address_that_leads_nowhere_gets_help(whole_site: WholeSite) -> None:
    soup = head("/no-such-page/", status=404)
    assert soup.find("form", role="search", id=False)["action"] == "/search/"
    assert soup.find("a", href="tel:+16505550142")
    assert soup.find("a", href=whole_site.small.faq_index.url)
    assert soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert soup.find("link", rel="canonical") is None
    assert soup.find("script", type="application/ld+json") is None
