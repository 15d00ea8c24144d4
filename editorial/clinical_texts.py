"""The clinical texts of this package's records, and of those of the packages below."""

from __future__ import annotations

from django.utils.translation import gettext as _

from clinic.models import Treatment
from editorial.models import Disclosure, Question
from editorial.pieces import clinical_text
from editorial.rules.signed_text import Piece, piece


@clinical_text(Question)
def pieces_of_question(question: Question) -> list[Piece | None]:
    """Return the question with its answers, signed as one."""
    parts = [question.question, question.answer, question.short_answer]
    return [piece("answer", _("Question and answer"), parts)]


@clinical_text(Treatment)
def pieces_of_treatment(treatment: Treatment) -> list[Piece | None]:
    """Return what the treatment is and for whom; its price and times are facts of the clinic."""
    parts = [treatment.name, treatment.condition, treatment.how_given, treatment.summary]
    return [piece("summary", _("What the treatment is"), parts)]


@clinical_text(Disclosure)
def pieces_of_disclosure(disclosure: Disclosure) -> list[Piece | None]:
    """Return the standing disclosure."""
    return [piece("text", _("Disclosure"), [disclosure.heading, disclosure.body])]
