"""Deciding a workflow step on the edit screen: once, and by a click alone.

Wagtail's script puts the decision into the edit form as hidden fields before it sends the form. An
autosave that starts in between sends them too and would decide in its place; the click that follows
then finds no step and ends as an error page.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

DECISION = "action-workflow-action"


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def decide_a_step_once(request: HttpRequest, record: Any) -> HttpResponse | None:
    """Refuse a decision that comes with an autosave, or for a step that is no longer open."""
    if request.method != "POST" or DECISION not in request.POST:
        return None
    if not request.accepts("text/html"):
        return JsonResponse(
            {
                "success": False,
                "error_code": "decision_under_way",
                "error_message": _("A workflow step is being decided."),
            },
            status=400,
        )
    if record.current_workflow_task is not None:
        return None
    messages.warning(
        request,
        _(
            "This step was decided before, in another window or by somebody else. "
            "Nothing was changed; this is how it stands now."
        ),
    )
    return redirect(AdminURLFinder(request.user).get_edit_url(record))
