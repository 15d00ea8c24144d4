"""Requests in the editor: the list, reading one, marking, taking out as a table, deleting."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import registry

from appointments.models import AppointmentRequest, AppointmentSettings
from appointments.overdue import overdue_requests
from appointments.services.desk import (
    AlreadyGoneError,
    UnknownStateError,
    delete_request,
    export_requests,
    mark_request,
    policy,
    read_request,
)
from appointments.wording import days_text, parts_text, visit_text
from operations.formulas import neutralized

REQUESTS_A_PAGE = 50
OPEN = "open"
OPEN_STATES = (AppointmentRequest.State.NEW, AppointmentRequest.State.CALLED)


@method_decorator(never_cache, name="dispatch")
class _DeskScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A screen for whoever works at the desk; no browser keeps it."""

    permission_policy = policy
    permission_required = "view"
    page_title = gettext_lazy("Requests")
    header_icon = "calendar-alt"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here, by the list."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("appointment_requests:index"), "label": _("Requests")},
        ]


class _OneRequestScreen(_DeskScreen):
    """A screen about one request; its title tells nothing of the person."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(AppointmentRequest, pk=kwargs["pk"])

    def get_page_title(self) -> str:
        """Return which request this is."""
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here, with the request at its end."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": str(self.object)}]


class IndexView(_DeskScreen):
    """Lists requests by when they came in; who asks stands in the request alone."""

    template_name = "appointments/desk/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        shown = _state_asked_for(self.request.GET.get("state", ""))
        found = _in_state(shown)
        page = Paginator(found, REQUESTS_A_PAGE).get_page(self.request.GET.get("p"))
        late = {request.pk for request in overdue_requests(timezone.now())}
        return context | {
            "page_obj": page,
            "rows": [{"item": item, "is_late": item.pk in late} for item in page.object_list],
            "tabs": _tabs(shown),
            "shown": shown,
            "may_export": policy.user_has_permission(self.request.user, "export"),
            "settings": AppointmentSettings.current(),
        }


class ReadView(_OneRequestScreen):
    """Shows what one person wrote; that it was read, and by whom, is kept."""

    template_name = "appointments/desk/read.html"

    @method_decorator(sensitive_variables())
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.request.user
        answers = read_request(request=self.object, user=user)
        return context | {
            "item": self.object,
            "answers": answers,
            "days": days_text(answers) if answers else "",
            "parts": parts_text(answers) if answers else "",
            "visit": visit_text(answers) if answers else "",
            "states": AppointmentRequest.State.choices,
            "history": registry.get_logs_for_instance(self.object).select_related("user"),
            "may_change": policy.user_has_permission(user, "change"),
            "may_delete": policy.user_has_permission(user, "delete"),
        }


@method_decorator(never_cache, name="dispatch")
class MarkView(PermissionCheckedMixin, View):
    """Stores how far a request is."""

    permission_policy = policy
    permission_required = "change"

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Mark it, and lead back to the list."""
        item = get_object_or_404(AppointmentRequest, pk=pk)
        state = request.POST.get("state", "")
        try:
            mark_request(request=item, state=state, user=request.user, now=timezone.now())
        except (AlreadyGoneError, UnknownStateError) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                _("Request %(number)s is marked as: %(state)s.")
                % {"number": item.number, "state": item.get_state_display()},
            )
        return redirect("appointment_requests:index")


class DeleteView(_OneRequestScreen):
    """Deletes a request for good, once asked."""

    permission_required = "delete"
    template_name = "appointments/desk/delete.html"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Delete it, and lead back to the list."""
        delete_request(request=self.object, user=request.user)
        messages.success(
            request, _("Request %(number)s is deleted.") % {"number": self.object.number}
        )
        return redirect("appointment_requests:index")


@method_decorator(never_cache, name="dispatch")
class ExportView(PermissionCheckedMixin, View):
    """Hands requests out as a table; for each it is kept who took it out."""

    permission_policy = policy
    permission_required = "export"

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest) -> HttpResponse:
        """Return a CSV file of the requests that the list shows."""
        shown = _state_asked_for(request.POST.get("state", ""))
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="appointment-requests.csv"'
        # Spreadsheets take a file without this mark for an older encoding.
        response.write("\ufeff")
        writer = csv.writer(response)
        writer.writerow(map(str, CSV_HEADINGS))
        for item, answers in export_requests(requests=_in_state(shown), user=request.user):
            writer.writerow([neutralized(cell) for cell in _cells(item, answers)])
        return response


CSV_HEADINGS = (
    gettext_lazy("Number"),
    gettext_lazy("Received"),
    gettext_lazy("State"),
    gettext_lazy("Name"),
    gettext_lazy("Phone"),
    gettext_lazy("E-mail"),
    gettext_lazy("Clinic"),
    gettext_lazy("New or returning"),
    gettext_lazy("Days"),
    gettext_lazy("Times of day"),
    gettext_lazy("Page"),
)


def _cells(item: AppointmentRequest, answers: Any) -> list[str]:
    received = date_format(timezone.localtime(item.received_at), "Y-m-d H:i")
    known = [item.number, received, str(item.get_state_display())]
    if answers is None:
        return [*known, _("Cannot be decrypted")]
    return [
        *known,
        answers.name,
        answers.phone,
        answers.email,
        answers.clinic,
        visit_text(answers),
        days_text(answers),
        parts_text(answers),
        answers.page_path,
    ]


def _state_asked_for(value: str) -> str:
    return value if value in (*AppointmentRequest.State.values, "all") else OPEN


def _in_state(shown: str) -> Any:
    """Return requests to list: open ones the longest waiting first, others the newest first."""
    requests = AppointmentRequest.objects.all()
    if shown == OPEN:
        # "New" stands behind "called" in the alphabet.
        return requests.filter(state__in=OPEN_STATES).order_by("-state", "received_at", "pk")
    return requests if shown == "all" else requests.filter(state=shown)


def _tabs(shown: str) -> list[dict[str, Any]]:
    rows = AppointmentRequest.objects.order_by().values("state").annotate(count=Count("pk"))
    counts = {row["state"]: row["count"] for row in rows}
    labels = [
        (OPEN, _("To do"), sum(counts.get(state, 0) for state in OPEN_STATES)),
        *(
            (value, str(label), counts.get(value, 0))
            for value, label in AppointmentRequest.State.choices
        ),
        ("all", _("All"), sum(counts.values())),
    ]
    return [
        {"value": value, "label": label, "count": count, "is_shown": value == shown}
        for value, label, count in labels
    ]


class AppointmentRequestsViewSet(ViewSet):
    """The addresses of these screens."""

    name = "appointment_requests"
    url_prefix = "appointment-requests"
    icon = "calendar-alt"

    def get_urlpatterns(self) -> list[Any]:
        """Return the list and what is done with one request."""
        return [
            path("", IndexView.as_view(), name="index"),
            path("export/", ExportView.as_view(), name="export"),
            path("<uuid:pk>/", ReadView.as_view(), name="read"),
            path("<uuid:pk>/mark/", MarkView.as_view(), name="mark"),
            path("<uuid:pk>/delete/", DeleteView.as_view(), name="delete"),
        ]
