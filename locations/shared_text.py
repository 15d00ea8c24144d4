"""What one city page shows of its shared text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from clinic.models import Clinic, Treatment
from locations.models.blueprints import LandingBlueprint
from locations.page_data import PlaceData
from locations.rules.sections import (
    Mode,
    ResolvedSection,
    SectionChoice,
    SectionTemplate,
    resolve_sections,
)
from locations.rules.tokens import fill_text
from locations.token_values import token_values

if TYPE_CHECKING:
    from locations.models.pages import CityPage


def page_sections(
    page: CityPage, blueprint: LandingBlueprint | None, values: dict[str, str | None]
) -> tuple[ResolvedSection, ...]:
    """Return the sections of ``page`` with the wording and the values that hold for it."""
    if blueprint is None:
        return ()
    choices = [
        SectionChoice(key=row.section_key, mode=Mode(row.mode), body=row.body)
        for row in page.section_overrides.all()
    ]
    return resolve_sections(section_templates(blueprint), choices, values)


def section_templates(blueprint: LandingBlueprint) -> list[SectionTemplate]:
    """Return the blueprint's sections in its order."""
    return [
        SectionTemplate(
            key=row.key,
            heading=row.heading,
            body=row.body,
            placement=row.placement,
            appearance=row.appearance,
            is_safety=row.is_safety,
        )
        for row in blueprint.sections.all()
    ]


def shared_pieces_on(page: CityPage, sections: Iterable[ResolvedSection]) -> set[str]:
    """Return the keys of the shared text's pieces that stand on ``page`` with these sections."""
    keys = {f"section-{section.key}" for section in sections if not section.is_own}
    keys |= {"heading", "sources"}
    has_texts_for_search = page.seo_title and page.search_description
    return keys if has_texts_for_search else keys | {"search"}


class Patterns:
    """The lines of a city page that come from the blueprint's patterns, unless it has its own."""

    def __init__(
        self,
        page: CityPage,
        blueprint: LandingBlueprint | None,
        values: dict[str, str | None],
        *,
        has_clinic: bool,
    ) -> None:
        self._page, self._blueprint, self._values = page, blueprint, values
        self._has_clinic = has_clinic

    def heading(self) -> str:
        """Return the large line on top."""
        return self._filled("heading_pattern")

    def subheading(self) -> str:
        """Return the line under it."""
        same_place = "subheading_pattern_same_place"
        return self._filled(same_place if self._has_clinic else "subheading_pattern")

    def title(self) -> str:
        """Return the title in search results, or the page's own."""
        return str(self._page.seo_title) or self._filled("title_pattern")

    def description(self) -> str:
        """Return the description in search results, or the page's own."""
        return str(self._page.search_description) or self._filled("description_pattern")

    def _filled(self, pattern: str) -> str:
        if self._blueprint is None:
            return ""
        return fill_text(getattr(self._blueprint, pattern), self._values)


def shared_lines(
    page: CityPage,
    blueprint: LandingBlueprint,
    place: PlaceData | None,
    clinic: Clinic | None,
    treatment: Treatment | None,
) -> list[object]:
    """Return all that ``page`` shows of ``blueprint``, as it reads there, to compare it."""
    values = token_values(place, clinic, treatment)
    patterns = Patterns(page, blueprint, values, has_clinic=bool(place and place.has_clinic))
    return [
        patterns.heading(),
        patterns.subheading(),
        patterns.title(),
        patterns.description(),
        # In the graph, and on the way from home.
        values.get("treatment"),
        treatment and (treatment.condition or treatment.name),
        *page_sections(page, blueprint, values),
    ]
