"""Which wording each shared section has on one city page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from locations.rules.tokens import fill_html, fill_text


class Mode(StrEnum):
    """What a city page does with a shared section."""

    SHARED = "shared"
    OWN = "own"
    HIDDEN = "hidden"


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionTemplate:
    """A shared section as the blueprint stores it, tokens and all; ``body`` is stored rich text."""

    key: str
    heading: str
    body: str
    placement: str
    appearance: str
    is_safety: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionChoice:
    """What the editor of one city page chose for the section ``key``."""

    key: str
    mode: Mode
    body: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ResolvedSection:
    """A section with its tokens filled in; ``body`` is stored rich text, links not yet expanded."""

    key: str
    heading: str
    body: str
    placement: str
    appearance: str
    is_own: bool


def resolve_sections(
    templates: Sequence[SectionTemplate],
    choices: Sequence[SectionChoice],
    values: Mapping[str, str | None],
) -> tuple[ResolvedSection, ...]:
    """Return the sections of one page in the blueprint's order.

    A section marked as safety is shown whatever was chosen: with the own wording if there is one,
    otherwise shared. A choice for a section that the blueprint no longer has is passed over. A
    section whose every sentence fell away for want of a value is left out.
    """
    chosen = {choice.key: choice for choice in choices}
    resolved = (_resolve(template, chosen.get(template.key), values) for template in templates)
    return tuple(section for section in resolved if section is not None)


def _resolve(
    template: SectionTemplate, choice: SectionChoice | None, values: Mapping[str, str | None]
) -> ResolvedSection | None:
    mode = choice.mode if choice else Mode.SHARED
    if mode is Mode.HIDDEN and not template.is_safety:
        return None
    own = choice.body if choice and mode is Mode.OWN else ""
    body = fill_html(own or template.body, values)
    if not body.strip():
        return None
    return ResolvedSection(
        key=template.key,
        heading=fill_text(template.heading, values),
        body=body,
        placement=template.placement,
        appearance=template.appearance,
        is_own=bool(own),
    )
