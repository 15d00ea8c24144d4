"""The choice behind a plan: which places, from which shared text, under which page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.query import PageQuerySet

from locations.models import CityIndexPage, LandingBlueprint, ServiceArea
from locations.services.generation import GenerationPlan, plan_for


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
