"""Choosing the page of another place, the nearest first."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, radians
from typing import Any

from django import forms
from django.db.models import ExpressionWrapper, F, FloatField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from locations.models import CityPage, ServiceArea


class KnownChoiceField(forms.ModelChoiceField):
    """A choice for which a number that no database can hold is one that is not there."""

    def clean(self, value: Any) -> Any:
        """Return what was chosen."""
        try:
            return super().clean(value)
        except OverflowError:
            raise forms.ValidationError(_("Choose from the list.")) from None


class PlacePageField(KnownChoiceField):
    """A live page of a place, called by the place's name."""

    def label_from_instance(self, page: CityPage) -> str:
        """Return the place's name, and the page's title where that is another."""
        place = str(page.area)
        return place if page.title in ("", place) else f"{place}: {page.title}"


def pages_of_other_places(area: ServiceArea | None, leaving_out: Iterable[Page]) -> PageQuerySet:
    """Return public city pages of places in service, those nearest to ``area`` first."""
    pages = (
        CityPage.objects.live()
        .public()
        .filter(area__in=ServiceArea.objects.in_service(), alias_of=None)
        .exclude(pk__in=[page.pk for page in leaving_out])
        .select_related("area")
        .defer_streamfields()
    )
    if area is None or not area.has_coordinates:
        return pages.order_by("area__name", "depth", "pk")
    return pages.annotate(distance=_distance_from(area)).order_by(
        F("distance").asc(nulls_last=True), "area__name", "depth", "pk"
    )


def _distance_from(area: Any) -> ExpressionWrapper:
    # Plane enough to tell near from far: a degree of longitude shrinks with the latitude.
    north = Cast("area__latitude", FloatField()) - float(area.latitude)
    east = (Cast("area__longitude", FloatField()) - float(area.longitude)) * cos(
        radians(float(area.latitude))
    )
    return ExpressionWrapper(north * north + east * east, output_field=FloatField())
