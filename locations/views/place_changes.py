"""The editor's screens for renaming, merging and retiring a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter

from locations.menu import PlacesMenuItem
from locations.models import PlaceChange, ServiceArea
from locations.services.place_life import (
    LOG_ACTION,
    ChangeRefusedError,
    OverviewOutdatedError,
    merge_places,
    rename_place,
    retire_place,
)
from locations.services.place_plans import NEEDED, check_may_change
from locations.services.place_undo import UndoRefusedError, undo_change
from locations.views.place_change_forms import MergeForm, RenameForm, RetireForm

CHANGES_LISTED = 50


class PlaceScreen(WagtailAdminTemplateMixin, TemplateView):
    """What all of these screens share."""

    header_icon = "redirect"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
        if not isinstance(self, ChangesView):
            items.append({"url": reverse("place_changes:index"), "label": str(ChangesView.title)})
        return [*items, {"url": "", "label": str(self.get_page_title())}]


class ChangesView(PlaceScreen):
    """What was done to places, the latest first, and where to begin."""

    template_name = "locations/place_changes/index.html"
    page_title = title = gettext_lazy("Rename, merge, retire")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not all(request.user.has_perm(name) for name in NEEDED):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        changes = PlaceChange.objects.select_related("made_by", "undone_by")
        return context | {
            "areas": ServiceArea.objects.in_service().order_by("name", "state"),
            "changes": changes[:CHANGES_LISTED],
        }


class StepView(PlaceScreen):
    """Choose, see everything that changes, do it: one address for the three."""

    template_name = "locations/place_changes/step.html"
    form_class: type[Any]
    apply: Callable[..., PlaceChange]
    purpose: Promise
    verb: Promise

    @cached_property
    def area(self) -> ServiceArea:
        """The place that is changed."""
        return get_object_or_404(ServiceArea, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        check_may_change(self.area, request.user)  # type: ignore[arg-type]
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return f"{self.page_title} {self.area}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = kwargs.get("form") or self._form()
        is_chosen = form.is_bound and form.is_valid()
        return context | {
            "area": self.area,
            "form": form,
            "plan": form.reading(self.request.user).plan if is_chosen else None,
            "chosen": [(name, form.data.get(name, "")) for name in form.fields],
        }

    def _form(self) -> Any:
        data = self.request.GET if "show" in self.request.GET else None
        return self.form_class(data, area=self.area, initial=self.first_choice())

    def first_choice(self) -> dict[str, Any]:
        """Return what stands in the form before anybody has chosen."""
        return {}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what was looked at, or show how it stands now."""
        form = self.form_class(request.POST, area=self.area)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        try:
            change = type(self).apply(
                area=self.area,
                user=request.user,
                checksum=request.POST.get("checksum", ""),
                **form.arguments(),
            )
        except (OverviewOutdatedError, ChangeRefusedError) as refusal:
            messages.warning(request, str(refusal))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(request, change.summary)
        return redirect("place_changes:change", pk=change.pk)


class RenameView(StepView):
    """Give a place another name."""

    page_title = gettext_lazy("Rename")
    form_class = RenameForm
    apply = staticmethod(rename_place)
    verb = gettext_lazy("Rename it now")
    purpose = gettext_lazy(
        "Gives the place another name and, where you want it, another address. Old addresses lead "
        "to the new ones, and links follow. Nothing changes before you have seen the overview."
    )

    def first_choice(self) -> dict[str, Any]:
        return {"name": self.area.name}


class MergeView(StepView):
    """Let another place take this one's place."""

    page_title = gettext_lazy("Merge")
    form_class = MergeForm
    apply = staticmethod(merge_places)
    verb = gettext_lazy("Merge them now")
    purpose = gettext_lazy(
        "Another place takes over: this one is retired, its pages come off the site, and their "
        "visitors and links go to the other place. Nothing changes before you have seen the "
        "overview."
    )


class RetireView(StepView):
    """Stop serving a place."""

    page_title = gettext_lazy("Retire")
    form_class = RetireForm
    apply = staticmethod(retire_place)
    verb = gettext_lazy("Retire it now")
    purpose = gettext_lazy(
        "The place is no longer served: its pages come off the site, and their visitors go where "
        "you say. Nothing is deleted, and nothing changes before you have seen the overview."
    )


class ChangeView(PlaceScreen):
    """One change: what was done, and the way back."""

    template_name = "locations/place_changes/change.html"
    page_title = gettext_lazy("What was changed")

    @cached_property
    def change(self) -> PlaceChange:
        """The change."""
        return get_object_or_404(PlaceChange.objects.select_related("area"), pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not all(request.user.has_perm(name) for name in NEEDED):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"change": self.change, "reasons": kwargs.get("reasons", ())}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Undo it, or say what stands in the way."""
        try:
            undo_change(change=self.change, user=request.user)  # type: ignore[arg-type]
        except UndoRefusedError as refusal:
            context = self.get_context_data(reasons=refusal.reasons)
            return self.render_to_response(context, status=409)
        messages.success(request, _("Everything is as it was before."))
        return redirect("place_changes:change", pk=self.change.pk)


class PlaceChangesViewSet(ViewSet):
    """The screens under Places → Rename, merge, retire."""

    name = "place_changes"
    url_prefix = "places/changes"
    menu_label = gettext_lazy("Rename, merge, retire")
    icon = "redirect"
    menu_item_class = PlacesMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the list, the three steps and one change."""
        return [
            path("", ChangesView.as_view(), name="index"),
            path("rename/<int:pk>/", RenameView.as_view(), name="rename"),
            path("merge/<int:pk>/", MergeView.as_view(), name="merge"),
            path("retire/<int:pk>/", RetireView.as_view(), name="retire"),
            path("<int:pk>/", ChangeView.as_view(), name="change"),
        ]


STEPS = (
    ("rename", gettext_lazy("Rename"), "edit"),
    ("merge", gettext_lazy("Merge into another place"), "resubmit"),
    ("retire", gettext_lazy("Retire"), "download"),
)


@hooks.register("register_snippet_listing_buttons")
def place_buttons(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:
    """Offer the three steps at each place of the list."""
    if not isinstance(snippet, ServiceArea) or not all(user.has_perm(name) for name in NEEDED):
        return []
    return [
        Button(
            label,
            reverse(f"place_changes:{name}", args=[snippet.pk]),
            icon_name=icon,
            priority=60 + number,
        )
        for number, (name, label, icon) in enumerate(STEPS)
    ]


class PlaceChangeLogFormatter(LogFormatter):
    """Tells in a place's history what was done to it."""

    label = gettext_lazy("Rename, merge, retire")

    def format_message(self, log_entry: Any) -> str:
        """Return the sentence for one entry."""
        return str(log_entry.data.get("summary", self.label))


@hooks.register("register_log_actions")
def name_log_action(actions: LogActionRegistry) -> None:
    """Let the history of a place tell what was done to it."""
    actions.register_action(LOG_ACTION)(PlaceChangeLogFormatter)
