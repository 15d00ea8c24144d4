"""What an import would change at one place, field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from locations.tables.records import FACT_FIELDS, FactRecord, PlaceRecord, Value, value_text


@dataclass(frozen=True, slots=True)
class Change:
    """One field as it is and as it would be; ``subject`` is the local fact, or empty."""

    column: str
    old: str
    new: str
    subject: str = ""


def value_changes(old: PlaceRecord | None, values: Mapping[str, Value]) -> list[Change]:
    """Return what ``values`` would change at a place, or what a new place would get."""
    changes = []
    for name, value in values.items():
        before = value_text(old.values[name]) if old else ""
        after = value_text(value)
        if _same_lines(before) != after:
            changes.append(Change(name, before, after))
    return changes


def fact_changes(old: Sequence[FactRecord], new: Sequence[FactRecord]) -> list[Change]:
    """Return what would become of a place's local facts."""
    pairs = paired(old, new)
    kept = [before for before in pairs if before is not None]
    changes = [
        change
        for number, (before, fact) in enumerate(zip(pairs, new, strict=True))
        for change in _fact_change(old[before] if before is not None else None, fact, number + 1)
    ]
    changes += [
        Change("fact_text", fact.text, "", f"{fact.topic}, taken away")
        for number, fact in enumerate(old)
        if number not in kept
    ]
    if kept != sorted(kept):
        changes.append(Change("fact_text", _order(sorted(kept)), _order(kept), "order of facts"))
    return changes


def paired(old: Sequence[FactRecord], new: Sequence[FactRecord]) -> list[int | None]:
    """Return for each of ``new`` which of ``old`` it is, by position, or ``None`` for a new one.

    Equal facts are the same one; then a fact of the same topic and language is taken to be changed,
    in order.
    """
    free = list(range(len(old)))
    found: list[int | None] = [None] * len(new)
    for is_same in (_is_equal, _has_equal_text, _has_equal_topic):
        for number, fact in enumerate(new):
            if found[number] is not None:
                continue
            match = next((place for place in free if is_same(old[place], fact)), None)
            if match is not None:
                found[number] = match
                free.remove(match)
    return found


def _is_equal(old: FactRecord, new: FactRecord) -> bool:
    return not _fact_change(old, new, 0)


def _has_equal_text(old: FactRecord, new: FactRecord) -> bool:
    return old.language == new.language and _same_lines(old.text) == new.text


def _has_equal_topic(old: FactRecord, new: FactRecord) -> bool:
    return (old.topic, old.language) == (new.topic, new.language)


def _fact_change(old: FactRecord | None, new: FactRecord, number: int) -> list[Change]:
    subject = f"local fact {number}, {new.topic}"
    if old is None:
        old, subject = FactRecord(), f"{subject}, added"
    changes = []
    for name in FACT_FIELDS:
        before, after = value_text(getattr(old, name)), value_text(getattr(new, name))
        if _same_lines(before) != after:
            changes.append(Change(f"fact_{name}", before, after, subject))
    return changes


def _same_lines(text: str) -> str:
    """Return ``text`` as it would be read back: a web form sends other line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _order(numbers: Sequence[int]) -> str:
    return ", ".join(str(number + 1) for number in numbers)
