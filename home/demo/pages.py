"""The demo's pages, all but the city pages.

Every page is first added as an empty draft and then filled and published, so that the copy may
link to any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page
from wagtail.rich_text import RichText

from clinic.models import Treatment
from editorial.models import Citation, Question
from faq_pages.models import FAQIndexPage, FAQPage, QuestionPlacement
from home.demo.content_files import read_content, stable_key
from home.demo.library import citation_rows
from home.demo.links import link_pages
from home.demo.publishing import DemoLoad, add_draft_page, publish_page
from home.models import (
    ContactPage,
    ContentPage,
    HomePage,
    HomePageCitation,
    HomePageQuestion,
    PeopleIndexPage,
    TreatmentIndexPage,
    TreatmentPage,
    TreatmentPageCitation,
)
from images.models import CustomImage
from locations.models import CityIndexPage

# In the order in which they stand in the editor's list.
PAGE_TYPES: Mapping[str, type[Page]] = {
    "faq_index": FAQIndexPage,
    "faq_ketamine_for_migraine": FAQPage,
    "treatment_index": TreatmentIndexPage,
    "treatment_ketamine_for_migraine": TreatmentPage,
    "locations": CityIndexPage,
    "people_index": PeopleIndexPage,
    "about": ContentPage,
    "contact": ContactPage,
    "privacy": ContentPage,
    "accessibility": ContentPage,
}

PICTURES = {
    "home": "chair-by-the-window.png",
    "treatment_ketamine_for_migraine": "quiet-room.png",
    "about": "clinic-front.png",
    "contact": "calling-the-clinic.png",
}


@dataclass(frozen=True, kw_only=True)
class Library:
    """What the pages refer to, by the keys of the copy."""

    pictures: Mapping[str, CustomImage]
    treatments: Mapping[str, Treatment]
    citations: Mapping[str, Citation]
    questions: Mapping[str, Question]


def add_missing_pages(load: DemoLoad) -> list[str]:
    """Add each page that is missing as an empty draft; return their keys in the copy.

    The home page is among them as long as nobody has edited it.
    """
    copies = read_content("pages")
    load.pages["/"] = load.home.pk
    missing = []
    if load.home.latest_revision_id is None:
        missing.append("home")
    for name, page_type in PAGE_TYPES.items():
        path = copies[name]["path"]
        parent_path, slug = _split(path)
        parent = Page.objects.get(pk=load.pages[parent_path])
        page = _same_page(load, name, parent, slug)
        if page is None:
            page = page_type(
                title=copies[name]["title"],
                slug=slug,
                locale=load.locale,
                translation_key=stable_key("page", name),
            )
            add_draft_page(parent, page)
            missing.append(name)
        load.pages[path] = page.pk
    return missing


def _split(path: str) -> tuple[str, str]:
    """Return the address of the parent and the last part: ``/faq/migraine/`` → ``/faq/``, …."""
    parent, _, slug = path.rstrip("/").rpartition("/")
    return f"{parent}/", slug


def _same_page(load: DemoLoad, name: str, parent: Page, slug: str) -> Page | None:
    """Return the demo's page wherever an editor moved it, or the page that has its address."""
    moved = Page.objects.filter(translation_key=stable_key("page", name), locale=load.locale)
    found: Page | None = moved.first() or Page.objects.child_of(parent).filter(slug=slug).first()
    return found


def publish_pages(load: DemoLoad, names: list[str], library: Library) -> None:
    """Fill each page whose key in the copy is in ``names`` and publish it."""
    copies = read_content("pages")
    for name in names:
        copy = copies[name]
        # Read again: a page that got children since it was added has another place in the tree.
        page = Page.objects.get(pk=load.pages[copy["path"]]).specific
        page.title = copy["title"]
        page.heading = copy["heading"] if copy["heading"] != copy["title"] else ""
        page.seo_title = copy["seo_title"]
        page.search_description = copy["search_description"]
        if "is_clinical" in copy:
            page.is_clinical = copy["is_clinical"]
        if name in PICTURES:
            page.picture = library.pictures[PICTURES[name]]
        fill_page = FILLERS.get(type(page), _fill_plain_page)
        fill_page(load, page, copy, library)
        publish_page(load, page)


def _fill_plain_page(load: DemoLoad, page: Any, copy: Mapping[str, Any], library: Library) -> None:
    page.introduction = link_pages(copy["introduction_html"], load.pages)
    if "sections" in copy:
        page.sections = [
            (
                "section",
                {
                    "heading": section["heading"],
                    "body": RichText(link_pages(section["body_html"], load.pages)),
                    "appearance": section["appearance"],
                },
            )
            for section in copy["sections"]
        ]


def _fill_home_page(
    load: DemoLoad, page: HomePage, copy: Mapping[str, Any], library: Library
) -> None:
    page.introduction = link_pages(copy["introduction_html"], load.pages)
    page.steps = [
        (
            "step",
            {
                "heading": step["heading"],
                "body": RichText(link_pages(step["body_html"], load.pages)),
            },
        )
        for step in copy["steps"]
    ]
    page.not_for_heading = copy["not_for_heading"]
    page.not_for = link_pages(copy["not_for_html"], load.pages)
    page.questions = [
        HomePageQuestion(question=library.questions[key], sort_order=order)
        for order, key in enumerate(copy["question_keys"])
    ]
    page.citations = citation_rows(HomePageCitation, copy["citations"], library.citations)


def _fill_faq_page(
    load: DemoLoad, page: FAQPage, copy: Mapping[str, Any], library: Library
) -> None:
    page.treatment = library.treatments[copy["treatment"]]
    page.summary = copy["card_summary"]
    page.opening = link_pages(copy["opening_html"], load.pages)
    page.closing = link_pages(copy["closing_html"], load.pages)
    placements = [
        (library.questions[key], group["heading"] if position == 0 else "")
        for group in copy["groups"]
        for position, key in enumerate(group["question_keys"])
    ]
    page.placements = [
        QuestionPlacement(question=question, group=group, sort_order=order)
        for order, (question, group) in enumerate(placements)
    ]


def _fill_treatment_page(
    load: DemoLoad, page: TreatmentPage, copy: Mapping[str, Any], library: Library
) -> None:
    _fill_plain_page(load, page, copy, library)
    page.treatment = library.treatments[copy["treatment"]]
    page.questions_page_id = load.pages[copy["questions_page"]]
    keys = [key for section in copy["sections"] for key in section["citations"]]
    page.citations = citation_rows(TreatmentPageCitation, keys, library.citations)


def _fill_hub(
    load: DemoLoad, page: CityIndexPage, copy: Mapping[str, Any], library: Library
) -> None:
    _fill_plain_page(load, page, copy, library)
    page.body = link_pages(copy["body_html"], load.pages)


FILLERS: Mapping[type[Page], Callable[[DemoLoad, Any, Mapping[str, Any], Library], None]] = {
    HomePage: _fill_home_page,
    FAQPage: _fill_faq_page,
    TreatmentPage: _fill_treatment_page,
    CityIndexPage: _fill_hub,
}
