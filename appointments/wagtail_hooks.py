"""The appointment desk in the editor."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from appointments.services.desk import DELETE, EXPORT, MARK, READ, policy
from appointments.views.desk import AppointmentRequestsViewSet


class DeskMenuItem(MenuItem):
    """Leads to the requests."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only for those whom the list lets in."""
        return bool(policy.user_has_permission(request.user, "view"))


@hooks.register("register_admin_viewset")
def register_desk_screens() -> AppointmentRequestsViewSet:
    """Add the addresses of the desk."""
    return AppointmentRequestsViewSet()


@hooks.register("register_admin_menu_item")
def register_desk_menu_item() -> MenuItem:
    """Add the list to the main menu."""
    return DeskMenuItem(
        _("Requests"),
        reverse("appointment_requests:index"),
        name="appointment-requests",
        icon_name="calendar-alt",
        order=50,
    )


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Name what the history tells of requests; it never tells what they say."""
    words: tuple[tuple[str, Any, Any], ...] = (
        (READ, _("Read a request"), _("Read by a person")),
        (MARK, _("Mark a request"), _("Marked as called, booked, closed or new")),
        (EXPORT, _("Export a request"), _("Taken out in a table")),
        (DELETE, _("Delete a request"), _("Deleted")),
    )
    for action, label, message in words:
        actions.register_action(action, label, message)
