"""The step of a workflow in which somebody who may publish lets a record go live."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from editorial.models.review_task import (
    about_to_approve,
    is_signed,
    pass_over,
    tell_what_will_refuse,
)
from editorial.rights import may_publish


class PublishTask(Task):
    """Whoever may publish a record approves it; a clinician's signature is that approval too.

    It follows medical review, which passes over what has nothing to sign: without this step,
    submitting a record would publish it, whoever did so.
    """

    class Meta:
        verbose_name = _("approval to publish")
        verbose_name_plural = _("approvals to publish")

    @classmethod
    def get_description(cls) -> str:
        """Return what Wagtail's list of tasks says of it."""
        return str(_("Somebody who may publish it approves what was submitted by somebody else"))

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Begin the step; it is over at once if ``user`` may publish, or a clinician has signed."""
        task_state = super().start(workflow_state, user=user)
        if is_approved_for_visitors(workflow_state, user):
            pass_over(task_state, user, str(_("May be published.")))
        else:
            tell_what_will_refuse(task_state.revision.as_object())
        return task_state

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Approve or send back.

        Raises ``PermissionDenied`` for whoever may not publish, and ``PublishRefusedError`` if
        somebody has to be asked for more than a click.
        """
        if not may_publish(task_state.workflow_state.content_object, user):
            raise PermissionDenied(_("You may not publish this. Ask somebody who may."))
        if action_name == "approve":
            version = task_state.workflow_state.content_object.get_latest_revision_as_object()
            about_to_approve.send(sender=type(self), record=version, user=user)
        return super().on_action(task_state, user, action_name, **kwargs)

    def user_can_access_editor(self, obj: models.Model, user: Any) -> bool:
        """Let whoever may publish it read it where it is edited."""
        return may_publish(obj, user)

    def locked_for_user(self, obj: models.Model, user: Any) -> bool:
        """Keep others from changing what somebody is about to approve."""
        return not may_publish(obj, user)

    def get_actions(self, obj: models.Model, user: Any) -> list[tuple[str, Any, bool]]:
        """Return what somebody may do who may publish it; nobody else may do anything."""
        if not may_publish(obj, user):
            return []
        return [
            ("reject", _("Ask for changes"), True),
            ("approve", _("Approve and publish"), False),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        """Return what waits for ``user``."""
        waiting = TaskState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS)
        states = waiting.select_related("workflow_state").prefetch_related(
            "workflow_state__content_object"
        )
        allowed = [
            state.pk for state in states if may_publish(state.workflow_state.content_object, user)
        ]
        return waiting.filter(pk__in=allowed)


def is_approved_for_visitors(workflow_state: Any, user: Any) -> bool:
    """Whether the newest version may go live by ``user``'s step, as far as rights go.

    Either ``user`` may publish it, or a clinician has signed just this version.
    """
    return may_publish(workflow_state.content_object, user) or is_signed(workflow_state)
