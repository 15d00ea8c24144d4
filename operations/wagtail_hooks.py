"""Deleting records in the editor, workflow steps, and a script for every form that saves itself."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from operations import workflow_steps  # noqa: F401
from operations.deletion import refresh_references, refusal

# Above the order of Wagtail's own action of that name, which this one replaces.
AFTER_WAGTAIL = 100


@hooks.register("before_delete_snippet")
def keep_what_is_in_use(request: HttpRequest, records: list[Model]) -> HttpResponse | None:
    """Say what uses a record that somebody wants to delete, instead of an error page."""
    reason = refusal(records)
    if not reason:
        for record in records:
            refresh_references(record)
        return None
    messages.error(request, reason)
    return redirect(get_valid_next_url_from_request(request) or _listing_url(records[0]))


def _listing_url(record: Any) -> str:
    return str(record.snippet_viewset.get_url_name("list"))


@hooks.register("register_bulk_action", order=AFTER_WAGTAIL)
class DeleteTickedRows(DeleteBulkAction):
    """Deletes the rows that were ticked.

    Wagtail's own action also takes "everything in this list", and then leaves the list's filters
    out of account: whoever has filtered for three places would delete all of them.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse everything at once, and otherwise do what Wagtail does."""
        if "all" in request.GET.getlist("id"):
            messages.error(
                request,
                _(
                    "Not everything in a list can be deleted at once, because that would take "
                    "what the filters hide as well. Tick the rows on each page of the list."
                ),
            )
            return redirect(
                get_valid_next_url_from_request(request)
                or self.model.snippet_viewset.get_url_name("list")
            )
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


@hooks.register("insert_editor_js")
def save_what_is_typed_while_saving() -> str:
    """Add the script that closes a gap of Wagtail's automatic saves (see there)."""
    script = static("js/editor/typed-while-saving.js")
    return format_html('<script type="module" src="{}"></script>', script)
