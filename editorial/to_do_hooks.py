"""The list "To do" in the editor: its addresses, its menu entry, its panel."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from editorial.to_do_access import may_see_list
from editorial.to_do_panel import ToDoPanel
from editorial.views.to_do_report import LookAgainView, ToDoReportView


class ToDoMenuItem(MenuItem):
    """The entry for it in the menu of reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only for those whom the report lets in."""
        return may_see_list(request.user)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Give the report its addresses."""
    return [
        path("reports/to-do/", ToDoReportView.as_view(), name="to_do"),
        path(
            "reports/to-do/results/",
            ToDoReportView.as_view(results_only=True),
            name="to_do_results",
        ),
        path("reports/to-do/look-again/", LookAgainView.as_view(), name="to_do_look_again"),
    ]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """Put the report first among the reports."""
    return ToDoMenuItem(_("To do"), reverse("to_do"), icon_name="tasks", order=10)


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Tell whoever looks after pages what is to do."""
    if may_see_list(request.user):
        panels.append(ToDoPanel())
