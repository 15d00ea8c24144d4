"""The choice where visitors go, for the steps that take city pages off the site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from locations.models import CityPage
from locations.place_choice import PlacePageField, pages_of_other_places
from locations.services.visitors import page_above

ABOVE, PLACE, GONE = "above", "place", "gone"


class VisitorsForm(forms.Form):
    """Where the visitors of city pages go that come off the site; nothing to ask without any.

    ``going`` are the keys of everything that comes off together with ``pages``.
    """

    visitors = forms.ChoiceField(
        label=gettext_lazy("Where do visitors go?"), widget=forms.RadioSelect
    )
    place = PlacePageField(
        queryset=CityPage.objects.none(),
        required=False,
        empty_label=gettext_lazy("Choose a place"),
        label=gettext_lazy("Which place?"),
        help_text=gettext_lazy("Only for “the page of another place”. The nearest stand first."),
    )

    def __init__(self, *args: Any, pages: list[CityPage], going: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.above = page_above(pages[0], going) if pages else None
        fields: Any = self.fields
        if not pages:
            fields.clear()
            return
        places = pages_of_other_places(pages[0].area, leaving_out=pages)
        fields["place"].queryset = places
        fields["visitors"].choices = self._choices(has_places=places.exists())
        fields["visitors"].initial = ABOVE if self.above else GONE

    def clean(self) -> dict[str, Any]:
        """Return what was chosen, ``target`` among it: a page, or ``None`` for gone."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        choice = cleaned.get("visitors")
        if choice == PLACE and not cleaned.get("place") and "place" not in self.errors:
            self.add_error("place", _("Choose the place whose page visitors see instead."))
        cleaned["target"] = {ABOVE: self.above, PLACE: cleaned.get("place")}.get(choice or "")
        return cleaned

    def _choices(self, *, has_places: bool) -> list[tuple[str, str]]:
        choices = []
        if self.above:
            choices.append((ABOVE, _("To the page “%(page)s”") % {"page": self.above.title}))
        if has_places:
            choices.append((PLACE, _("To the page of another place, chosen below")))
        choices.append(
            (GONE, _("Nowhere: a page with our phone number says that this one is gone for good"))
        )
        return choices
