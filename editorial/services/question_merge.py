"""Merging a question into another that says the same, and undoing it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail.signals import published

from editorial.models import FormerAnchor, Question, QuestionMerge
from editorial.public_before import PublicText, coming_back
from editorial.services.markup import settle_markup
from editorial.services.merge_plans import (
    adding_sources,
    check_may_merge,
    plan_merge,
    taking_sources_away,
)
from editorial.services.publishing import said_in_public
from operations.content_changes import EditedSinceError
from operations.refusals import PublishRefusedError
from operations.services.contents import edit_record, take_back

# Two names, since Wagtail's history shows one entry for each name and request.
LOG_ACTIONS = ("editorial.merge_away", "editorial.merge_in")


class MergeRefusedError(Exception):
    """The merge, or undoing it, cannot be done now; ``reasons`` say why and what to do."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(dict.fromkeys(reasons))
        super().__init__(" ".join(self.reasons))


class MergeOutdatedError(Exception):
    """What somebody looked at before they agreed is no longer what would happen."""

    def __init__(self) -> None:
        super().__init__(
            _("Something changed since you looked at this. Here is how it stands now: check it.")
        )


def merge_questions(
    *,
    removed: Question,
    kept: Question,
    unite_sources: bool,
    user: User | None,
    checksum: str | None = None,
) -> QuestionMerge:
    """Let ``kept`` take the place of ``removed``, and return the merge for undoing it.

    Pages, their drafts and versions that wait show ``kept`` where they showed ``removed``; links
    to the place of ``removed`` lead to ``kept``. ``removed`` is unpublished, and stays. Merging
    the same two again does nothing. ``checksum`` is that of the plan somebody agreed to. Raises
    ``PermissionDenied``, :class:`MergeRefusedError` and :class:`MergeOutdatedError`; then nothing
    is changed.
    """
    check_may_merge(user)
    with transaction.atomic():
        removed, kept = _locked(removed.pk), _locked(kept.pk)
        done = QuestionMerge.objects.filter(removed=removed, kept=kept, undone_at=None).first()
        if done is not None and removed.merged_into_id == kept.pk:
            return done
        reading = plan_merge(removed=removed, kept=kept, unite_sources=unite_sources, user=user)
        plan = reading.plan
        if checksum is not None and checksum != plan.checksum:
            raise MergeOutdatedError
        if plan.obstacles:
            raise MergeRefusedError(plan.obstacles)
        before = _as_it_was(removed, kept)
        edits = [edit_record(record=record, edit=edit, user=user) for record, edit in reading.edits]
        edit_record(record=kept, edit=adding_sources(reading.sources), user=user)
        _withdraw(removed, kept, user)
        anchors = _hand_over_anchors(removed, kept)
        if kept.marked_up_on_id is None:
            Question.objects.filter(pk=kept.pk).update(marked_up_on=removed.marked_up_on_id)
        settle_markup()
        summary = _("“%(removed)s” was merged into “%(kept)s”") % {
            "removed": Truncator(removed.question).chars(200),
            "kept": Truncator(kept.question).chars(200),
        }
        _log((removed, kept), summary, user)
        return QuestionMerge.objects.create(
            removed=removed,
            kept=kept,
            summary=summary,
            made_by=user,
            report=asdict(plan),
            steps={
                **before,
                "edits": [edit.as_json() for edit in edits if edit is not None],
                "anchors": anchors,
                "sources": reading.sources,
            },
        )


def undo_merge(*, merge: QuestionMerge, user: User | None) -> QuestionMerge:
    """Take ``merge`` back: every page shows the two questions where it showed them before.

    Undoing twice does nothing. Raises ``PermissionDenied``, and :class:`MergeRefusedError` when
    something was edited since; then nothing is changed.
    """
    check_may_merge(user)
    with transaction.atomic():
        merge = QuestionMerge.objects.select_for_update().get(pk=merge.pk)
        if merge.undone_at is not None:
            return merge
        if merge.removed_id is None or merge.kept_id is None:
            raise MergeRefusedError([_("One of the two questions was deleted.")])
        removed, kept = _locked(merge.removed_id), _locked(merge.kept_id)
        reasons = list(_obstacles_to_undoing(removed, kept))
        for step in [] if reasons else reversed(merge.steps["edits"]):
            reasons += _take_back(step, user)
        if not reasons:
            reasons += _bring_back(removed.pk, merge.steps)
        if reasons:
            raise MergeRefusedError(reasons)
        edit_record(record=kept, edit=taking_sources_away(merge.steps["sources"]), user=user)
        FormerAnchor.objects.filter(question=kept, anchor__in=merge.steps["anchors"]).delete()
        for question, page in ((removed, "removed_page"), (kept, "kept_page")):
            Question.objects.filter(pk=question.pk).update(marked_up_on=merge.steps[page])
        settle_markup()
        merge.undone_by, merge.undone_at = user, timezone.now()
        merge.save(update_fields=["undone_by", "undone_at"])
        summary = _("Undone: %(summary)s") % {"summary": merge.summary}
        _log((removed, kept), summary, user)
    return merge


