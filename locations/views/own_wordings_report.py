"""The report "Own wordings to look at"."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import BaseListingView, PermissionCheckedMixin
from wagtail.permissions import page_permission_policy

from locations.models import CityPage
from locations.own_wordings import OwnWording, own_wordings


def card_address(wording: OwnWording) -> str:
    """Return the address of the section's card in the editor."""
    page = reverse("wagtailadmin_pages:edit", args=[wording.page_id])
    return f"{page}#section-{wording.section_key}"


class OwnWordingsView(PermissionCheckedMixin, BaseListingView):
    """Lists own wordings whose shared text has changed or gone, on pages that one may edit."""

    page_title = _("Own wordings to look at")
    header_icon = "edit"
    index_url_name = "own_wordings"
    permission_policy = page_permission_policy
    any_permission_required = ["change"]
    paginate_by = 50
    columns = [
        TitleColumn(
            "page_title",
            label=_("City page"),
            get_url=card_address,
            classname="title whole-words",
        ),
        Column("heading", label=_("Section")),
        Column("reason", label=_("Why")),
    ]
    no_results_message = _("Nothing to look at: no shared text has changed beside an own wording.")

    def get_queryset(self) -> list[Any]:
        """Return the wordings that somebody should look at."""
        may_edit = page_permission_policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        pages = CityPage.objects.filter(pk__in=may_edit.values("pk"))
        return [wording for wording in own_wordings(pages) if wording.reason]


class OwnWordingsMenuItem(MenuItem):
    """The entry for it in the menu of reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only for those whom the report lets in."""
        shown: bool = page_permission_policy.user_has_any_permission(
            request.user, OwnWordingsView.any_permission_required
        )
        return shown


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Give the report its address."""
    return [path("reports/own-wordings/", OwnWordingsView.as_view(), name="own_wordings")]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """Add the report to the menu."""
    return OwnWordingsMenuItem(
        OwnWordingsView.page_title, reverse("own_wordings"), icon_name="edit", order=650
    )
