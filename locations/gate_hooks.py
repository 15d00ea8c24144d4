"""The gate in the editor: its screens, its menu, and its answer before Wagtail publishes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from locations.models import CityPage
from locations.services.gate import GateRefusedError, check_may_go_live
from locations.views.gate import CityPageGateViewSet
from locations.views.gate_report import CityPageReportView
from operations.bulk import pages_meant


class CityPageReportMenuItem(MenuItem):
    """Leads to the list of all verdicts, for whoever may edit pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the report would let this person in."""
        return bool(
            page_permission_policy.user_has_any_permission(
                request.user, CityPageReportView.any_permission_required
            )
        )


class PublishOverGateFormatter(LogFormatter):
    """How the history of a page tells that it was published over the gate."""

    label = gettext_lazy("Publish over the gate")

    def format_message(self, log_entry: Any) -> str:
        """Return the reason that was given."""
        return _("Published over the gate: %(reason)s") % {"reason": log_entry.data["reason"]}


@hooks.register("register_admin_viewset")
def register_gate_screens() -> CityPageGateViewSet:
    """Add the addresses of the gate."""
    return CityPageGateViewSet()


@hooks.register("register_reports_menu_item")
def register_gate_report() -> MenuItem:
    """Add the list of all verdicts to the reports."""
    return CityPageReportMenuItem(
        gettext_lazy("City pages"), reverse("city_page_gate:report"), icon_name="check", order=50
    )


@hooks.register("register_log_actions")
def register_gate_log_actions(actions: Any) -> None:
    """Name what the history of a page can tell of the gate."""
    actions.register_action("locations.publish_over_gate")(PublishOverGateFormatter)


@hooks.register("before_publish_page")
def refuse_to_publish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep what was written as a draft and lead back to it, if ``page`` does not pass."""
    refusal = _refusal(page.specific)
    if not refusal:
        return None
    messages.error(
        request,
        _("%(refusal)s Your changes are saved as a draft.") % {"refusal": refusal},
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def refuse_to_publish_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Publish none of several pages if one does not pass, and name each that does not."""
    if action_type != "publish" or not (objects and isinstance(objects[0], Page)):
        return None
    pages = pages_meant(objects, **action.get_execution_context())
    refusals = [
        refusal
        for page in CityPage.objects.filter(pk__in=pages.values("pk")).order_by("path")
        if (refusal := _refusal(page.get_latest_revision_as_object()))
    ]
    for refusal in refusals:
        messages.error(request, refusal)
    if not refusals:
        return None
    messages.warning(request, _("Nothing was published. Leave those pages out, or mend them."))
    return redirect(action.next_url)


@hooks.register("before_copy_page")
def refuse_to_copy_live(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stop a copy that would be published: it is like its original word for word."""
    if request.method != "POST" or "publish_copies" not in request.POST:
        return None
    copied = Page.objects.filter(pk=page.pk)
    if "copy_subpages" in request.POST:
        copied |= page.get_descendants()
    if "alias" in request.POST or not CityPage.objects.live().filter(pk__in=copied).exists():
        return None
    messages.error(
        request,
        _(
            "A copy of a city page cannot be published: it would be the same page twice. Copy it "
            "without publishing, give the copy another place and its own text, then publish it."
        ),
    )
    return redirect("wagtailadmin_pages:copy", page.pk)


def _refusal(page: Any) -> str:
    if not isinstance(page, CityPage):
        return ""
    try:
        check_may_go_live(page)
    except GateRefusedError as error:
        return str(error)
    return ""
