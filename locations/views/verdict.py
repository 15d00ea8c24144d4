"""The verdict as the editor of a city page sees it: parts, closest sibling, shared sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editorial.rules.sentences import split_sentences
from locations.models import CityPage
from locations.rules.gate import Criterion
from locations.rules.page_text import Origin
from locations.rules.similarity import shared_sentences
from locations.services.gate import JudgedPage, judge_page, may_publish_over_gate

LABELS: dict[Criterion, str | Promise] = {
    Criterion.SIMILARITY: _("Different from other pages"),
    Criterion.OWN_SIMILARITY: _("Local text not taken over"),
    Criterion.OWN_SHARE: _("Text of its own"),
    Criterion.SUBSTANCE: _("Something to say about the place"),
    Criterion.TOKENS: _("Tokens filled in"),
    Criterion.PRESENCE: _("Honest about where the clinic is"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkedSentence:
    """A sentence of the local text; ``is_shared`` when another page has it too."""

    text: str
    is_shared: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkedParagraph:
    """A paragraph of the local text, in sentences."""

    sentences: tuple[MarkedSentence, ...]


def verdict_context(page: CityPage, user: User) -> dict[str, Any]:
    """Return what the verdict's template prints about ``page`` as it is in memory."""
    judged = judge_page(page)
    likeness = judged.verdict.likeness
    marked = list(_marked_text(judged))
    return {
        "page": page,
        "verdict": judged.verdict,
        "parts": [(LABELS[part.criterion], part) for part in judged.verdict.parts],
        "exception": judged.exception,
        "closest": CityPage.objects.filter(pk=likeness.closest).first(),
        "closest_own": CityPage.objects.filter(pk=likeness.closest_own).first(),
        "marked_text": marked,
        "has_shared": any(row.is_shared for part in marked for row in part.sentences),
        "may_publish_over": not judged.may_go_live and may_publish_over_gate(page, user),
    }


def _marked_text(judged: JudgedPage) -> Iterator[MarkedParagraph]:
    """Yield the local text, with what the closest sibling has too marked."""
    reading = judged.reading
    for part in reading.parts:
        if part.origin is not Origin.OWN:
            continue
        for line in part.text.split("\n"):
            texts = [line[sentence.start : sentence.end] for sentence in split_sentences(line)]
            shared = set(shared_sentences(texts, judged.closest_own_shingles, reading.left_out))
            yield MarkedParagraph(
                sentences=tuple(
                    MarkedSentence(text=text, is_shared=text in shared) for text in texts
                )
            )
