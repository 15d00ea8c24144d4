"""Publishing what a workflow approved; named in ``WAGTAIL_FINISH_WORKFLOW_ACTION``."""

from __future__ import annotations

from typing import Any


def publish_what_was_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish the newest version of what ``workflow_state`` is about.

    Wagtail's own asks whether the last approver may publish, and fails when not: the approval is
    lost and the workflow hangs. Here the approval is the permission. Whether the text itself may
    go live is asked all the same, when it is saved.
    """
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
