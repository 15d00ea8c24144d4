"""The step of a workflow in which a clinician signs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db import models, transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from editorial.models.review import (
    Signature,
    is_fit_for_next_review,
    next_review,
    review_is_required,
    reviewer_of,
)
from editorial.pieces import pieces_of
from operations.refusals import PublishRefusedError, refusals_of, tell

STATEMENT = _(
    "I have read this text. It is medically accurate, it does not mislead, and what it says of "
    "effects and risks rests on the sources given: what names no source claims no effect."
)

BAD_REVIEW_DATE = _("Choose a day to come for the next review, within three years.")

# Sent, with the record as it was submitted, before the approval is written: whoever signs listens.
about_to_approve = Signal()


class SignatureForm(forms.Form):
    """What a clinician attests, and when the text has to be read again."""

    attested = forms.BooleanField(
        label=STATEMENT,
        error_messages={"required": _("Tick this if you stand by the text; else ask for changes.")},
    )
    next_review_date = forms.DateField(
        label=_("Next review"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("When somebody has to read it again, at most three years from now."),
    )
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For your colleagues; no visitor sees it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_review_date"].initial = next_review(timezone.localdate())

    def clean_next_review_date(self) -> date:
        day: date = self.cleaned_data["next_review_date"]
        if not is_fit_for_next_review(day, timezone.localdate()):
            raise forms.ValidationError(BAD_REVIEW_DATE)
        return day


class MedicalReviewTask(Task):
    """A clinician reads the clinical text and signs it. Nothing to sign: nobody has to wait."""

    class Meta:
        verbose_name = _("medical review")
        verbose_name_plural = _("medical reviews")

    @classmethod
    def get_description(cls) -> str:
        """Return what Wagtail's list of tasks says of it."""
        return str(_("A medical reviewer signs clinical text that has no signature yet"))

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Begin the step; it is passed over where every clinical text is signed already."""
        task_state = super().start(workflow_state, user=user)
        version = task_state.revision.as_object()
        if review_is_required() and needs_signature(version):
            tell_what_will_refuse(version)
        else:
            pass_over(task_state, user, str(_("Nothing to sign.")))
        return task_state

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Sign and approve, or send back; all of it or nothing.

        Publishing may be refused all the same: then the approval stands, and the draft waits.
        Wagtail hands on what its window asked for as the browser sent it, so it is checked again.
        Raises ``PublishRefusedError`` for a form that is not filled in.
        """
        if action_name == "approve":
            record = task_state.workflow_state.content_object.get_latest_revision_as_object()
            form = SignatureForm(kwargs)
            if not form.is_valid():
                errors = [str(error) for found in form.errors.values() for error in found]
                raise PublishRefusedError(record, " ".join(errors))
            about_to_approve.send(
                sender=type(self),
                record=record,
                user=user,
                next_review_date=form.cleaned_data["next_review_date"],
            )
            approve_what_was_signed(task_state, user=user, comment=form.cleaned_data["comment"])
            return None
        return super().on_action(task_state, user, action_name, **kwargs)

    def user_can_access_editor(self, obj: models.Model, user: Any) -> bool:
        """Let reviewers read what they are asked to sign where it is edited."""
        return reviewer_of(user) is not None

    def locked_for_user(self, obj: models.Model, user: Any) -> bool:
        """Keep others from changing what a clinician is reading."""
        return reviewer_of(user) is None

    def get_actions(self, obj: models.Model, user: Any) -> list[tuple[str, Any, bool]]:
        """Return what a reviewer may do; nobody else may do anything."""
        if reviewer_of(user) is None:
            return []
        return [
            ("reject", _("Ask for changes"), True),
            ("approve", _("Sign and publish"), True),
        ]

    def get_form_for_action(self, action: str) -> Any:
        return SignatureForm if action == "approve" else super().get_form_for_action(action)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        """Return what waits for ``user``."""
        waiting = TaskState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS)
        return waiting if reviewer_of(user) is not None else waiting.none()


def needs_signature(record: models.Model) -> bool:
    """Whether a version has clinical text that nobody has signed."""
    hashes = {piece.hash for piece in pieces_of(record)}
    return len(Signature.objects.by_hash(hashes)) < len(hashes)


def approve_what_was_signed(task_state: TaskState, *, user: Any, comment: str) -> None:
    """End the step in favor of the newest version, which is the one that was signed.

    It may be newer than the one that was submitted: Wagtail stores another one with each approval
    on a record's edit screen.
    """
    task_state.revision = task_state.workflow_state.content_object.get_latest_revision()
    task_state.approve(user=user, comment=comment)


def is_signed(workflow_state: Any) -> bool:
    """Whether a clinician has signed the newest version in this workflow.

    A step that was passed over for want of anything to sign is no signature.
    """
    done: QuerySet[TaskState] = workflow_state.successful_task_states
    tasks = MedicalReviewTask.objects.all()
    return done.filter(task__in=tasks, status=TaskState.STATUS_APPROVED).exists()


def pass_over(task_state: TaskState, user: Any, comment: str) -> None:
    """End a step that has just begun and asks nothing of anybody; Wagtail goes on by itself."""
    task_state.status = TaskState.STATUS_SKIPPED
    task_state.finished_at = timezone.now()
    task_state.finished_by = user
    task_state.comment = comment
    task_state.save()


def tell_what_will_refuse(version: Any) -> None:
    """Tell whoever submits ``version`` what keeps it from going live whoever approves it."""
    for refusal in refusals_of(version):
        message = _(
            "It waits for approval now, but would not go live with it: %(refusal)s Choose “Cancel "
            "workflow” to mend this first. Or mend and publish it when it is approved: nobody has "
            "to approve it again for that."
        )
        tell(message % {"refusal": refusal})
