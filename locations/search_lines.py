"""The lines of a city page that come from the patterns of its shared text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from locations.models.areas import ServiceArea
from locations.models.blueprints import LandingBlueprint
from locations.places import clinic_for, county_name, kind_in_a_sentence, place_data
from locations.rules.search_lines import PLAIN_DESCRIPTION, PLAIN_TITLE, PlaceTraits, search_line
from locations.rules.tokens import fill_text
from locations.token_values import token_values
from page_cache.tags import PageFetch
from seo.page_data import SearchLines

if TYPE_CHECKING:
    from locations.models.pages import CityPage

# More places of one name than these are told apart from these alone.
MOST_NAMESAKES = 100


class PagePatterns:
    """The patterns of a page's shared text, filled in; ``""`` without a text."""

    def __init__(
        self,
        blueprint: LandingBlueprint | None,
        area: ServiceArea | None,
        values: dict[str, str | None],
        fetch: PageFetch,
    ) -> None:
        self._blueprint, self._area, self._values = blueprint, area, values
        self._fetch = fetch

    def heading(self) -> str:
        """Return the heading."""
        return self._filled("heading_pattern")

    def subheading(self, *, has_clinic: bool) -> str:
        """Return the line under it; ``has_clinic`` where the clinic is in the place itself."""
        same_place = "subheading_pattern_same_place"
        return self._filled(same_place if has_clinic else "subheading_pattern")

    def title(self) -> str:
        """Return the title in search results, unlike that of any other place."""
        return self._line("title_pattern", _(PLAIN_TITLE))

    def description(self) -> str:
        """Return the description in search results, unlike that of any other place."""
        return self._line("description_pattern", _(PLAIN_DESCRIPTION))

    def _filled(self, pattern: str) -> str:
        if self._blueprint is None:
            return ""
        return fill_text(getattr(self._blueprint, pattern), self._values)

    def _line(self, pattern: str, plain: str) -> str:
        if self._blueprint is None or self._area is None:
            return self._filled(pattern)
        own, namesakes = self._fetch.once(f"namesakes of {self._area.pk}", self._traits)
        template = getattr(self._blueprint, pattern)
        return search_line(template, plain, self._values, own, namesakes)

    def _traits(self) -> tuple[PlaceTraits | None, list[PlaceTraits]]:
        """Return the traits of the place, if others in service have its name, and of the others."""
        area = self._area
        self._fetch.collection("areas")
        if area is None:
            return None, []
        others = ServiceArea.objects.in_service().filter(name__iexact=area.name)
        others = others.exclude(pk=area.pk).prefetch_related("zip_codes").order_by("pk")
        namesakes = self._fetch.records(others[:MOST_NAMESAKES])
        own = _traits_of(area) if namesakes else None
        return own, [_traits_of(each) for each in namesakes]


def _traits_of(area: ServiceArea) -> PlaceTraits:
    """Return what tells ``area`` from a place of the same name."""
    codes = (row.code for row in area.zip_codes.all() if not row.is_po_box)
    return PlaceTraits(
        state_code=area.state,
        county=county_name(area),
        kind=kind_in_a_sentence(area),
        zip_code=next(codes, ""),
    )


def default_lines(page: CityPage, fetch: PageFetch) -> SearchLines:
    """Return title and description of a page while its own fields are empty."""
    area = fetch.record(page.area) if page.area else None
    is_shown = page.blueprint is not None and fetch.shows(page.blueprint)
    blueprint = fetch.record(page.blueprint) if page.blueprint and is_shown else None
    clinic = clinic_for(area, fetch)
    place = place_data(area, clinic) if area else None
    treatment = fetch.record(blueprint.treatment) if blueprint and blueprint.treatment else None
    patterns = PagePatterns(blueprint, area, token_values(place, clinic, treatment), fetch)
    return SearchLines(title=patterns.title(), description=patterns.description())
