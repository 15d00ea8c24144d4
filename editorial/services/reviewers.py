"""Who signs: naming a medical reviewer, and what follows for groups and workflows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import (
    Page,
    Task,
    TaskState,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from clinic.models import Person
from editorial.models.publish_task import PublishTask
from editorial.models.review import MedicalReviewer
from editorial.models.review_task import MedicalReviewTask
from editorial.pieces import reviewed_models

MEDICAL_REVIEWERS = "Medical reviewers"
WORKFLOW_NAME = "Medical review"
PUBLISHING = "Approval to publish"


def name_reviewer(*, account: User, person: Person, user: User) -> MedicalReviewer:
    """Let ``account`` sign in the name of ``person``, and return that.

    The account joins the group "Medical reviewers". With the first reviewer, pages and shared
    records can be submitted to medical review, and clinical text needs a signature from then on.
    Naming the same again changes nothing. Raises ``PermissionDenied``.
    """
    _check(user, "add")
    with transaction.atomic():
        reviewer, is_new = MedicalReviewer.objects.update_or_create(
            user=account, defaults={"person": person}
        )
        group, _created = Group.objects.get_or_create(name=MEDICAL_REVIEWERS)
        account.groups.add(group)
        open_workflow()
        if is_new:
            log(instance=reviewer, action="wagtail.create", user=user)
    return reviewer


def remove_reviewer(*, reviewer: MedicalReviewer, user: User) -> None:
    """Let nobody sign as ``reviewer`` any more; what was signed stays signed.

    With the last reviewer, nothing needs a signature any more, and whatever waits for one is a
    draft again. Raises ``PermissionDenied``.
    """
    _check(user, "delete")
    with transaction.atomic():
        log(instance=reviewer, action="wagtail.delete", user=user, deleted=True)
        if reviewer.user is not None:
            reviewer.user.groups.remove(*Group.objects.filter(name=MEDICAL_REVIEWERS))
        reviewer.delete()
        if not MedicalReviewer.objects.exists():
            close_workflow(user=user)


def open_workflow() -> None:
    """Let whatever has clinical text be submitted to medical review.

    A workflow that the site uses already gets the signing as its last step but one. In the last,
    somebody who may publish approves what nobody had to sign.
    """
    tasks = (_task(MedicalReviewTask, WORKFLOW_NAME), _task(PublishTask, PUBLISHING))
    root = Page.objects.get(depth=1)
    used = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    workflow = used.workflow if used else _own_workflow()
    if used is None:
        WorkflowPage.objects.create(page=root, workflow=workflow)
    _add_tasks(workflow, tasks)
    for model in reviewed_models():
        if issubclass(model, Page):
            continue
        content_type = ContentType.objects.get_for_model(model)
        assigned, _created = WorkflowContentType.objects.get_or_create(
            content_type=content_type, defaults={"workflow": workflow}
        )
        _add_tasks(assigned.workflow, tasks)


def close_workflow(*, user: User | None) -> None:
    """Take what waits in the steps of :func:`open_workflow` out of them, and offer them no longer.

    Each workflow is cancelled as a whole: to cancel its step alone would finish it, and publish.
    """
    kinds = ContentType.objects.get_for_models(MedicalReviewTask, PublishTask).values()
    tasks = Task.objects.filter(active=True, content_type__in=kinds)
    waiting = TaskState.objects.filter(task__in=tasks, status=TaskState.STATUS_IN_PROGRESS)
    for state in waiting.select_related("workflow_state"):
        state.workflow_state.cancel(user=user)
    tasks.update(active=False)
    own = Workflow.objects.filter(name=WORKFLOW_NAME)
    WorkflowPage.objects.filter(workflow__in=own).delete()
    WorkflowContentType.objects.filter(workflow__in=own).delete()


def _own_workflow() -> Workflow:
    workflow, _created = Workflow.objects.get_or_create(
        name=WORKFLOW_NAME, defaults={"active": True}
    )
    return workflow


def _task(kind: type[Any], name: str) -> Task:
    task, _created = kind.objects.get_or_create(name=name)
    kind.objects.filter(pk=task.pk).update(active=True)
    parent: Task = task.task_ptr
    return parent


def _add_tasks(workflow: Any, tasks: Iterable[Task]) -> None:
    for task in tasks:
        if not workflow.workflow_tasks.filter(task=task).exists():
            last = workflow.workflow_tasks.aggregate(last=Max("sort_order"))["last"]
            order = 0 if last is None else last + 1
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)


def _check(user: User, action: str) -> None:
    if not user.has_perm(f"editorial.{action}_medicalreviewer"):
        raise PermissionDenied(_("You may not decide who signs. Ask a site manager."))
