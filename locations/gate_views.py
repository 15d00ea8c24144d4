"""The editor's screens for the gate: one verdict, publishing over it, and the report."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import page_permission_policy

from locations.gate import percent
from locations.gate_screen import verdict_context
from locations.models import (
    CityPage,
    CityPageVerdict,
    GateException,
    GateSettings,
    LandingBlueprint,
    ServiceArea,
)
from locations.services.gate import (
    judge_page,
    may_publish_over_gate,
    publish_over_gate,
    update_verdicts,
)
from locations.spreadsheet_cells import as_text

# A report is not worth waiting longer for; what is left over is read at the next tick.
SECONDS_TO_READ = 5.0


class VerdictView(View):
    """The verdict on a page as it was saved last, for the panel of its edit screen."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the part of the edit screen that shows it."""
        page = get_object_or_404(CityPage, pk=pk)
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        draft = page.get_latest_revision_as_object()
        context = verdict_context(draft, request.user)  # type: ignore[arg-type]
        return TemplateResponse(request, "locations/gate/verdict.html", context)


class ReasonForm(forms.ModelForm):
    """Why a page should go live although the gate says no."""

    class Meta:
        model = GateException
        fields = ("reason",)


class PublishOverGateView(WagtailAdminTemplateMixin, FormView):
    """Publish a page over the gate, with a reason."""

    template_name = "locations/gate/publish_over.html"
    form_class = ReasonForm
    page_title = gettext_lazy("Publish over the gate")
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.page = get_object_or_404(CityPage, pk=kwargs["pk"])
        if not may_publish_over_gate(self.page, request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        judged = judge_page(self.page.get_latest_revision_as_object())
        return context | {"page": self.page, "advice": judged.verdict.advice}

    def form_valid(self, form: Any) -> HttpResponse:
        publish_over_gate(
            page=self.page,
            user=self.request.user,  # type: ignore[arg-type]
            reason=form.cleaned_data["reason"],
        )
        messages.success(
            self.request,
            _('"%(title)s" is live. Your reason is kept in its history.')
            % {"title": self.page.get_admin_display_title()},
        )
        return redirect("wagtailadmin_pages:edit", self.page.pk)


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


class CityPageReportView(ReportView):
    """Every city page with its figures and what to do about it, the most urgent first."""

    model = CityPageVerdict
    page_title = gettext_lazy("City pages and the gate")
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
        ),
        Column("state", accessor="state_label", label=gettext_lazy("State")),
        Column("score", label=gettext_lazy("Points"), sort_key="score"),
        Column(
            "similarity",
            accessor="similarity_label",
            label=gettext_lazy("In common"),
            sort_key="similarity",
        ),
        Column("closest", label=gettext_lazy("Closest page")),
        Column(
            "own_similarity",
            accessor="own_similarity_label",
            label=gettext_lazy("Local text in common"),
            sort_key="own_similarity",
        ),
        Column(
            "own_share",
            accessor="own_share_label",
            label=gettext_lazy("Its own"),
            sort_key="own_share",
        ),
        Column("advice", accessor="advice_label", label=gettext_lazy("What to do")),
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

    def write_csv_row(self, writer: Any, row_dict: dict[str, Any]) -> Any:
        """Write a row in which no cell is run as a formula."""
        return super().write_csv_row(writer, {key: as_text(row_dict[key]) for key in row_dict})


def label_row(row: Any, reason: str, days_to_mend: int) -> None:
    """Give a verdict the words that the report, its exports and the command print."""
    row.exception_label = reason
    row.state_label = state_label(row, reason=reason, days_to_mend=days_to_mend)
    row.similarity_label = f"{percent(row.similarity)} %"
    row.own_similarity_label = f"{percent(row.own_similarity)} %"
    row.own_share_label = f"{percent(row.own_share)} %"
    row.advice_label = " ".join(row.advice)


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


class CityPageGateViewSet(ViewSet):
    """The addresses of these screens."""

    name = "city_page_gate"
    url_prefix = "places/gate"
    icon = "check"

    def get_urlpatterns(self) -> list[Any]:
        """Return the verdict, publishing over the gate, and the report."""
        return [
            path("<int:pk>/", VerdictView.as_view(), name="verdict"),
            path("<int:pk>/publish/", PublishOverGateView.as_view(), name="publish_over"),
            path("report/", CityPageReportView.as_view(), name="report"),
            path(
                "report/results/",
                CityPageReportView.as_view(results_only=True),
                name="report_results",
            ),
        ]
