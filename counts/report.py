"""The report "What works where"."""

from __future__ import annotations

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.forms import Select
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from counts.sums import Period, chart_points, rate, views_a_day, with_sums
from operations.formulas import HarmlessCsv

PERIODS = {"7": _("7 days"), "30": _("30 days"), "90": _("90 days"), "365": _("A year")}
DEFAULT_PERIOD = "30"
CHART_WIDTH, CHART_HEIGHT = 120, 28


class CountFilters(WagtailFilterSet):
    """Chooses the period."""

    days = django_filters.ChoiceFilter(
        choices=list(PERIODS.items()),
        label=_("Period up to today"),
        empty_label=None,
        widget=Select,
        method="leave",
    )

    class Meta:
        model = Page
        fields: list[str] = []

    def leave(self, queryset: QuerySet[Page], name: str, value: str) -> QuerySet[Page]:
        """Change nothing: the view has added up the days of the period already."""
        return queryset


class RateColumn(NumberColumn):
    """How often an act followed, and in how many of a hundred views."""

    cell_template_name = "counts/rate_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the rate."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["rate"] = rate(context["raw_value"], instance.views)
        return context


class ChartColumn(Column):
    """The views of the period as a small line."""

    cell_template_name = "counts/chart_cell.html"


class WhatWorksWhereView(HarmlessCsv, ReportView):
    """Lists the pages that one may edit by how often they are read and what readers do next."""

    model = Page
    page_title = _("What works where")
    header_icon = "view"
    index_url_name = "what_works_where"
    index_results_url_name = "what_works_where_results"
    template_name = "counts/report.html"
    results_template_name = "counts/results.html"
    filterset_class = CountFilters
    permission_policy = page_permission_policy
    any_permission_required = ["change"]
    default_ordering = "-views"
    paginate_by = 30
    columns = [
        TitleColumn(
            "title",
            label=_("Page"),
            url_name="wagtailadmin_pages:edit",
            sort_key="title",
            classname="title whole-words",
        ),
        NumberColumn("views", label=_("Views"), sort_key="views"),
        ChartColumn("chart", label=_("Views over the period")),
        RateColumn("calls", label=_("Calls"), sort_key="calls"),
        RateColumn("directions", label=_("Directions"), sort_key="directions"),
        RateColumn("appointments", label=_("Appointments"), sort_key="appointments"),
    ]
    list_export = ["title", "full_url", "views", "calls", "directions", "appointments"]
    export_headings = {
        "title": _("Page"),
        "full_url": _("Address"),
        "views": _("Views"),
        "calls": _("Calls"),
        "directions": _("Directions"),
        "appointments": _("Appointments"),
    }
    export_filename = "what-works-where"

    @cached_property
    def period(self) -> Period:
        """The chosen period; the usual one when the address asks for none that there is."""
        asked = self.request.GET.get("days", "")
        days = int(asked if asked in PERIODS else DEFAULT_PERIOD)
        return Period.ending(timezone.localdate(), days=days)

    def get_base_queryset(self) -> QuerySet[Page]:
        """Return the live pages that this person may edit, with their sums."""
        pages = page_permission_policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        return with_sums(pages.live().filter(depth__gt=1), self.period)

    def decorate_paginated_queryset(self, object_list: Any) -> list[Page]:
        """Return the pages with what the columns and files print."""
        pages: list[Any] = list(object_list)
        views = views_a_day([page.pk for page in pages], self.period)
        for page in pages:
            page.chart = chart_points(views[page.pk], width=CHART_WIDTH, height=CHART_HEIGHT)
        return pages

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the period, and whether anything is counted."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"period": self.period, "is_counting": settings.COUNT_VISITS}


def may_see_report(request: HttpRequest) -> bool:
    """Tell whether the report lets in who is signed in."""
    allowed: bool = page_permission_policy.user_has_any_permission(
        request.user, WhatWorksWhereView.any_permission_required
    )
    return allowed
