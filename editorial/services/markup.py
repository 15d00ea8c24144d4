"""Keeping each question marked up on one page that shows it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from wagtail.models import Page
from wagtail.signals import published

from editorial.models import Question
from editorial.placements import placement_kinds
from editorial.rules.markup import MarkedUpQuestion, pages_for_markup, question_words


def settle_markup() -> int:
    """Mark every published question up on one live page that shows it; return how many changed.

    All are looked at together, in a fixed number of queries. What an editor chose stays for as
    long as that page shows the question. Safe to repeat.
    """
    with transaction.atomic():
        questions = list(
            Question.objects.filter(live=True)
            # In one order, so that two who hold them never wait for each other.
            .order_by("pk")
            .select_for_update()
            .values_list("pk", "locale_id", "marked_up_on_id", "question", "answer")
        )
        settled: dict[int, int | None] = {}
        shown_on = _pages_that_mark_up()
        for locale in {row[1] for row in questions}:
            rows = [
                MarkedUpQuestion(key=pk, page=page, words=question_words(question, answer))
                for pk, language, page, question, answer in questions
                if language == locale
            ]
            settled |= pages_for_markup(rows, shown_on)
        before = {row[0]: row[2] for row in questions}
        changed = {pk: page for pk, page in settled.items() if page != before[pk]}
        for question in Question.objects.filter(pk__in=changed):
            question.marked_up_on_id = changed[question.pk]
            question.save(update_fields=["marked_up_on"])
        _tell(changed)
    return len(changed)


def _pages_that_mark_up() -> dict[int, list[int]]:
    """Return by question the public pages whose graph can carry it, in the order of the site."""
    found: dict[int, list[int]] = {}
    for kind in placement_kinds():
        if not kind.marks_up:
            continue
        public = Page.objects.live().public().filter(alias_of=None)
        rows = (
            kind.live_rows()
            .filter(**{f"{kind.page_key}__in": public.values("pk")})
            .order_by(f"{kind.page_key}__path", "pk")
            .values_list(kind.question_key, kind.page_key)
        )
        for question, page in rows:
            found.setdefault(question, []).append(page)
    return found


def _tell(keys: Iterable[int]) -> None:
    """Let whoever listens know that these questions read differently for machines."""
    for question in Question.objects.filter(pk__in=list(keys)):
        published.send(sender=Question, instance=question, revision=question.live_revision)
