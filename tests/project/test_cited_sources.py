"""Sources cited in texts: numbered on each page, listed once at its foot, in its markup."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db.models import Model
from django.test import Client
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from editorial.models import Citation, Question
from editorial.rules.citations import CITATION
from locations.models import BlueprintSection, SectionOverride
from tests.factories import publish
from tests.project.test_queries import QUERIES, read
from tests.seo.page_reader import read_page
from tests.whole_site import WholeSite, make_citation

pytestmark = pytest.mark.django_db

# Every field that offers "Cite a source", and the page on which its text is read.
PLACES = {
    "editorial.Question.answer": "faq_page",
    "faq_pages.FAQPage.opening": "faq_page",
    "faq_pages.FAQPage.closing": "faq_page",
    "home.HomePage.introduction": "home",
    "home.HomePage.steps": "home",
    "home.HomePage.not_for": "home",
    "home.TreatmentPage.introduction": "treatment_page",
    "home.TreatmentPage.sections": "treatment_page",
    "home.ContactPage.introduction": "contact",
    "home.ContactPage.sections": "contact",
    "home.ContentPage.introduction": "about",
    "home.ContentPage.sections": "about",
    "locations.BlueprintSection.body": "city_page",
    "locations.SectionOverride.body": "city_page",
    "locations.CityPage.local_introduction": "city_page",
    "locations.LocalQuestion.answer": "city_page",
}


@pytest.fixture(scope="module", autouse=True)
def _visited(whole_site: WholeSite, django_db_blocker: Any) -> None:
    """Let the first visit make sizes of pictures and rows of settings, as on a real site."""
    for page in whole_site.pages:
        Client().get(page.url)


def mark(citation: Any) -> str:
    return f'<embed embedtype="citation" id="{getattr(citation, "pk", citation)}"/>'


def source(title: str, **fields: Any) -> Citation:
    return make_citation(title, **{"doi": "10.1212/x", "checked_date": "2026-10-01"} | fields)


def page_html(page: Page) -> str:
    return Client().get(page.url).content.decode()


def printed(page: Page) -> BeautifulSoup:
    return BeautifulSoup(page_html(page), "html.parser")


def marks(soup: BeautifulSoup) -> list[str]:
    return [found.get_text() for found in soup.select("main .citation-mark")]


def listed(soup: BeautifulSoup) -> list[str]:
    """Return the titles at the foot in order; their numbers count from 1."""
    entries = soup.select(".citations li")
    assert [entry["value"] for entry in entries] == [str(n + 1) for n in range(len(entries))]
    assert [entry["id"] for entry in entries] == [f"source-{n + 1}" for n in range(len(entries))]
    return [entry.get_text().split(". ")[1].strip() for entry in entries]


def cited(page: Page) -> list[str]:
    """Return the names of the sources in the page's markup."""
    (block,) = read_page(page_html(page)).blocks
    return re.findall(r'"@type": ?"CreativeWork", ?"name": ?"Doe J\. ([^.]*)\.', block)


def offers_sources(field: Any) -> bool:
    if isinstance(field, RichTextField):
        return CITATION in (field.features or [])
    if not isinstance(field, StreamField):
        return False
    waiting: list[Any] = [field.stream_block]
    while waiting:
        block = waiting.pop()
        if isinstance(block, blocks.RichTextBlock) and CITATION in (block.features or []):
            return True
        waiting += getattr(block, "child_blocks", {}).values()
    return False


def write(site: WholeSite, place: str, text: str) -> Model:
    """Put ``text`` where ``place`` says, published; return the page that shows it."""
    small = site.small
    label, _dot, name = place.rpartition(".")
    page = type(getattr(small, PLACES[place])).objects.get(pk=getattr(small, PLACES[place]).pk)
    if label == "editorial.Question":
        question = Question.objects.get(pk=small.question.pk)
        question.answer = text
        publish(question)
    elif label == "locations.BlueprintSection":
        section = BlueprintSection.objects.filter(blueprint=small.blueprint).first()
        section.body = text
        section.save()
    elif label == "locations.SectionOverride":
        key = BlueprintSection.objects.filter(blueprint=small.blueprint).first().key
        SectionOverride.objects.create(page=page, section_key=key, mode="own", body=text)
    elif label == "locations.LocalQuestion":
        page.local_questions.update(answer=text)
    elif name == "steps":
        page.steps = [("step", {"heading": "A", "body": text})]
        publish(page)
    elif name == "sections":
        page.sections = [("section", {"heading": "A", "body": text, "appearance": "plain"})]
        publish(page)
    else:
        setattr(page, name, text)
        publish(page)
    return page


def test_every_field_that_offers_sources_is_known_here() -> None:
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if offers_sources(field)
    }
    assert found == set(PLACES)


@pytest.mark.parametrize("place", PLACES)
def test_a_source_cited_in_a_text_is_numbered_listed_and_in_the_markup(
    whole_site: WholeSite, place: str
) -> None:
    cited_source, gone = source("A cited paper"), source("A withdrawn paper")
    gone.unpublish()
    page = write(
        whole_site, place, f"<p>Less pain.{mark(cited_source)}{mark(gone)}{mark(99999)} More.</p>"
    )
    soup = printed(page)
    number = listed(soup).index("A cited paper") + 1
    assert f"Less pain.[{number}] More." in soup.select_one("main").get_text()
    assert marks(soup) == [f"[{number}]"]
    assert soup.select_one(f'.citation-mark a[href="#source-{number}"]')["id"] == f"cited-{number}"
    assert soup.select_one(f'#source-{number} a[href="#cited-{number}"]')
    assert cited(page).count("A cited paper") == 1
    assert "A withdrawn paper" not in page_html(page)
    assert "data-citation" not in page_html(page)
    assert "<embed" not in page_html(page)


