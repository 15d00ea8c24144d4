"""The clinical texts of FAQ pages: their own words; each question is signed in the library."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from editorial.clinical_texts import search_piece
from editorial.pieces import clinical_text
from editorial.rules.signed_text import Piece, piece
from faq_pages.models import FAQIndexPage, FAQPage


def faq_pages() -> QuerySet[FAQPage]:
    """Return the FAQ pages with the rows that hold their headings."""
    pages: QuerySet[FAQPage] = FAQPage.objects.prefetch_related("placements")
    return pages


@clinical_text(FAQIndexPage)
def pieces_of_faq_index(page: FAQIndexPage) -> list[Piece | None]:
    """Return what stands above the list; what it says of each FAQ page is signed there."""
    parts = [page.heading or page.title, page.introduction]
    return [piece("introduction", _("Introduction"), parts), search_piece(page)]


@clinical_text(FAQPage, among=faq_pages)
def pieces_of_faq_page(page: FAQPage) -> list[Piece | None]:
    """Return what stands above and below the questions, and each heading among them.

    A heading is a text of its own, named after the question below it, so that another order of the
    groups voids nothing.
    """
    parts = [page.heading or page.title, page.opening, page.closing, page.summary]
    headings: dict[str, Piece | None] = {}
    for row in page.placements.all():
        if row.group:
            label = _("Heading “%(heading)s”") % {"heading": row.group}
            key = _free_key(f"group-{row.question_id}", headings)
            headings[key] = piece(key, label, [row.group])
    own = piece("own", _("Opening and closing"), parts)
    return [own, *headings.values(), search_piece(page)]


def _free_key(key: str, taken: dict[str, Piece | None]) -> str:
    """Return ``key``, with a number behind it if a question is placed twice."""
    number = 1
    free = key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free
