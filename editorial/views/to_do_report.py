"""The report "To do": what somebody has to mend, each row one click from the field."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from editorial.models import ToDoLook, ToDoRow
from editorial.services.to_do import ask_for_look, look, look_if_changed
from editorial.to_do_access import may_see_list, rows_for
from operations.formulas import HarmlessCsv
from operations.to_do import registered_checks

# Reading more pages than this takes longer than somebody wants to wait for a screen.
PAGES_READ_AT_ONCE = 300


def kind_labels() -> dict[str, str]:
    """Return the words for each kind of thing to do."""
    return {check.key: str(check.label) for check in registered_checks()}


class ToDoFilters(WagtailFilterSet):
    """Narrows the report down."""

    kind = django_filters.ChoiceFilter(
        choices=lambda: list(kind_labels().items()), label=gettext_lazy("Kind")
    )
    severity = django_filters.ChoiceFilter(
        choices=ToDoRow.Urgency.choices, label=gettext_lazy("How soon")
    )

    class Meta:
        model = ToDoRow
        fields: list[str] = []


class _ForWhomItConcerns:
    """Lets in whoever looks after pages or signs texts."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see_list(request.user):
            raise PermissionDenied
        parent: Any = super()
        response: HttpResponse = parent.dispatch(request, *args, **kwargs)
        return response


class ToDoReportView(_ForWhomItConcerns, HarmlessCsv, ReportView):
    """What the person who is signed in can mend, the most urgent first."""

    model = ToDoRow
    page_title = gettext_lazy("To do")
    header_icon = "tasks"
    filterset_class = ToDoFilters
    index_url_name = "to_do"
    index_results_url_name = "to_do_results"
    template_name = "editorial/to_do/report.html"
    results_template_name = "editorial/to_do/results.html"
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Where"),
            get_url=lambda row: row.edit_url,
            width="22%",
            classname="title whole-words",
        ),
        Column("message", label=gettext_lazy("What to do"), width="38%"),
        Column("kind", accessor="kind_label", label=gettext_lazy("Kind"), width="18%"),
        Column("severity", accessor="get_severity_display", label=gettext_lazy("How soon")),
        Column("acts_on", label=gettext_lazy("Date")),
    ]
    list_export = ["title", "message", "kind_label", "get_severity_display", "acts_on", "full_url"]
    export_headings = {
        "title": gettext_lazy("Where"),
        "message": gettext_lazy("What to do"),
        "kind_label": gettext_lazy("Kind"),
        "get_severity_display": gettext_lazy("How soon"),
        "acts_on": gettext_lazy("Date"),
        "full_url": gettext_lazy("Address in the editor"),
    }
    export_filename = "to-do"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look again at what is quickly seen, then list everything."""
        look_if_changed(checks=registered_checks(), now=timezone.now())
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> QuerySet[ToDoRow]:
        """Return what this person can mend."""
        return rows_for(self.request.user)

    def decorate_paginated_queryset(self, object_list: Any) -> list[ToDoRow]:
        """Return the rows with what the columns and files print."""
        labels = kind_labels()
        rows: list[Any] = list(object_list)
        for row in rows:
            row.kind_label = labels.get(row.kind, row.kind)
            row.full_url = self.request.build_absolute_uri(row.edit_url)
        return rows

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add when the pages were read last, and what could not be looked at."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        labels = kind_labels()
        looks = {row.kind: row for row in ToDoLook.objects.all()}
        costly = [looks.get(check.key) for check in registered_checks() if check.is_costly]
        moments = [row.looked_at if row else None for row in costly]
        context["read_at"] = None if None in moments else min(filter(None, moments), default=None)
        context["failed"] = [labels[row.kind] for row in looks.values() if row.error]
        return context


class LookAgainView(_ForWhomItConcerns, View):
    """Looks at everything again; on a big site, the pages are read by the next scheduled work."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look, and lead back to the report."""
        checks = registered_checks()
        if Page.objects.live().count() <= PAGES_READ_AT_ONCE:
            look(checks=checks, now=timezone.now(), asked_for=True)
            messages.success(request, _("Everything has been looked at again."))
        else:
            ask_for_look(checks=checks)
            look(checks=[c for c in checks if not c.is_costly], now=timezone.now())
            messages.success(
                request, _("Looked at again. The pages will be read within the next minutes.")
            )
        return redirect(reverse("to_do"))
