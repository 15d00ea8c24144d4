"""The choices with which a rename, a merger or a retirement begins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from locations.models import ServiceArea
from locations.place_choice import KnownChoiceField
from locations.services.place_plans import (
    PlaceReading,
    pages_of,
    plan_merge,
    plan_rename,
    plan_retire,
)
from locations.visitors_form import VisitorsForm


class RenameForm(forms.Form):
    """The new name of a place, and what stands for it in addresses."""

    name = forms.CharField(
        label=gettext_lazy("New name"),
        max_length=100,
        help_text=gettext_lazy("Example: West Menlo Park."),
    )
    slug = forms.SlugField(
        label=gettext_lazy("In addresses"),
        max_length=80,
        required=False,
        help_text=gettext_lazy(
            "Leave it empty: it is made from the name and the state. Example: west-menlo-park-ca."
        ),
    )

    def __init__(self, *args: Any, area: ServiceArea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area = area

    def clean(self) -> dict[str, Any]:
        """Return the choice, with an address made from the name where none was given."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("name") and "slug" not in self.errors and not cleaned.get("slug"):
            cleaned["slug"] = slugify(f"{cleaned['name']} {self.area.state}")[:80].strip("-")
            if cleaned["slug"] == slugify(self.area.state):
                self.add_error("slug", _("Write an address for this name. Example: west-menlo-ca."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """Return what the service takes."""
        return {"name": self.cleaned_data["name"], "slug": self.cleaned_data["slug"]}

    def reading(self, user: Any) -> PlaceReading:
        """Return what would change."""
        return plan_rename(area=self.area, user=user, **self.arguments())


class MergeForm(forms.Form):
    """The place that takes this one's place, and what it takes over."""

    other = KnownChoiceField(
        queryset=ServiceArea.objects.none(),
        empty_label=gettext_lazy("Choose a place"),
        label=gettext_lazy("Merge into"),
        help_text=gettext_lazy("The place that stays. Its page takes the visitors."),
    )
    take_zip_codes = forms.BooleanField(
        label=gettext_lazy("Take over the ZIP codes"), required=False, initial=True
    )
    take_facts = forms.BooleanField(
        label=gettext_lazy("Take over the local facts"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "Both go into a draft of the place that stays. Read it, then publish it."
        ),
    )

    def __init__(self, *args: Any, area: ServiceArea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area = area
        fields: Any = self.fields
        fields["other"].queryset = ServiceArea.objects.in_service().exclude(pk=area.pk)

    def arguments(self) -> dict[str, Any]:
        """Return what the service takes."""
        return {name: self.cleaned_data[name] for name in self.fields}

    def reading(self, user: Any) -> PlaceReading:
        """Return what would change."""
        return plan_merge(area=self.area, other=self.cleaned_data["other"], user=user)


class RetireForm(VisitorsForm):
    """Where the visitors of a place's pages go that is no longer served."""

    def __init__(self, *args: Any, area: ServiceArea, **kwargs: Any) -> None:
        pages = pages_of(area)
        leaving = [page for page in pages if page.live]
        super().__init__(*args, pages=leaving, going={page.pk for page in pages}, **kwargs)
        self.area = area

    def arguments(self) -> dict[str, Any]:
        """Return what the service takes."""
        return {"target": self.cleaned_data["target"]}

    def reading(self, user: Any) -> PlaceReading:
        """Return what would change."""
        return plan_retire(area=self.area, user=user, **self.arguments())
