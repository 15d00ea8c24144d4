"""Questions of one city page, and whether the markup of another page holds them already."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.db.models.functions import Lower

from editorial.models import Question
from editorial.page_data import QuestionData
from editorial.rules.citations import cited_keys
from editorial.rules.markup import Words, question_words
from page_cache.tags import PageFetch

if TYPE_CHECKING:
    from locations.models.page_rows import LocalQuestion
    from locations.models.pages import CityPage


def local_questions_data(
    page: CityPage, questions: Sequence[LocalQuestion], answers: Sequence[str], fetch: PageFetch
) -> tuple[QuestionData, ...]:
    """Return the page's own questions; ``answers`` are theirs as HTML, with links expanded
    and sources numbered.

    A question that the library or an older live page has in the same words, the answer included,
    is shown and not marked up a second time.
    """
    taken = _marked_up_elsewhere(page, questions, fetch)
    return tuple(
        QuestionData(
            anchor=question.anchor,
            question=question.question,
            answer_html=answer,
            citation_numbers=tuple(sorted(cited_keys(answer))),
            is_marked_up_here=question_words(question.question, question.answer) not in taken,
        )
        for question, answer in zip(questions, answers, strict=True)
    )


def _marked_up_elsewhere(
    page: CityPage, questions: Sequence[LocalQuestion], fetch: PageFetch
) -> set[Words]:
    """Return the words of questions that are marked up on other pages, in one query."""
    asked = {question.question.lower() for question in questions}
    if not asked:
        return set()
    for words in asked:
        fetch.collection(f"questions-{hashlib.sha256(words.encode()).hexdigest()[:16]}")
    in_library = Question.objects.filter(live=True, marked_up_on__live=True)
    row_model = type(page)._meta.get_field("local_questions").related_model
    before = Q() if page.pk is None else Q(page__lt=page.pk)
    on_pages = row_model._default_manager.filter(before, page__live=True, page__alias_of=None)
    wanted = [
        rows.filter(locale=page.locale_id)
        .annotate(asked=Lower("question"))
        .filter(asked__in=asked)
        .order_by()
        .values_list(F("question"), F("answer"))
        for rows in (in_library, on_pages)
    ]
    return {question_words(*row) for row in wanted[0].union(wanted[1])}
