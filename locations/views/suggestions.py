"""The editor's screen for suggesting places around a clinic."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from clinic.models import Clinic
from locations.menu import PlacesMenuItem
from locations.services.place_suggestions import (
    NotSuggestedError,
    check_may_suggest,
    copy_suggestions,
    source_note,
    suggest_places,
)
from locations.tables.cells import zip_codes_text
from locations.views.generation_forms import KnownChoiceMixin

RADII = (5, 10, 15, 25, 40)
USUAL_RADIUS = 15


class ClinicField(KnownChoiceMixin, forms.ModelChoiceField):
    """One clinic."""


class AroundForm(forms.Form):
    """Around which clinic, and how far."""

    clinic = ClinicField(
        queryset=Clinic.objects.none(), label=gettext_lazy("Around"), empty_label=None
    )
    miles = forms.TypedChoiceField(
        label=gettext_lazy("As far as"),
        coerce=int,
        choices=[(miles, gettext_lazy("%d miles") % miles) for miles in RADII],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["clinic"]
        field.queryset = measurable_clinics()


def measurable_clinics() -> Any:
    """Return published clinics from which distances can be measured."""
    return Clinic.objects.filter(live=True, latitude__isnull=False, longitude__isnull=False)


class SuggestView(WagtailAdminTemplateMixin, TemplateView):
    """Look at the towns around a clinic and copy some into drafts."""

    template_name = "locations/suggestions.html"
    page_title = gettext_lazy("Suggest nearby places")
    header_icon = "search"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": str(self.page_title)},
        ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        check_may_suggest(request.user)  # type: ignore[arg-type]
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = kwargs.get("form") or self._form()
        context |= {
            "form": form,
            "has_clinic": measurable_clinics().exists(),
            "source_note": source_note(),
            "suggestions": None,
        }
        if form.is_valid():
            suggestions = suggest_places(
                clinic=form.cleaned_data["clinic"], radius_miles=form.cleaned_data["miles"]
            )
            context["suggestions"] = [
                (suggestion, zip_codes_text(suggestion.town.zip_codes))
                for suggestion in suggestions
            ]
            context["new_count"] = sum(one.known is None for one in suggestions)
        return context

    def _form(self) -> AroundForm:
        data = self.request.GET.copy()
        first = measurable_clinics().values_list("pk", flat=True).first()
        data.setdefault("clinic", str(first or ""))
        data.setdefault("miles", str(USUAL_RADIUS))
        return AroundForm(data)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make drafts of the chosen towns."""
        form = AroundForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        clinic, miles = form.cleaned_data["clinic"], form.cleaned_data["miles"]
        try:
            made = copy_suggestions(
                clinic=clinic,
                radius_miles=miles,
                slugs=request.POST.getlist("place"),
                user=request.user,  # type: ignore[arg-type]
            )
        except NotSuggestedError as error:
            form.add_error(None, str(error))
            return self.render_to_response(self.get_context_data(form=form), status=400)
        if made:
            message = ngettext(
                "%(count)d draft was made: %(names)s. Open it, check the figures and publish.",
                "%(count)d drafts were made: %(names)s. Open each, check the figures and publish.",
                len(made),
            )
            names = ", ".join(str(area) for area in made)
            messages.success(request, message % {"count": len(made), "names": names})
        else:
            messages.info(request, _("Nothing to do: tick a place that is not there yet."))
        query = urlencode({"clinic": clinic.pk, "miles": miles})
        return redirect(f"{reverse('suggest_places:index')}?{query}")


class SuggestionViewSet(ViewSet):
    """The screen under Places → Suggest nearby places."""

    name = "suggest_places"
    url_prefix = "places/suggest"
    menu_label = gettext_lazy("Suggest nearby places")
    icon = "search"
    menu_item_class = PlacesMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the one screen."""
        return [path("", SuggestView.as_view(), name="index")]
