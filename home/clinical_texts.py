"""The clinical texts of the home page, and of treatment, people, contact and content pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from editorial.clinical_texts import search_piece, sources_piece
from editorial.pieces import clinical_text
from editorial.rules.signed_text import Piece, piece
from home.models import (
    ContactPage,
    ContentPage,
    HomePage,
    PeopleIndexPage,
    PersonPage,
    TreatmentIndexPage,
    TreatmentPage,
)


def contact_pages() -> QuerySet[ContactPage]:
    """Return the contact pages that are about health."""
    pages: QuerySet[ContactPage] = ContactPage.objects.filter(is_clinical=True)
    return pages


def content_pages() -> QuerySet[ContentPage]:
    """Return the content pages that are about health."""
    pages: QuerySet[ContentPage] = ContentPage.objects.filter(is_clinical=True)
    return pages


@clinical_text(HomePage)
def pieces_of_home_page(page: HomePage) -> list[Piece | None]:
    """Return the introduction, who should not come, and how a treatment goes."""
    steps = [part for block in page.steps for part in (block.value["heading"], _body(block))]
    return [
        _introduction(page),
        piece("not_for", _("Who it is not for"), [page.not_for_heading, page.not_for]),
        piece("steps", _("How it goes"), steps),
        sources_piece(page),
        search_piece(page),
    ]


@clinical_text(TreatmentPage)
def pieces_of_treatment_page(page: TreatmentPage) -> list[Piece | None]:
    """Return the introduction and each section."""
    return [_introduction(page), *_sections(page), sources_piece(page), search_piece(page)]


@clinical_text(TreatmentIndexPage)
@clinical_text(PeopleIndexPage)
@clinical_text(PersonPage)
def pieces_of_introduced_page(page: Any) -> list[Piece | None]:
    """Return what stands above a list, or what somebody says in own words."""
    return [_introduction(page), search_piece(page)]


@clinical_text(ContactPage, among=contact_pages)
@clinical_text(ContentPage, among=content_pages)
def pieces_of_text_page(page: ContactPage | ContentPage) -> list[Piece | None]:
    """Return the introduction and each section, if the page is about health."""
    return pieces_if_clinical(page) if page.is_clinical else []


def pieces_if_clinical(page: ContactPage | ContentPage) -> list[Piece | None]:
    """Return the texts of the page, whether or not it is about health."""
    return [_introduction(page), *_sections(page), search_piece(page)]


def _introduction(page: Any) -> Piece | None:
    parts = [page.heading or page.title, page.introduction]
    return piece("introduction", _("Introduction"), parts)


def _sections(page: Any) -> Iterator[Piece | None]:
    for block in page.sections:
        heading = block.value["heading"]
        yield piece(f"section-{block.id}", heading, [heading, _body(block)])


def _body(block: Any) -> str:
    return str(block.value["body"].source)
