"""On which page each question is marked up: once on the whole site.

Google asks for that where the same question and answer stands on several pages:
developers.google.com/search/docs/appearance/structured-data/faqpage
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_TAG = re.compile(r"<[^>]*>")

Words = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkedUpQuestion:
    """A published question; ``page`` is where it is marked up now, or ``None``."""

    key: int
    page: int | None
    words: Words


def question_words(question: str, answer_html: str) -> Words:
    """Return what two questions share that say the same: their words, however they are set."""
    return _plain(question), _plain(_TAG.sub(" ", answer_html))


def pages_for_markup(
    questions: Iterable[MarkedUpQuestion], shown_on: Mapping[int, Sequence[int]]
) -> dict[int, int | None]:
    """Return for each question the page that marks it up, ``None`` for none.

    ``shown_on`` maps a question to the pages that could, in the order of the site. A question
    stays where it is for as long as that page shows it. Of questions that say the same, one is
    marked up: one that is already, or else the oldest.
    """
    result: dict[int, int | None] = {}
    taken: set[Words] = set()

    def is_settled(question: MarkedUpQuestion) -> bool:
        return question.page is not None and question.page in shown_on.get(question.key, ())

    for question in sorted(questions, key=lambda each: (not is_settled(each), each.key)):
        pages = shown_on.get(question.key, ())
        page = question.page if is_settled(question) else next(iter(pages), None)
        if question.words in taken:
            page = None
        if page is not None:
            taken.add(question.words)
        result[question.key] = page
    return result


def _plain(text: str) -> str:
    return " ".join(html.unescape(text).casefold().split())
