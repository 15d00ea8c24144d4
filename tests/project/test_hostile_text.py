"""Whatever text stands in a record, a page made from it has the same elements and no others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import models
from django.test import Client
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Site

from tests.databases import IS_SQLITE
from tests.editor_forms import edit_form
from tests.seo.graph_checker import check_page
from tests.whole_site import WholeSite, look_at_all_pages

pytestmark = pytest.mark.django_db

PACKAGES = ("clinic", "editorial", "faq_pages", "home", "images", "locations", "navigation")
PAGE_FIELDS = ("title", "draft_title", "seo_title", "search_description")
BY_MACHINE = {"time_zone", "replaced_text", "replaced_hash", "file_hash", "filter_spec", "file"}
# What is shorter than this holds a code or a choice, and no sentence.
SHORTEST_TEXT = 40
HOSTILE = {
    "markup": (
        "</script><script>alert(1)</script>"
        "\"><img src=x onerror=alert(1)> ' onmouseover='alert(1)"
        "<!-- --!> ]]> </title></textarea></style><svg/onload=alert(1)>?"
    ),
    "marks": "1\u20282\u20293 \u202eto\u2066the\u2067left\u200f \U0001f469\u200d\u2695\ufe0f?",
    "templates": "{{ 7|add:7 }}{% debug %}{# #} {place} {clinic_city} {nonsense} {?",
    "entities": "&lt;script&gt; &amp;amp; &#x3c;b> & < >?",
}
# Finds the city page by text that the search index still has.
FOUND = "/search/?query=car"

Skeleton = list[tuple[str, tuple[str, ...]]]


def text_fields(model: type[models.Model]) -> Iterator[models.Field]:
    """Yield the fields of a model that hold words which somebody types."""
    for field in model._meta.local_concrete_fields:
        is_plain = type(field) in (models.CharField, models.TextField)
        is_long = field.max_length is None or field.max_length >= SHORTEST_TEXT
        if is_plain and is_long and not field.choices and field.name not in BY_MACHINE:
            yield field


def write_everywhere(text: str) -> int:
    """Put ``text`` into every field for words; return how many fields there were."""
    number = 0
    rich = f"<p>{escape(text, quote=False)}</p>"
    for model in apps.get_models():
        if model._meta.app_label not in PACKAGES:
            continue
        rich_fields = [f for f in model._meta.local_fields if isinstance(f, RichTextField)]
        # Only SQLite takes a text that is longer than its field.
        values = {
            field.name: text if IS_SQLITE else text[: field.max_length]
            for field in text_fields(model)
        }
        values |= {field.name: rich for field in rich_fields}
        values = {name: value for name, value in values.items() if not name.startswith("struct_")}
        if values:
            model._base_manager.update(**values)
        number += len(values)
    Page.objects.filter(depth__gt=1).update(**dict.fromkeys(PAGE_FIELDS, text))
    Site.objects.update(site_name=text)
    for page in Page.objects.filter(depth__gt=1).specific():
        number += _write_streams(page, text, rich)
    cache.clear()
    return number


def _write_streams(page: Page, text: str, rich: str) -> int:
    names = [field.name for field in page._meta.get_fields() if isinstance(field, StreamField)]
    for name in {"sections", "steps"}.intersection(names):
        look = {"appearance": "plain"} if name == "sections" else {}
        setattr(page, name, [(name.removesuffix("s"), {"heading": text, "body": rich} | look)])
        page.save(clean=False)
    return len(names)


def public_html(site: WholeSite) -> dict[str, str]:
    """Return every kind of page that visitors get."""
    addresses = [page.url for page in site.pages]
    addresses += [FOUND, "/nowhere/"]
    return {address: Client().get(address).content.decode() for address in addresses}


def skeleton(html: str) -> Skeleton:
    """Return the elements of a page with the names of their attributes, read as browsers do."""
    tree = html5lib.HTMLParser(strict=True).parse(html)
    return [
        (str(element.tag), tuple(sorted(element.attrib)))
        for element in tree.iter()
        if isinstance(element.tag, str)
    ]


def test_there_are_many_fields_for_words(whole_site: WholeSite) -> None:
    assert write_everywhere("Plain words?") > 60


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_in_every_field_makes_no_other_elements(
    whole_site: WholeSite, name: str
) -> None:
    look_at_all_pages()
    # As long as the other, since long names are left out of the map.
    write_everywhere("w" * len(HOSTILE[name]))
    harmless = {address: skeleton(html) for address, html in public_html(whole_site).items()}
    write_everywhere(HOSTILE[name])
    pages = public_html(whole_site)

    assert f'<a href="{whole_site.small.city_page.url}">' in pages[FOUND]
    for address, html in pages.items():
        assert skeleton(html) == harmless[address], address
    for page in whole_site.pages:
        found = check_page(pages[page.url])
        assert [each for each in found if "is a placeholder" not in each] == [], page.url


@pytest.mark.parametrize("name", HOSTILE)
def test_the_sitemap_stays_well_formed(whole_site: WholeSite, name: str) -> None:
    write_everywhere(HOSTILE[name])
    sitemap = Client().get("/sitemap.xml").content
    entries = ElementTree.fromstring(sitemap)  # noqa: S314, the site's own answer
    assert len(entries) == len(whole_site.pages)


def test_an_element_that_breaks_out_would_be_seen() -> None:
    """The comparison proves itself on a page that prints text as it is."""
    page = "<!doctype html><html><head><title>t</title></head><body><p>{}</p></body></html>"
    assert skeleton(page.format("words")) == skeleton(page.format(escape(HOSTILE["markup"])))
    assert skeleton(page.format("words")) != skeleton(page.format("<img src='x' onerror=''>"))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x"]
)
def test_the_editor_drops_links_that_run_something(whole_site: WholeSite, address: str) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("editor"))
    form = edit_form(client, whole_site.notice)
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}
    block: dict[str, Any] = {
        "key": "aaaaa",
        "text": "Click me",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 8, "key": 0}],
    }
    form.fill(message=json.dumps({"blocks": [block], "entityMap": {"0": link}})).publish()

    html = Client().get("/").content.decode()
    assert "Click me" in html
    assert f"{address.partition(':')[0]}:" not in html


@pytest.mark.parametrize(
    ("record", "field"), [("clinic", "booking_url"), ("person", "profile_url")]
)
def test_the_editor_refuses_addresses_that_run_something(
    whole_site: WholeSite, record: str, field: str
) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("editor"))
    stored = getattr(whole_site, record, None) or getattr(whole_site.small, record)
    form = edit_form(client, stored).fill(**{field: "javascript:alert(1)"})
    response = form.post(**{"action-publish": "action-publish"})
    assert response.status_code == 200
    assert "Enter a valid URL" in response.content.decode()
