"""What each token stands for on one city page."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from clinic.fetching import address_data, phone_display
from clinic.models import Clinic, Treatment
from locations.page_data import PlaceData


def token_values(
    place: PlaceData | None, clinic: Clinic | None, treatment: Treatment | None
) -> dict[str, str | None]:
    """Return the text of every token that has one here; ``None`` or nothing for the others."""
    return {name: value or None for name, value in _texts(place, clinic, treatment)}


def _texts(
    place: PlaceData | None, clinic: Clinic | None, treatment: Treatment | None
) -> Iterator[tuple[str, str | None]]:
    if place:
        yield "place", place.name
        yield "place_kind", place.kind_label
        yield "state", place.state
        yield "state_code", place.state_code
        yield "county", place.county and _("%(county)s County") % {"county": place.county}
        yield "zip_codes", get_text_list(list(place.zip_codes), _("and"))
        yield "distance_miles", place.distance_miles
    if clinic:
        yield "clinic_name", clinic.name
        yield "clinic_phone", phone_display(clinic)
        yield "clinic_email", clinic.email
        yield "clinic_address", address_data(clinic).one_line
        yield "clinic_street", clinic.street_address
        yield "clinic_city", clinic.locality
        yield "clinic_state_code", clinic.region
        yield "clinic_zip_code", clinic.postal_code
        yield "price_range", clinic.price_range
    if treatment:
        yield "treatment", treatment.name
        yield "condition", treatment.condition
        yield "how_given", treatment.how_given
        yield "session_length", treatment.session_length
        yield "observation", treatment.observation
        yield "treatment_price", treatment.price
