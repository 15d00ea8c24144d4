"""The editor's screens for the gate: the verdict on one page, and publishing over it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from locations.models import (
    CityPage,
    GateException,
)
from locations.services.gate import (
    EditedMeanwhileError,
    PageLockedError,
    judge_page,
    may_publish_over_gate,
    publish_over_gate,
)
from locations.views.gate_report import CityPageReportView
from locations.views.verdict import verdict_context


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
        widgets: ClassVar = {"reason": forms.Textarea(attrs={"rows": 4})}


class PublishOverGateView(WagtailAdminTemplateMixin, FormView):
    """Publish a page over the gate, with a reason."""

    template_name = "locations/gate/publish_over.html"
    form_class = ReasonForm
    page_title = gettext_lazy("Publish over the gate")
    header_icon = "warning"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here: home, the page, this step."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {
                "url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
                "label": self.page.get_admin_display_title(),
            },
            {"url": "", "label": str(self.page_title)},
        ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.page = get_object_or_404(CityPage, pk=kwargs["pk"])
        if not may_publish_over_gate(self.page, request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        judged = judge_page(self.page.get_latest_revision_as_object())
        return context | {
            "page": self.page,
            "advice": judged.verdict.advice,
            "text_seen": judged.reading.content_hash,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            publish_over_gate(
                page=self.page,
                user=self.request.user,  # type: ignore[arg-type]
                reason=form.cleaned_data["reason"],
                text_seen=self.request.POST.get("text_seen", ""),
            )
        except (EditedMeanwhileError, PageLockedError) as refusal:
            messages.error(self.request, str(refusal))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        self.page.refresh_from_db()
        message = _('"%(title)s" is live. Your reason is kept in its history.')
        if not self.page.live:
            message = _('"%(title)s" goes live at its date. Your reason is kept in its history.')
        messages.success(self.request, message % {"title": self.page.get_admin_display_title()})
        return redirect("wagtailadmin_pages:edit", self.page.pk)


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
