"""The editor's screens for generating city pages: plan, preview, apply."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page

from locations.menu import PlacesMenuItem
from locations.models import CityIndexPage, GenerationRun, LandingBlueprint, ServiceArea
from locations.previews import unsaved_city_page
from locations.rules.planning import Action
from locations.services.generation import PlanOutdatedError, check_may_generate, start_run
from locations.services.runs import continue_run
from locations.views.generation_forms import GenerationForm, hubs_for
from locations.views.generation_screens import SECONDS_A_REQUEST, GenerationScreen
from locations.views.runs import CancelView, RunView, UndoView

RUNS_LISTED = 10
# What a plan would change comes first, and then what somebody has to settle.
PLAN_ORDER = (Action.CREATE, Action.CONFLICT, Action.SKIP)


class PlanView(GenerationScreen):
    """Choose places and see what would happen; apply it."""

    template_name = "locations/generation/plan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = kwargs.get("form") or self._form()
        plan = form.plan() if form.is_valid() else None
        context |= {
            "form": form,
            "plan": plan,
            "has_hub": CityIndexPage.objects.exists(),
            "has_blueprint": LandingBlueprint.objects.for_generation().exists(),
            "has_areas": ServiceArea.objects.exists(),
            "runs": GenerationRun.objects.select_related("blueprint", "started_by")[:RUNS_LISTED],
        }
        if plan is not None:
            context["items"] = sorted(plan.items, key=lambda item: PLAN_ORDER.index(item.action))
            context["create_count"] = plan.count(Action.CREATE)
            context["conflict_count"] = plan.count(Action.CONFLICT)
        return context

    def _form(self) -> GenerationForm:
        first = {
            "hub": hubs_for(self.request.user).values_list("pk", flat=True).first(),
            "blueprint": LandingBlueprint.objects.for_generation()
            .values_list("pk", flat=True)
            .first(),
        }
        data = self.request.GET.copy()
        for name, value in first.items():
            if value is not None:
                data.setdefault(name, str(value))
        return GenerationForm(data, user=self.request.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Apply the plan whose checksum was posted, or show the new one if it has changed."""
        form = GenerationForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        plan = form.plan()
        check_may_generate(plan.hub, request.user)  # type: ignore[arg-type]
        if plan.checksum != request.POST.get("checksum"):
            return self._show_new_plan(form)
        if not plan.count(Action.CREATE):
            messages.info(request, _("Nothing to do: no page is missing."))
            return redirect("generate_city_pages:index")
        try:
            run = start_run(plan=plan, user=request.user)  # type: ignore[arg-type]
        except PlanOutdatedError:
            return self._show_new_plan(form)
        continue_run(run, seconds=SECONDS_A_REQUEST)
        return redirect("generate_city_pages:run", pk=run.pk)

    def _show_new_plan(self, form: GenerationForm) -> HttpResponse:
        messages.warning(self.request, str(PlanOutdatedError()))
        return self.render_to_response(self.get_context_data(form=form), status=409)


@method_decorator(xframe_options_sameorigin, name="dispatch")
class PreviewView(View):
    """Show the page that a place would get, without saving it."""

    def get(self, request: HttpRequest, hub: int, blueprint: int, area: int) -> HttpResponse:
        """Return the rendered page."""
        parent = get_object_or_404(Page, pk=hub).specific
        if not isinstance(parent, CityIndexPage):
            raise Http404
        check_may_generate(parent, request.user)  # type: ignore[arg-type]
        page = unsaved_city_page(
            parent,
            get_object_or_404(ServiceArea, pk=area),
            get_object_or_404(LandingBlueprint, pk=blueprint),
        )
        response: HttpResponse = page.make_preview_request(request, page.default_preview_mode)
        return response


class GenerationViewSet(ViewSet):
    """The screens under Places → Generate city pages."""

    name = "generate_city_pages"
    url_prefix = "places/generate"
    menu_label = gettext_lazy("Generate city pages")
    icon = "copy"
    menu_item_class = PlacesMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the plan, the run with what can be done to it, and the preview."""
        return [
            path("", PlanView.as_view(), name="index"),
            path("runs/<int:pk>/", RunView.as_view(), name="run"),
            path("runs/<int:pk>/cancel/", CancelView.as_view(), name="cancel"),
            path("runs/<int:pk>/undo/", UndoView.as_view(), name="undo"),
            path(
                "preview/<int:hub>/<int:blueprint>/<int:area>/",
                PreviewView.as_view(),
                name="preview",
            ),
        ]
