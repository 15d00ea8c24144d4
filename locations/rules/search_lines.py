"""Title and description of a city page, from patterns, and unlike those of places of its name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from locations.rules.states import STATE_NAMES
from locations.rules.tokens import fill_text

# What a page says whose patterns leave nothing: a pattern was left empty, or each of its sentences
# has a token without a value for the place.
PLAIN_TITLE = "{place}, {state_code} | {clinic_name|our clinic}"
PLAIN_DESCRIPTION = "How people from {place}, {state_code} come to our clinic in {clinic_city}."

NAME_OF_PLACE = "{place}"
_PLACE = re.compile(r"\{place(?:\|[^{}\n]*)?\}")


@dataclass(frozen=True, slots=True)
class PlaceTraits:
    """What tells places of one name apart, in the order in which it is used; all as printed.

    ``state_code`` is like "CA", ``county`` like "Kern County", ``kind`` like "town", ``zip_code``
    is the place's first.
    """

    state_code: str
    county: str
    kind: str
    zip_code: str

    @property
    def words(self) -> tuple[str, ...]:
        """The traits as they stand behind a name."""
        return self.state_code, self.county, self.kind, self.zip_code and f"ZIP {self.zip_code}"


def search_line(
    pattern: str,
    plain: str,
    values: Mapping[str, str | None],
    own: PlaceTraits | None = None,
    namesakes: Sequence[PlaceTraits] = (),
) -> str:
    """Return the line that ``pattern`` gives for a place.

    It is made from ``plain`` where ``pattern`` leaves nothing, or drops the name of the place.
    ``namesakes`` are the other places of the same name. Where one of them would get the same line,
    the name is followed by what tells the place from it: "Springfield (Kern County)".
    """
    line = fill_text(pattern, values)
    place = values.get("place") or ""
    if not line.strip() or (names_place(pattern) and place not in line):
        pattern, line = plain, fill_text(plain, values)
    if own is None or not place:
        return line
    same = [traits for traits in namesakes if fill_text(pattern, _as_if_at(traits, values)) == line]
    difference = distinction(own, same)
    if not difference:
        return line
    return fill_text(pattern, {**values, "place": f"{place} ({difference})"})


def names_place(pattern: str) -> bool:
    """Whether ``pattern`` has the token for the name of the place."""
    return bool(_PLACE.search(pattern))


def distinction(own: PlaceTraits, others: Sequence[PlaceTraits]) -> str:
    """Return the fewest traits by which a place differs from each of ``others``, "Kern County".

    It is ``""`` when nothing has to be told apart, or nothing can be.
    """
    if not others:
        return ""
    for numbers in _choices(len(own.words)):
        mine = [own.words[number] for number in numbers]
        if all(mine) and all(mine != [other.words[n] for n in numbers] for other in others):
            return ", ".join(mine)
    return ""


def _choices(count: int) -> list[tuple[int, ...]]:
    """Return which traits to try together: few before many, and the last, a number, at the end."""
    every = [
        numbers for length in range(1, count + 1) for numbers in combinations(range(count), length)
    ]
    return sorted(every, key=lambda numbers: count - 1 in numbers)


def _as_if_at(traits: PlaceTraits, values: Mapping[str, str | None]) -> dict[str, str | None]:
    """Return the values of a namesake as far as a line can rest on them.

    Distances and ZIP codes are taken as equal. They often are, and a title that changes with a
    rounded mile would be no better.
    """
    return {
        **values,
        "state_code": traits.state_code or None,
        "state": STATE_NAMES.get(traits.state_code),
        "county": traits.county or None,
        "place_kind": traits.kind or None,
    }
