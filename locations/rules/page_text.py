"""What a visitor reads in the main part of a city page, cut into the parts that it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from editorial.rules.plain_text import plain_text
from locations.page_data import CityPageData, LocalFactGroupData, SectionData


class Origin(StrEnum):
    """Where a part of the text comes from.

    ``OWN`` was written for this page alone, ``SHARED`` is the shared page text, and ``FACTS`` are
    the local facts of the place, which its other pages show too.
    """

    OWN = "own"
    SHARED = "shared"
    FACTS = "facts"


@dataclass(frozen=True, kw_only=True, slots=True)
class TextPart:
    """One part of a page as plain text; ``text`` has one line for each paragraph or list item."""

    origin: Origin
    text: str


def main_text(data: CityPageData) -> tuple[TextPart, ...]:
    """Return what the main part of a city page says, in the order in which it is read.

    Left out is what stands on every page of the site word for word: the disclosure, the list of
    sources, the address and the opening hours.
    """
    return tuple(part for part in _parts(data) if part.text)


def _parts(data: CityPageData) -> Iterator[TextPart]:
    yield TextPart(origin=Origin.SHARED, text=_lines(data.heading, data.subheading))
    yield from map(_section_part, data.top_sections)
    yield TextPart(origin=Origin.OWN, text=plain_text(data.local_introduction_html))
    yield from map(_facts_part, data.getting_here)
    if data.getting_home:
        yield _facts_part(data.getting_home)
    yield from map(_section_part, data.sections)
    yield from map(_facts_part, data.local_notes)
    for question in data.questions:
        text = _lines(question.question, plain_text(question.answer_html))
        yield TextPart(origin=Origin.OWN, text=text)


def _section_part(section: SectionData) -> TextPart:
    origin = Origin.OWN if section.is_own else Origin.SHARED
    return TextPart(origin=origin, text=_lines(section.heading, plain_text(section.body_html)))


def _facts_part(group: LocalFactGroupData) -> TextPart:
    return TextPart(origin=Origin.FACTS, text=_lines(*(fact.text for fact in group.facts)))


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