def _locked(key: int) -> Question:
    question: Question = Question.objects.select_for_update().get(pk=key)
    return question


def _log(questions: tuple[Question, Question], summary: str, user: User | None) -> None:
    for question, action in zip(questions, LOG_ACTIONS, strict=True):
        log(instance=question, action=action, user=user, data={"summary": summary})


def _as_it_was(removed: Question, kept: Question) -> dict[str, Any]:
    return {
        "was_live": removed.live,
        "live_revision": removed.live_revision_id,
        "latest_revision": removed.latest_revision_id,
        "has_unpublished_changes": removed.has_unpublished_changes,
        "removed_page": removed.marked_up_on_id,
        "kept_page": kept.marked_up_on_id,
        "said_in_public": said_in_public(removed).as_json(),
    }


def _withdraw(removed: Question, kept: Question, user: User | None) -> None:
    """Take ``removed`` off the site and mark it as merged."""
    Question.objects.filter(pk=removed.pk).update(merged_into=kept)
    stored = Question.objects.get(pk=removed.pk)
    if stored.live:
        # Wagtail asks a page for permissions here; a question has none of its own.
        UnpublishAction(stored, user=user).execute(skip_permission_checks=True)


def _hand_over_anchors(removed: Question, kept: Question) -> list[str]:
    """Let links to ``removed``, and to what was merged into it, lead to ``kept``; return them."""
    wanted = [removed.anchor, *removed.former_anchors.values_list("anchor", flat=True)]
    there = {kept.anchor, *kept.former_anchors.values_list("anchor", flat=True)}
    new = [anchor for anchor in dict.fromkeys(wanted) if anchor not in there]
    FormerAnchor.objects.bulk_create(FormerAnchor(question=kept, anchor=anchor) for anchor in new)
    return new


def _obstacles_to_undoing(removed: Question, kept: Question) -> Iterable[str]:
    if removed.merged_into_id != kept.pk:
        yield _("“%(question)s” is no longer merged into the other.") % {"question": removed}
    if kept.merged_into_id:
        yield _("“%(question)s” was itself merged into another. Undo that first.") % {
            "question": kept
        }


def _take_back(step: dict[str, Any], user: User | None) -> list[str]:
    try:
        take_back(step, user=user)
    except EditedSinceError:
        return [_("“%(record)s” was edited since. Change it by hand.") % {"record": step["title"]}]
    except ObjectDoesNotExist:
        return [_("“%(record)s” was deleted since.") % {"record": step["title"]}]
    return []


def _bring_back(key: int, steps: dict[str, Any]) -> list[str]:
    """Make the question live again with the text that it had; edits since stay a draft."""
    Question.objects.filter(pk=key).update(merged_into=None)
    question = Question.objects.get(pk=key)
    if not steps["was_live"] or question.live:
        return []
    version = Revision.objects.filter(pk=steps["live_revision"]).first()
    was_edited = question.latest_revision_id != steps["latest_revision"]
    if was_edited:
        # While a question is not live, Wagtail writes each draft into the question itself.
        if version is None:
            return [
                _("“%(question)s” was edited since. Publish it by hand.") % {"question": question}
            ]
        question = version.as_object()
    question.live, question.expired = True, False
    question.has_unpublished_changes = steps["has_unpublished_changes"] or was_edited
    question.live_revision = version
    said = PublicText.from_json(steps.get("said_in_public", {}))
    try:
        with coming_back(question, said):
            question.save()
    except PublishRefusedError as refusal:
        return [str(refusal)]
    published.send(sender=Question, instance=question, revision=version)
    return []
