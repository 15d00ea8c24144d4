"""Text that tries to break out of a page stays text: in HTML, in JSON-LD, in the sitemap."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.template.loader import render_to_string
from django.test import Client
from wagtail.models import Locale, Page, Site

from clinic.models import Clinic, Person
from editorial.models import Question
from home.models import PeopleIndexPage, PersonPage
from locations.models import ServiceArea
from navigation.models import Menu, MenuItem
from navigation.rich_text import expand_each
from operations.inlined import SCRIPT
from page_cache.tags import PageFetch
from seo.models import BasePage
from tests.databases import IS_SQLITE
from tests.factories import add_page, make_site, publish

pytestmark = pytest.mark.django_db

HOSTILE = (
    "</script><script>alert(1)</script></title><!-- \"'><img src=x onerror=alert(1)>"
    "\u2028\u202e{{ 7|add:7 }}]]>&amp;"
)
PAGE_TYPES = [
    model for model in apps.get_models() if issubclass(model, BasePage) and not model._meta.abstract
]


class Break:
    """What a browser would make of a page: its elements that run, and its structured data."""

    def __init__(self, html: str) -> None:
        self.scripts: list[str] = []
        self.handlers: list[str] = []
        self.graphs: list[str] = []
        self.text = ""
        reader = _Reader(self)
        reader.feed(html)
        reader.close()


class _Reader(HTMLParser):
    def __init__(self, found: Break) -> None:
        super().__init__(convert_charrefs=True)
        self._found = found
        self._kind = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self._found.handlers += [name for name in attributes if name.startswith("on")]
        if tag == "script":
            self._kind = attributes.get("type") or "text/javascript"
            if self._kind == "application/ld+json":
                self._found.graphs.append("")
            else:
                self._found.scripts.append(attributes.get("src") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._kind = ""

    def handle_data(self, data: str) -> None:
        if self._kind == "application/ld+json":
            self._found.graphs[-1] += data
        elif self._kind:
            self._found.scripts[-1] += data
        else:
            self._found.text += data


@pytest.fixture
def hostile_pages() -> list[Page]:
    """A page of every type, with the hostile text wherever words can be typed."""
    if not IS_SQLITE:
        pytest.skip("the text is longer than some of the fields")
    pages = make_site().pages
    people = PeopleIndexPage.objects.get()
    person = Person(name="Sam", slug="sam", job_title="Nurse", locale=Locale.get_default())
    person.save()
    publish(person)
    pages.append(add_page(people, PersonPage(title="Sam", slug="sam", person=person)))
    menu = Menu(placement=Menu.Placement.MAIN, locale=Locale.get_default())
    menu.items = [MenuItem(page=people, label="People")]
    menu.save()
    publish(menu)
    # Past the forms, which would refuse some of it: too long, or no question mark at the end.
    MenuItem.objects.update(label=HOSTILE)
    Person.objects.update(name=HOSTILE, job_title=HOSTILE, credentials=HOSTILE)
    Site.objects.update(site_name=HOSTILE)
    Page.objects.filter(depth__gt=1).update(title=HOSTILE, search_description=HOSTILE)
    Clinic.objects.update(name=HOSTILE, summary=HOSTILE, price_range=HOSTILE, locality=HOSTILE)
    ServiceArea.objects.update(name=HOSTILE, county=HOSTILE)
    Question.objects.update(question=HOSTILE, short_answer=HOSTILE)
    return [page.specific for page in Page.objects.filter(pk__in=[page.pk for page in pages])]


def test_hostile_text_stays_text_on_every_page_type(
    client: Client, hostile_pages: list[Page]
) -> None:
    assert {type(page) for page in hostile_pages} == set(PAGE_TYPES)
    for page in hostile_pages:
        found = Break(client.get(page.url).content.decode())
        assert found.handlers == [], page.specific_class
        assert found.scripts == [SCRIPT.text], page.specific_class
        assert "alert(1)" in found.text, page.specific_class
        (graph,) = found.graphs
        assert HOSTILE in list(_strings(json.loads(graph))), page.specific_class


def test_hostile_text_stays_text_where_no_page_is_found(
    client: Client, hostile_pages: list[Page]
) -> None:
    for address in ("/nowhere/", "/search/", "/search/?query=%3C/script%3E%3Cscript%3Ealert(1)"):
        found = Break(client.get(address).content.decode())
        assert (found.handlers, found.scripts) == ([], [SCRIPT.text]), address


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1e", "\x1f"])
def test_control_characters_of_pasted_text_are_dropped(character: str) -> None:
    texts = ("<p>One</p>", f"<p>Two{character}three{character}</p>", character, "<p>\t\nd</p>")
    assert expand_each(PageFetch(), *texts) == ("<p>One</p>", "<p>Twothree</p>", "", "<p>\t\nd</p>")


def test_a_control_character_in_a_question_takes_no_page_down(
    client: Client, hostile_pages: list[Page]
) -> None:
    Question.objects.update(answer="<p>No.\x1fCall\x0c us.</p>")
    for page in hostile_pages:
        assert client.get(page.url).status_code == 200, page.specific_class


def test_hostile_text_leaves_the_sitemap_whole(client: Client, hostile_pages: list[Page]) -> None:
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "alert(1)" not in sitemap
    root = ElementTree.fromstring(sitemap)  # noqa: S314 - what this site wrote itself
    locations = [element.text for element in root.iter() if "loc" in element.tag]
    assert len(locations) == len(hostile_pages)


def test_hostile_text_stays_text_in_the_preview_of_search_results(
    hostile_pages: list[Page],
) -> None:
    for page in hostile_pages:
        response = page.make_preview_request(preview_mode="wagtail-seo")
        found = Break(response.content.decode())
        assert (found.handlers, found.scripts) == ([], []), page.specific_class


@pytest.mark.parametrize("template", ["struct_data.html", "struct_org_data.html"])
def test_wagtail_seos_own_markup_prints_nothing(template: str, hostile_pages: list[Page]) -> None:
    for page in hostile_pages:
        assert (
            render_to_string(f"wagtailseo/{template}", {"self": page, "page": page}).strip() == ""
        )


def test_a_break_out_would_be_seen() -> None:
    """The reader proves itself on a page that prints the text as it is."""
    found = Break(f'<script type="application/ld+json">{{"name": "{HOSTILE}"}}</script>')
    assert found.scripts == ["alert(1)"]
    assert Break('<img src="x" onerror="alert(1)">').handlers == ["onerror"]


def _strings(value: Any) -> Any:
    if isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, str):
        yield value
