"""Making drafts in the question library from a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale
from wagtail.permission_policies import ModelPermissionPolicy

from editorial.models import Question
from editorial.rules.answer_html import clean_answer
from editorial.rules.import_limits import MAX_QUESTIONS, DocumentError
from editorial.rules.question_marks import MAX_QUESTION, question_key, with_question_mark
from editorial.rules.question_split import NO_ANSWER, too_long
from editorial.rules.text_lines import visible

LOG_ACTION = "editorial.import"


@dataclass(frozen=True, kw_only=True, slots=True)
class NewQuestion:
    """A question that somebody chose to import, as it came back from the screen.

    ``known`` are the primary keys of the questions of the same words that the person was shown. Any
    other that is in the library by now keeps this one out: it was made by this form before, or by
    somebody else meanwhile.
    """

    question: str
    answer: str
    known: frozenset[int] = frozenset()


class QuestionsRefusedError(Exception):
    """Some questions cannot be imported, so that none was.

    ``problems`` has a sentence for each of them, by its number in the list, from 0.
    """

    def __init__(self, problems: dict[int, str]) -> None:
        self.problems = problems
        message = ngettext(
            "Nothing was imported: %(count)d question cannot be. Mend it below, or take its tick "
            "away.",
            "Nothing was imported: %(count)d questions cannot be. Mend them below, or take their "
            "ticks away.",
            len(problems),
        )
        super().__init__(message % {"count": len(problems)})


class TooManyQuestionsError(Exception):
    """More than anybody looks through."""

    def __init__(self) -> None:
        message = _("No more than %(count)d questions can be imported at a time.")
        super().__init__(message % {"count": MAX_QUESTIONS})


def check_may_import(user: User) -> None:
    """Raise ``PermissionDenied`` unless ``user`` may add questions."""
    if not ModelPermissionPolicy(Question).user_has_permission(user, "add"):
        raise PermissionDenied(_("You may not add questions. Ask a site manager."))


def questions_by_words() -> dict[str, list[Question]]:
    """Return the questions of the library in the main language, by :func:`question_key`."""
    found: defaultdict[str, list[Question]] = defaultdict(list)
    for question in Question.objects.filter(locale=Locale.get_default()).only("pk", "question"):
        found[question_key(question.question)].append(question)
    return found


def import_questions(*, questions: Sequence[NewQuestion], user: User) -> list[Question]:
    """Make a draft of each question and return the drafts.

    All or nothing, and safe to repeat: see :class:`NewQuestion`. Words and answers are cleaned once
    more, whoever sent them. Raises :class:`QuestionsRefusedError`, :class:`TooManyQuestionsError`,
    and ``PermissionDenied`` for whoever may not add questions.
    """
    check_may_import(user)
    if len(questions) > MAX_QUESTIONS:
        raise TooManyQuestionsError
    with transaction.atomic():
        # Two clicks at once wait for one another, and the second finds the drafts there.
        locale = Locale.objects.select_for_update().get(pk=Locale.get_default().pk)
        drafts, problems = _prepared(questions, locale)
        if problems:
            raise QuestionsRefusedError(problems)
        stored = questions_by_words()
        made = []
        for draft, new in zip(drafts, questions, strict=True):
            there = {one.pk for one in stored.get(question_key(draft.question), ())}
            if there <= new.known:
                draft.save()
                draft.save_revision(user=user, log_action=LOG_ACTION, clean=False)
                made.append(draft)
        return made


def _prepared(
    questions: Sequence[NewQuestion], locale: Locale
) -> tuple[list[Question], dict[int, str]]:
    """Return an unsaved draft of each question, and what is wrong with some by their number."""
    drafts: list[Question] = []
    problems: dict[int, str] = {}
    seen: set[str] = set()
    for number, new in enumerate(questions):
        draft = Question(question=with_question_mark(visible(new.question)), locale=locale)
        draft.live = False
        key = question_key(draft.question)
        problem = _problem(draft, new.answer)
        if not problem and key in seen:
            problem = _("This question is ticked twice. Take one tick away.")
        if problem:
            problems[number] = problem
        seen.add(key)
        drafts.append(draft)
    return drafts, problems


def _problem(draft: Question, answer: str) -> str:
    """Give the draft its cleaned answer, and return why it cannot be imported, or ``""``."""
    if not question_key(draft.question):
        return _("Write the question.")
    if len(draft.question) > MAX_QUESTION:
        return too_long(draft.question)
    try:
        draft.answer = clean_answer(visible(answer))
        if not draft.answer:
            return NO_ANSWER
        draft.full_clean()
    except DocumentError as error:
        return str(error)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