def test_numbers_follow_the_order_of_the_page_and_a_source_is_listed_once(
    whole_site: WholeSite,
) -> None:
    first, second, third = source("First"), source("Second"), source("Third")
    site = whole_site
    write(site, "editorial.Question.answer", f"<p>B.{mark(second)}{mark(first)}</p>")
    write(site, "faq_pages.FAQPage.closing", f"<p>C.{mark(third)}{mark(second)}</p>")
    page = write(site, "faq_pages.FAQPage.opening", f"<p>A.{mark(first)}</p>")
    soup = printed(page)
    assert marks(soup) == ["[1]", "[2]", "[1]", "[4]", "[2]"]
    # The library question's own row stands behind what its text cites.
    assert listed(soup) == ["First", "Second", "A trial of infusions", "Third"]
    assert len(soup.select('[id="cited-1"]')) == 1
    sources = soup.select_one(".question__sources").get_text(" ", strip=True)
    assert re.findall(r"\d+", sources) == ["1", "2", "3"]


def test_on_a_city_page_sources_in_texts_come_before_those_of_the_shared_text_alone(
    whole_site: WholeSite,
) -> None:
    first, second = source("First"), source("Second")
    write(whole_site, "locations.BlueprintSection.body", f"<p>In {{place}}.{mark(second)}</p>")
    page = write(whole_site, "locations.CityPage.local_introduction", f"<p>A.{mark(first)}</p>")
    soup = printed(page)
    assert marks(soup) == ["[1]", "[2]"]
    assert listed(soup) == ["First", "Second", "A trial of infusions"]
    assert "In Palo Alto.[2]" in soup.get_text()


def test_a_sentence_that_lacks_a_value_takes_its_sources_with_it(whole_site: WholeSite) -> None:
    kept, dropped = source("Kept"), source("Dropped")
    text = (
        f"<p>It costs {{treatment_price}}.{mark(dropped)} Ask us.{mark(kept)} "
        f"It takes {{session_length}}{mark(dropped)}.</p>"
    )
    page = write(whole_site, "locations.BlueprintSection.body", text)
    soup = printed(page)
    assert marks(soup) == ["[1]"]
    assert listed(soup)[0] == "Kept"
    assert "Dropped" not in page_html(page)


def test_a_source_that_nobody_has_confirmed_is_listed_as_such_and_not_in_the_markup(
    whole_site: WholeSite,
) -> None:
    unconfirmed = source("Unconfirmed", checked_date=None)
    page = write(whole_site, "home.ContentPage.introduction", f"<p>A.{mark(unconfirmed)}</p>")
    soup = printed(page)
    assert marks(soup) == ["[1]"]
    assert "Not yet confirmed by us" in soup.select_one("#source-1").get_text()
    assert cited(page) == []


def test_an_answer_in_the_markup_has_no_numbers(whole_site: WholeSite) -> None:
    page = write(
        whole_site, "editorial.Question.answer", f"<p>Less pain.{mark(source('A paper'))} More.</p>"
    )
    (block,) = read_page(page_html(page)).blocks
    assert "Less pain. More." in block
    assert "[1]" not in block
    assert "#source-1" not in block


def test_a_source_that_changes_is_published_and_withdrawn_changes_the_page(
    whole_site: WholeSite,
) -> None:
    citation = source("A paper")
    page = write(whole_site, "home.ContentPage.introduction", f"<p>A.{mark(citation)}</p>")
    tag = f"editorial.citation:{citation.pk}"
    assert tag in read(page)[0]["data"].cache_tags
    citation.unpublish()
    assert tag in read(page)[0]["data"].cache_tags
    assert marks(printed(page)) == []
    publish(citation)
    assert marks(printed(page)) == ["[1]"]


def test_hostile_text_in_a_source_stays_text(whole_site: WholeSite) -> None:
    hostile = source("</script><script>alert(1)</script>", authors='"><img src=x>')
    page = write(whole_site, "home.ContentPage.introduction", f"<p>A.{mark(hostile)}</p>")
    html = page_html(page)
    assert "<script>alert" not in html
    assert "<img src=x>" not in html
    assert "alert(1)" in html


@pytest.mark.parametrize("place", PLACES)
def test_sources_cited_in_texts_are_looked_up_with_one_query_however_many(
    whole_site: WholeSite, place: str
) -> None:
    counts = []
    for number in (0, 1, 5):
        SectionOverride.objects.all().delete()
        texts = [mark(source(f"Paper {n}")) for n in range(number)]
        page = write(whole_site, place, f"<p>A.{''.join(texts)}</p>")
        counts.append(read(page)[1])
    assert counts == [counts[0], counts[0] + 1, counts[0] + 1]
    if place != "editorial.Question.answer":
        assert counts[0] == QUERIES[type(page).__name__]
