"""One clinical word changes: exactly the pages that show it are named, of all pages of the site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from editorial.models import QuestionCitation
from editorial.shown_on import pages_showing
from faq_pages.models import FAQPage, QuestionPlacement
from home.models import TreatmentPage
from locations.models import BlueprintCitation, CityPage, SectionOverride, ServiceArea
from tests.factories import (
    add_page,
    make_area,
    make_blueprint,
    make_city_page,
    make_question,
    make_section,
    publish,
)
from tests.whole_site import WholeSite, make_citation

pytestmark = pytest.mark.django_db

WORD = "Zyzzyva"
PAGES = 14


Make = Callable[[Any, str], None]


def section(key: str, field: str, text: str = "{word}") -> Make:
    """Return what adds a word to a shared section."""

    def make(version: Any, word: str) -> None:
        rows = list(version.sections.all())
        row = next(row for row in rows if row.key == key)
        setattr(row, field, getattr(row, field) + text.replace("{word}", word))
        version.sections = rows

    return make


def field(name: str) -> Make:
    """Return what puts a word into a field, rich or plain."""

    def make(version: Any, word: str) -> None:
        is_question = name == "question"
        setattr(version, name, f"{word}?" if is_question else word)

    return make


def group(version: Any, word: str) -> None:
    """Put a heading above the first question of an FAQ page."""
    rows = list(version.placements.all())
    rows[0].group = word
    version.placements = rows


@dataclass(frozen=True)
class Site:
    """The whole site, with more pages that show a text or, nearly alike, do not."""

    whole: WholeSite
    about_migraine: Any
    asked_fifth: Any

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.whole.small, name, None)
        return getattr(self.whole, name) if found is None else found


@pytest.fixture(scope="module")
def many(whole_site: WholeSite) -> Site:
    """Three more city pages, one with own words, one about the treatment; another FAQ page."""
    small = whole_site.small
    make_city_page(
        type(small.hub).objects.get(pk=small.hub.pk),
        small.blueprint,
        make_area("Los Altos"),
        section_overrides=[
            SectionOverride(section_key="cost", mode="own", body="<p>Own words.</p>"),
        ],
        seo_title="Own title",
        search_description="Own description",
    )
    migraine = make_blueprint(
        make_section("how", body="<p>Given as {how_given}.</p>"),
        name="Migraine",
        slug="migraine",
        treatment=small.treatment,
    )
    above = CityPage.objects.get(pk=small.city_page.pk)
    add_page(
        above, CityPage(title="Migraine", slug="migraine", area=above.area, blueprint=migraine)
    )
    fifth = make_question("Is it the fifth?")
    others = [make_question(f"Is it number {number}?") for number in range(4)]
    faq = FAQPage(title="More questions", slug="more", opening="<p>More.</p>")
    faq.placements = [QuestionPlacement(question=each) for each in (*others, fifth)]
    add_page(small.faq_index, faq)
    page = TreatmentPage.objects.get(pk=small.treatment_page.pk)
    page.questions_page = Page.objects.get(pk=small.faq_page.pk)
    publish(page)
    return Site(whole=whole_site, about_migraine=migraine, asked_fifth=fifth)


# Of each record: what changes, and how many pages show it.
CHANGES: dict[str, dict[str, tuple[Make, int]]] = {
    "question": {
        "the question": (field("question"), 3),
        "its answer": (field("answer"), 2),
        "its short answer": (field("short_answer"), 0),
    },
    "asked_fifth": {"a question too far down for the index": (field("question"), 1)},
    "blueprint": {
        "a section": (section("cost", "body", "<p>{word}</p>"), 1),
        "a section's heading": (section("cost", "heading"), 2),
        "a section about safety": (section("risks", "body", "<p>{word}</p>"), 2),
        "a sentence without a value in one place": (
            section("risks", "body", "<p>{word} is {distance_miles} miles away.</p>"),
            1,
        ),
        "the heading": (field("heading_pattern"), 2),
        "the line where the clinic is": (field("subheading_pattern_same_place"), 1),
        "the line elsewhere": (field("subheading_pattern"), 1),
        "the title in search results": (field("title_pattern"), 1),
        "the text in search results": (field("description_pattern"), 1),
    },
    "treatment": {
        "its name": (field("name"), 6),
        "its summary": (field("summary"), 4),
        "what it is for": (field("condition"), 3),
        "how it is given": (field("how_given"), 2),
        "its other name": (field("alternate_name"), 1),
    },
    "disclosure": {"its heading": (field("heading"), 10), "its text": (field("body"), 10)},
    "faq_page": {
        "its heading": (field("heading"), 1),
        "its opening": (field("opening"), 1),
        "its summary": (field("summary"), 1),
        "its title, in links": (field("title"), 3),
        "its description": (field("search_description"), 1),
        "a heading among its questions": (group, 1),
    },
    "about": {"a title in a menu with another label": (field("title"), 1)},
    "hub": {"a title on the way to others": (field("title"), 4)},
    "city_page": {"its introduction": (field("local_introduction"), 1)},
}


def test_exactly_the_pages_that_show_a_new_word_are_named(many: Site) -> None:
    named, counts = {}, {}
    for number, (name, changes) in enumerate(CHANGES.items()):
        record = stored(getattr(many, name))
        all_changes = record.latest_revision.as_object()
        for letter, (what, (make, count)) in zip("abcdefghij", changes.items(), strict=False):
            word = f"{WORD}{number}{letter}"
            version = record.latest_revision.as_object()
            make(version, word)
            make(all_changes, word)
            named[name, what, word] = {page.url for page in pages_showing(record, version)}
            counts[name, what, word] = count
        all_changes.save_revision().publish()
    html = html_of_all_pages()
    assert named == {key: addresses_with(key[-1], html) for key in named}
    assert {key: len(pages) for key, pages in named.items()} == counts


def stored(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


def html_of_all_pages() -> dict[str, str]:
    """Return every page by its address, read one by one."""
    pages = [page for page in Page.objects.live().filter(depth__gt=1) if page.url]
    html = {page.url: Client().get(page.url).content.decode() for page in pages}
    assert len(html) == PAGES
    return html


def addresses_with(word: str, html: dict[str, str]) -> set[str]:
    return {url for url, text in html.items() if word in text}


def test_another_source_shows_on_every_page_of_the_text(many: Site) -> None:
    named = {}
    for name, row in (("question", QuestionCitation), ("blueprint", BlueprintCitation)):
        record = stored(getattr(many, name))
        version = record.latest_revision.as_object()
        version.citations = [row(citation=make_citation(f"A paper on the {WORD} {name}"))]
        named[name] = {page.url for page in pages_showing(record, version)}
        version.save_revision().publish()
    html = html_of_all_pages()
    assert named == {name: addresses_with(f"{WORD} {name}", html) for name in named}


def test_without_a_change_all_pages_of_the_text_are_named(many: Site) -> None:
    named = {}
    for name in ("question", "blueprint", "treatment", "disclosure"):
        record = stored(getattr(many, name))
        named[name] = {page.url for page in pages_showing(record, record)}
        for wanted in ("question", "answer", "heading_pattern", "name", "heading", "condition"):
            if hasattr(record, wanted):
                setattr(record, wanted, f"{WORD} {name}?")
        publish(record)
    html = html_of_all_pages()
    assert named == {name: addresses_with(f"{WORD} {name}", html) for name in named}


def test_many_pages_need_no_more_queries_than_a_few(many: Site) -> None:
    changes = {"treatment": "condition", "blueprint": "heading_pattern", "disclosure": "heading"}

    def look() -> dict[str, tuple[int, int]]:
        """Return the number of queries, and of pages found, of each record."""
        counts = {}
        for name, changed in changes.items():
            record, version = stored(getattr(many, name)), stored(getattr(many, name))
            setattr(version, changed, WORD)
            with CaptureQueriesContext(connection) as queries:
                pages = pages_showing(record, version)
                found = pages.count(), len(pages[:20])
            counts[name] = len(queries), found[0]
        return counts

    few = look()
    add_city_pages(many, 40)
    now = look()
    assert {name: count for name, (count, _) in few.items()} == {
        name: count for name, (count, _) in now.items()
    }
    more = {name: pages - few[name][1] for name, (_, pages) in now.items()}
    assert more == {"treatment": 80, "blueprint": 40, "disclosure": 80}


def add_city_pages(many: Site, count: int) -> None:
    """Add a general page and one about the treatment for each of ``count`` places."""
    ServiceArea.objects.bulk_create(
        ServiceArea(name=f"Place {number}", slug=f"place-{number}-ca", county="Santa Clara")
        for number in range(count)
    )
    hub = stored(many.hub)
    for area in ServiceArea.objects.filter(slug__startswith="place-"):
        page = CityPage(title=area.name, slug=area.slug, area=area, blueprint=many.blueprint)
        hub.add_child(instance=page)
        page.add_child(
            instance=CityPage(title="M", slug="m", area=area, blueprint=many.about_migraine)
        )
