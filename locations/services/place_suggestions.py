"""Suggesting places around a clinic, and copying chosen ones into drafts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import formats, timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.permission_policies import ModelPermissionPolicy

from clinic.models import Clinic
from locations.models import ServiceArea, ServiceAreaZip
from locations.rules.zip_data import PACKAGE, Town, towns_around

MAX_MILES = 60


class ClinicWithoutCoordinatesError(Exception):
    """Nothing can be measured from the clinic."""

    def __init__(self, clinic: Clinic) -> None:
        super().__init__(
            _("Enter the latitude and longitude of %(clinic)s under Clinic facts first.")
            % {"clinic": clinic.name}
        )


class NotSuggestedError(Exception):
    """What was chosen is not among the suggestions."""

    def __init__(self) -> None:
        super().__init__(_("Choose from the list: one of the places you chose is not in it."))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A town under the short name that it would get; ``known`` is the place that is there."""

    slug: str
    town: Town
    known: ServiceArea | None


def check_may_suggest(user: User) -> None:
    """Raise ``PermissionDenied`` unless ``user`` may add places."""
    if not ModelPermissionPolicy(ServiceArea).user_has_permission(user, "add"):
        raise PermissionDenied(_("You may not add places. Ask a site manager."))


def suggest_places(*, clinic: Clinic, radius_miles: float) -> list[Suggestion]:
    """Return the towns around ``clinic``, the nearest first, at most :data:`MAX_MILES` away.

    Raises :class:`ClinicWithoutCoordinatesError`.
    """
    if clinic.latitude is None or clinic.longitude is None:
        raise ClinicWithoutCoordinatesError(clinic)
    radius = min(radius_miles, MAX_MILES)
    towns = towns_around(float(clinic.latitude), float(clinic.longitude), radius)
    areas = list(ServiceArea.objects.all())
    by_slug = {area.slug: area for area in areas}
    by_name = {(area.name.casefold(), area.state): area for area in areas}
    return [
        Suggestion(slug, town, by_slug.get(slug) or by_name.get((town.name.casefold(), town.state)))
        for slug, town in ((slugify(f"{town.name} {town.state}"), town) for town in towns)
    ]


def copy_suggestions(
    *, clinic: Clinic, radius_miles: float, slugs: Collection[str], user: User
) -> list[ServiceArea]:
    """Make a draft place of each chosen suggestion that is not there yet, and return them.

    All or nothing, and safe to repeat. The figures are read from the package once more, and each
    draft says where they come from. Raises :class:`NotSuggestedError`,
    :class:`ClinicWithoutCoordinatesError`, and ``PermissionDenied`` for whoever may not add places.
    """
    check_may_suggest(user)
    with transaction.atomic():
        # Two clicks at once wait for one another, and the second finds the places there.
        clinic = Clinic.objects.select_for_update().get(pk=clinic.pk)
        found = {one.slug: one for one in suggest_places(clinic=clinic, radius_miles=radius_miles)}
        if not set(slugs) <= set(found):
            raise NotSuggestedError
        return [
            _copy(one, user) for one in found.values() if one.slug in slugs and one.known is None
        ]


def _copy(suggestion: Suggestion, user: User) -> ServiceArea:
    town = suggestion.town
    area = ServiceArea(
        name=town.name,
        slug=suggestion.slug,
        state=town.state,
        county=town.county,
        latitude=town.latitude,
        longitude=town.longitude,
        figures_source=source_note(),
        live=False,
    )
    area.zip_codes = [
        ServiceAreaZip(code=code.code, is_po_box=code.is_po_box, sort_order=number)
        for number, code in enumerate(town.zip_codes)
    ]
    area.save()
    # A town may lack its county, which a draft may too.
    area.save_revision(user=user, log_action="wagtail.create", clean=False)
    return area


def source_note() -> str:
    """Return where each figure of a suggestion comes from, for the place's own field."""
    day = formats.date_format(timezone.localdate(), "DATE_FORMAT")
    return _(
        "Name, county and ZIP codes: unitedstateszipcodes.org and the Postal Service's list, in "
        "the package %(package)s.\n"
        "Coordinates: the average of the middles of its ZIP areas, from GeoNames (CC BY 4.0), in "
        "the same package.\n"
        "Kind: assumed, the package does not say.\n"
        "Copied on %(day)s, and checked by nobody yet."
    ) % {"package": PACKAGE, "day": day}
