"""The report in the editor: its addresses and its menu entry."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from counts.report import WhatWorksWhereView, may_see_report


class WhatWorksWhereItem(MenuItem):
    """The entry for it in the menu of reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only for those whom the report lets in."""
        return may_see_report(request)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Give the report its addresses."""
    return [
        path("reports/what-works-where/", WhatWorksWhereView.as_view(), name="what_works_where"),
        path(
            "reports/what-works-where/results/",
            WhatWorksWhereView.as_view(results_only=True),
            name="what_works_where_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """Put the report behind the list of what is to do."""
    return WhatWorksWhereItem(
        _("What works where"), reverse("what_works_where"), icon_name="view", order=20
    )
