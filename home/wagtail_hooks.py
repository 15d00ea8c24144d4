"""The editor's first screen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.documents.wagtail_hooks import DocumentsSummaryItem

from home.accounts import refuse_bulk_action
from home.dashboard import FrequentTasksPanel
from home.editors_guide import EditorsGuideView
from home.second_factor_reset import ResetSecondFactorView

hooks.register("before_bulk_action", refuse_bulk_action)


@hooks.register("construct_homepage_panels")
def add_frequent_tasks(request: HttpRequest, panels: list[Any]) -> None:
    """Begin with what editors do most."""
    panels.append(FrequentTasksPanel())


@hooks.register("construct_homepage_summary_items", order=100)
def hide_documents_summary(request: HttpRequest, items: list[Any]) -> None:
    """Leave the number of documents out: no page of this site can show one."""
    items[:] = [item for item in items if not isinstance(item, DocumentsSummaryItem)]


@hooks.register("register_admin_urls")
def account_addresses() -> list[URLPattern]:
    """Add the screen for a lost second factor."""
    return [
        path(
            "users/<int:user_id>/second-factor/",
            ResetSecondFactorView.as_view(),
            name="reset_second_factor",
        )
    ]


@hooks.register("register_admin_urls")
def guide_address() -> list[URLPattern]:
    """Add the editor's guide."""
    return [path("guide/", EditorsGuideView.as_view(), name="editors_guide")]


@hooks.register("register_help_menu_item")
def guide_menu_item() -> MenuItem:
    """Name this site's own guide before Wagtail's."""
    return MenuItem(
        _("Guide to this site"),
        reverse("editors_guide"),
        name="editors-guide",
        icon_name="help",
        order=50,
    )


@hooks.register("register_user_listing_buttons")
def reset_second_factor_button(user: Any, request_user: Any) -> list[Button]:
    """Lead there from the list of accounts, for whoever may change them."""
    if not request_user.has_perm("auth.change_user"):
        return []
    return [
        Button(
            _("Reset second factor"),
            reverse("reset_second_factor", args=[user.pk]),
            icon_name="lock",
            priority=40,
        )
    ]
