"""E-mail to those whom a step of a workflow waits for.

Wagtail tells the members of a group; who signs and who may publish is not one group. How it is
sent, and who asked not to be told, is Wagtail's.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from wagtail.admin.mail import BaseGroupApprovalTaskStateEmailNotifier
from wagtail.models import Page, TaskState
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.signals import task_submitted

from editorial.models import MedicalReviewTask, PublishTask
from editorial.review_status import read_url
from operations.after_commit import once_after_commit


class StepNotifier(BaseGroupApprovalTaskStateEmailNotifier):
    """Tells reviewers what they are asked to sign, and those who may publish what waits for them.

    Not whoever brought it there, who knows.
    """

    notification = "submitted"

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        """Return whether it is one of our steps."""
        return isinstance(instance.task.specific, MedicalReviewTask | PublishTask)

    def get_recipient_users(self, task_state: TaskState, **kwargs: Any) -> QuerySet[User]:
        """Return the people who can do what the step asks for."""
        record = task_state.workflow_state.content_object
        if isinstance(task_state.task.specific, MedicalReviewTask):
            people = User.objects.filter(medical_reviewer__isnull=False)
        elif isinstance(record, Page):
            people = PagePermissionPolicy().users_with_permission_for_instance("publish", record)
        else:
            people = ModelPermissionPolicy(type(record)).users_with_permission("publish")
        user = kwargs.get("user")
        return people.exclude(pk=user.pk) if user else people

    def get_template_base_prefix(self, instance: Any, **kwargs: Any) -> str:
        """Return which letter it is: that to reviewers leads to the view made for reading."""
        is_review = isinstance(instance.task.specific, MedicalReviewTask)
        return "medical_review_" if is_review else "task_state_"

    def get_context(self, task_state: TaskState, **kwargs: Any) -> dict[str, Any]:
        """Return what the letter is made of."""
        context: dict[str, Any] = super().get_context(task_state, **kwargs)
        return {**context, "read_url": read_url(context.get("page", context["object"]))}


_notify = StepNotifier()


def connect() -> None:
    """Tell people of every step that begins from now on; safe to repeat."""
    task_submitted.connect(tell_who_is_asked, sender=TaskState, dispatch_uid="editorial")


def tell_who_is_asked(instance: TaskState, user: User | None, **kwargs: Any) -> None:
    """Send the letters when the step is stored, unless it was passed over by then.

    A mail server that does not answer is logged, and fails nobody's step.
    """
    once_after_commit(partial(_tell_if_it_waits, instance.pk, user))


def _tell_if_it_waits(pk: int, user: User | None) -> None:
    waiting = TaskState.objects.filter(pk=pk, status=TaskState.STATUS_IN_PROGRESS)
    for task_state in waiting.select_related("task", "workflow_state"):
        _notify(instance=task_state, user=user)
