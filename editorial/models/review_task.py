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
from operations.refusals import PublishRefusedError

STATEMENT = _(
    "I have read this text. It is medically accurate, it does not mislead, and what it says of "
    "effects and risks rests on the sources given."
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
        """Begin the step; it is over at once where every clinical text is signed already."""
        task_state = super().start(workflow_state, user=user)
        if not review_is_required() or not needs_signature(task_state.revision.as_object()):
            task_state.approve(user=user, update=False, comment=str(_("Nothing to sign.")))
        return task_state

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Sign and approve, or send back; all of it or nothing.

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
            kwargs = {"comment": form.cleaned_data["comment"]}
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
