"""The editor's screens for generating city pages: plan, preview, apply, and the run itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from locations.models import (
    CityIndexPage,
    GenerationRun,
    GenerationRunItem,
    LandingBlueprint,
    ServiceArea,
)
from locations.planning import Action
from locations.previews import unsaved_city_page
from locations.services.generation import (
    GenerationPlan,
    PlanOutdatedError,
    check_may_generate,
    continue_run,
    plan_for,
    start_run,
)

# A run goes on in the background of later requests and of scheduled work; this is how long one
# request may work before it answers.
SECONDS_A_REQUEST = 1.5
RUNS_LISTED = 10
# What a plan would change comes first, and then what somebody has to settle.
PLAN_ORDER = (Action.CREATE, Action.CONFLICT, Action.SKIP)


def hubs_for(user: Any) -> PageQuerySet:
    """Return the hubs under which ``user`` may add pages, in the order of the page tree."""
    hubs = CityIndexPage.objects.order_by("path")
    may = [hub.pk for hub in hubs if hub.permissions_for_user(user).can_add_subpage()]
    return hubs.filter(pk__in=may)


class KnownChoiceMixin(forms.Field):
    """Takes a number that no database can hold for what it is: a choice that is not there."""

    def clean(self, value: Any) -> Any:
        """Return what was chosen."""
        try:
            return super().clean(value)
        except OverflowError:
            raise forms.ValidationError(_("Choose from the list.")) from None


class HubField(KnownChoiceMixin, forms.ModelChoiceField):
    """One hub."""


class PlacesField(KnownChoiceMixin, forms.ModelMultipleChoiceField):
    """Some of the places."""


class GenerationForm(forms.Form):
    """Which places, from which shared text, under which page that ``user`` may add to."""

    hub = HubField(
        queryset=CityIndexPage.objects.none(),
        label=gettext_lazy("Under the page"),
        empty_label=None,
    )
    blueprint = forms.ModelChoiceField(
        queryset=LandingBlueprint.objects.none(),
        label=gettext_lazy("Shared page text"),
        empty_label=None,
    )
    area = PlacesField(
        queryset=ServiceArea.objects.none(),
        label=gettext_lazy("Places"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick some, or leave all empty to look at every place."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._field("hub").queryset = hubs_for(user)
        self._field("blueprint").queryset = LandingBlueprint.objects.for_generation()
        self._field("area").queryset = ServiceArea.objects.order_by("name", "state")
        self.has_one_hub = self._field("hub").queryset.count() == 1
        if self.has_one_hub:
            self.fields["hub"].widget = forms.HiddenInput()

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def plan(self) -> GenerationPlan:
        """Return the plan for what was chosen; the form is valid."""
        chosen = self.cleaned_data["area"]
        active = ServiceArea.objects.filter(status=ServiceArea.Status.ACTIVE)
        return plan_for(
            hub=self.cleaned_data["hub"],
            blueprint=self.cleaned_data["blueprint"],
            areas=chosen or active.order_by("name", "state"),
        )


class GenerationScreen(WagtailAdminTemplateMixin, TemplateView):
    """What both screens share: nobody gets in who may not add a page under any hub."""

    page_title = gettext_lazy("Generate city pages")
    header_icon = "copy"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if CityIndexPage.objects.exists() and not hubs_for(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PlanView(GenerationScreen):
    """Choose places and see what would happen; apply it."""

    template_name = "locations/generation/plan.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": str(self.page_title)},
        ]

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
            messages.warning(request, str(PlanOutdatedError()))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        if not plan.count(Action.CREATE):
            messages.info(request, _("Nothing to do: no page is missing."))
            return redirect("generate_city_pages:index")
        run = start_run(plan=plan, user=request.user)  # type: ignore[arg-type]
        continue_run(run, seconds=SECONDS_A_REQUEST)
        return redirect("generate_city_pages:run", pk=run.pk)


class RunView(GenerationScreen):
    """One run: what was made, what was not and why, and how to go on."""

    template_name = "locations/generation/run.html"
    page_title = gettext_lazy("What the run made")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {
                "url": reverse("generate_city_pages:index"),
                "label": str(GenerationScreen.page_title),
            },
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        run = get_object_or_404(GenerationRun, pk=self.kwargs["pk"])
        check_may_generate(run.hub, self.request.user)  # type: ignore[arg-type]
        items = sorted(
            run.items.select_related("area", "page"),
            key=lambda item: item.action != Action.CREATE.value,
        )
        created = [item for item in items if item.outcome == GenerationRunItem.Outcome.CREATED]
        context |= {
            "run": run,
            "items": items,
            "created": created,
            "waiting": [item for item in items if not item.outcome],
            "summary": ngettext(
                "%(count)d draft page was made.", "%(count)d draft pages were made.", len(created)
            )
            % {"count": len(created)},
        }
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Carry the run on."""
        run = get_object_or_404(GenerationRun, pk=self.kwargs["pk"])
        check_may_generate(run.hub, request.user)  # type: ignore[arg-type]
        continue_run(run, seconds=SECONDS_A_REQUEST)
        return redirect("generate_city_pages:run", pk=run.pk)


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

    def get_urlpatterns(self) -> list[Any]:
        """Return the plan, the run and the preview."""
        return [
            path("", PlanView.as_view(), name="index"),
            path("runs/<int:pk>/", RunView.as_view(), name="run"),
            path(
                "preview/<int:hub>/<int:blueprint>/<int:area>/",
                PreviewView.as_view(),
                name="preview",
            ),
        ]
