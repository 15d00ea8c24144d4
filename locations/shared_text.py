"""What one city page shows of its shared text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
    return resolve_sections(section_templates(blueprint), _choices(page), values)


def _choices(page: CityPage) -> list[SectionChoice]:
    return [
        SectionChoice(key=row.section_key, mode=Mode(row.mode), body=row.body)
        for row in page.section_overrides.all()
    ]


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


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedText:
    """The words of a shared text, or some of them: no pattern or section has to be there."""

    heading_pattern: str = ""
    subheading_pattern: str = ""
    subheading_pattern_same_place: str = ""
    title_pattern: str = ""
    description_pattern: str = ""
    templates: tuple[SectionTemplate, ...] = ()

    @property
    def differs_from_place_to_place(self) -> bool:
        """Whether the place decides how it reads: by a token, or by which line stands there."""
        texts = [self.heading_pattern, self.title_pattern, self.description_pattern]
        texts += [text for each in self.templates for text in (each.heading, each.body)]
        lines = self.subheading_pattern, self.subheading_pattern_same_place
        return any(lines) or any("{" in text for text in texts)


PATTERNS = (
    "heading_pattern",
    "subheading_pattern",
    "subheading_pattern_same_place",
    "title_pattern",
    "description_pattern",
)


def what_differs(
    old: LandingBlueprint, new: LandingBlueprint
) -> tuple[SharedText, SharedText] | None:
    """Return of both texts what the other has not, ``None`` where nothing differs.

    Sections in another order differ as a whole.
    """
    before, after = tuple(section_templates(old)), tuple(section_templates(new))
    if [each.key for each in before] == [each.key for each in after]:
        pairs = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
        before, after = tuple(one for one, _ in pairs), tuple(other for _, other in pairs)
    changed = [name for name in PATTERNS if getattr(old, name) != getattr(new, name)]
    if not changed and not before and not after:
        return None
    return (
        SharedText(templates=before, **{name: getattr(old, name) for name in changed}),
        SharedText(templates=after, **{name: getattr(new, name) for name in changed}),
    )


def whole_text(blueprint: LandingBlueprint) -> SharedText:
    """Return all words of a shared text."""
    patterns = {name: getattr(blueprint, name) for name in PATTERNS}
    return SharedText(templates=tuple(section_templates(blueprint)), **patterns)


class Patterns:
    """The lines of a city page that come from the blueprint's patterns, unless it has its own."""

    def __init__(
        self,
        page: CityPage,
        blueprint: LandingBlueprint | SharedText | None,
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
    text: SharedText,
    place: PlaceData | None,
    clinic: Clinic | None,
    treatment: Treatment | None,
) -> list[object]:
    """Return all that ``page`` shows of ``text``, as it reads there, to compare it."""
    values = token_values(place, clinic, treatment)
    patterns = Patterns(page, text, values, has_clinic=bool(place and place.has_clinic))
    return [
        patterns.heading(),
        patterns.subheading(),
        patterns.title(),
        patterns.description(),
        # In the graph, and on the way from home.
        values.get("treatment"),
        treatment and (treatment.condition or treatment.name),
        *resolve_sections(text.templates, _choices(page), values),
    ]
