"""The clinical texts of this package's records, and of those of the packages below."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clinic.models import Treatment
from editorial.models import Disclosure, Question
from editorial.pieces import clinical_text
from editorial.rules.signed_text import Piece, piece


def questions() -> QuerySet[Question]:
    """Return the questions with the sources that are listed for their answers."""
    return Question.objects.prefetch_related("citations")


@clinical_text(Question, among=questions)
def pieces_of_question(question: Question) -> list[Piece | None]:
    """Return the question with its answers and sources, signed as one."""
    parts = [question.question, question.answer, question.short_answer]
    return [piece("answer", _("Question and answer"), parts, sources=listed_sources(question))]


@clinical_text(Treatment)
def pieces_of_treatment(treatment: Treatment) -> list[Piece | None]:
    """Return what the treatment is and for whom; its price and times are facts of the clinic."""
    parts = [
        treatment.name,
        treatment.alternate_name,
        treatment.condition,
        treatment.how_given,
        treatment.summary,
    ]
    return [piece("summary", _("What the treatment is"), parts)]


@clinical_text(Disclosure)
def pieces_of_disclosure(disclosure: Disclosure) -> list[Piece | None]:
    """Return the standing disclosure."""
    return [piece("text", _("Disclosure"), [disclosure.heading, disclosure.body])]


def search_piece(page: Any) -> Piece | None:
    """Return what menus and search results say of ``page``: its title, and what it has for them.

    Search engines show it to people who never open the page.
    """
    parts = [page.title, page.seo_title, page.search_description]
    return piece("search", _("Title, and texts in search results"), parts)


def sources_piece(record: Any) -> Piece | None:
    """Return which sources are listed for the whole of ``record``."""
    return piece("sources", _("Sources of the whole text"), [], sources=listed_sources(record))


def listed_sources(record: Any) -> list[int]:
    """Return the keys of the sources in the rows of ``record``; a row half filled in has none."""
    keys = [row.citation_id for row in record.citations.all()]
    return [key for key in keys if key is not None]
