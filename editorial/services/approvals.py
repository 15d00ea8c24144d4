"""Publishing what a workflow approved; named in ``WAGTAIL_FINISH_WORKFLOW_ACTION``."""

from __future__ import annotations

from typing import Any


def publish_what_was_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish the newest version of what ``workflow_state`` is about, if it may go live.

    Wagtail's own asks whether the last approver may publish, and fails when not: the approval is
    lost and the workflow hangs.
    """
    # Wagtail reads this module while it loads its own models.
    from editorial.services.publishing import publish_approved

    publish_approved(workflow_state=workflow_state, user=user)
