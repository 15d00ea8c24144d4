"""The report on all city pages: their figures, and what to do about them."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from locations.models import (
    CityPageVerdict,
    GateException,
    GateSettings,
    LandingBlueprint,
    ServiceArea,
)
from locations.rules.gate import percent
from locations.services.verdicts import update_verdicts
from operations.formulas import HarmlessCsv

# A report is not worth waiting longer for; what is left over is read at the next tick.
SECONDS_TO_READ = 5.0


class CityPageReportFilters(WagtailFilterSet):
    """Narrows the report down."""

    passes = django_filters.BooleanFilter(label=gettext_lazy("Passes"))
    live = django_filters.BooleanFilter(field_name="page__live", label=gettext_lazy("Live"))
    withheld = django_filters.BooleanFilter(
        field_name="withheld_since",
        lookup_expr="isnull",
        exclude=True,
        label=gettext_lazy("Left out of search"),
    )
    shared_text = django_filters.ModelChoiceFilter(
        field_name="page__blueprint",
        queryset=LandingBlueprint.objects.all(),
        label=gettext_lazy("Shared page text"),
    )
    county = django_filters.ChoiceFilter(
        field_name="page__area__county",
        choices=lambda: [
            (county, county)
            for county in ServiceArea.objects.order_by("county")
            .values_list("county", flat=True)
            .distinct()
        ],
        label=gettext_lazy("County"),
    )

    class Meta:
        model = CityPageVerdict
        fields: list[str] = []


class CityPageReportView(HarmlessCsv, ReportView):
    """Every city page with its figures and what to do about it, the most urgent first."""

    model = CityPageVerdict
    page_title = gettext_lazy("City pages: ready to publish?")
    header_icon = "check"
    permission_policy = page_permission_policy
    any_permission_required = ["add", "change", "publish"]
    filterset_class = CityPageReportFilters
    index_url_name = "city_page_gate:report"
    index_results_url_name = "city_page_gate:report_results"
    default_ordering = ["passes", "-page__live", "score", "pk"]
    columns = [
        TitleColumn(
            "title",
            accessor=lambda row: row.page.get_admin_display_title(),
            label=gettext_lazy("Page"),
            get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.page_id]),
            width="18%",
            classname="title whole-words",
        ),
        Column("state", accessor="state_label", label=gettext_lazy("State"), width="14%"),
        Column("score", label=gettext_lazy("Points"), sort_key="score"),
        Column(
            "similarity",
            accessor="closest_label",
            label=gettext_lazy("In common"),
            sort_key="similarity",
            width="16%",
        ),
        Column(
            "own_similarity",
            accessor="own_similarity_label",
            label=gettext_lazy("Local text in common"),
            sort_key="own_similarity",
            width="10%",
        ),
        Column(
            "own_share",
            accessor="own_share_label",
            label=gettext_lazy("Its own"),
            sort_key="own_share",
            width="8%",
        ),
        Column(
            "advice", accessor="first_advice", label=gettext_lazy("What to do first"), width="28%"
        ),
    ]
    list_export = [
        "page.title",
        "page.slug",
        "state_label",
        "score",
        "similarity_label",
        "closest",
        "own_similarity_label",
        "own_share_label",
        "advice_label",
        "exception_label",
    ]
    export_headings = {
        "page.title": gettext_lazy("Page"),
        "page.slug": gettext_lazy("Address"),
        "state_label": gettext_lazy("State"),
        "similarity_label": gettext_lazy("In common"),
        "own_similarity_label": gettext_lazy("Local text in common"),
        "own_share_label": gettext_lazy("Its own"),
        "advice_label": gettext_lazy("What to do"),
        "exception_label": gettext_lazy("Published over the gate because"),
    }
    export_filename = "city-pages"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Bring the verdicts up to date, then list them."""
        update_verdicts(seconds=SECONDS_TO_READ)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> QuerySet[CityPageVerdict]:
        """Return the verdicts on the pages that this person may edit or publish."""
        pages = page_permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        return CityPageVerdict.objects.filter(page__in=pages).select_related("page", "closest")

    def decorate_paginated_queryset(self, object_list: Any) -> list[CityPageVerdict]:
        """Return the rows of this page of the listing with what its columns print."""
        rows = list(object_list)
        reasons: dict[tuple[int, str], str] = {
            (exception.page_id, exception.content_hash): exception.reason
            for exception in GateException.objects.filter(page__in=[row.page_id for row in rows])
        }
        for row in rows:
            label_row(row, reasons.get((row.page_id, row.content_hash), ""), self.days_to_mend)
        return rows

    @cached_property
    def days_to_mend(self) -> int:
        """Return how many days a live page has."""
        return int(GateSettings.load().days_to_mend)


def label_row(row: Any, reason: str, days_to_mend: int) -> None:
    """Give a verdict the words that the report, its exports and the command print."""
    row.exception_label = reason
    row.state_label = state_label(row, reason=reason, days_to_mend=days_to_mend)
    row.similarity_label = f"{percent(row.similarity)} %"
    row.own_similarity_label = f"{percent(row.own_similarity)} %"
    row.own_share_label = f"{percent(row.own_share)} %"
    row.closest_label = row.similarity_label
    if row.closest is not None:
        row.closest_label = _("%(part)s with %(page)s") % {
            "part": row.similarity_label,
            "page": row.closest.get_admin_display_title(),
        }
    row.advice_label = " ".join(row.advice)
    row.first_advice = row.advice[0] if row.advice else ""


def state_label(row: CityPageVerdict, *, reason: str, days_to_mend: int) -> str:
    """Return how a page stands, in a few words."""
    if not row.page.live:
        return _("Draft, may be published") if row.passes else _("Draft, not ready")
    if row.passes:
        return _("Live")
    if reason:
        return _("Live, published over the gate")
    if row.withheld_since:
        return _("Live, left out of search since %(date)s") % {"date": row.withheld_since}
    return _("Live, to be mended by %(date)s") % {"date": row.mend_by(days_to_mend)}
