"""What keeps a place of a table from being stored: rules, locks, drafts and permissions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextField
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from locations.area_records import area_record, latest_version
from locations.models import ServiceArea
from locations.tables.differences import fact_changes
from locations.tables.reading import TablePlace
from locations.tables.records import FactRecord, PlaceRecord, Value, value_text
from operations.tables.problems import Problem, shortened

# References that an import sets itself: asking the database for each row would take long.
SET_BY_IMPORT = ["area", "locale", "translation_key"]


def problem_at(place: TablePlace, column: str, message: str, value: Value = "") -> Problem:
    """Return a problem in the row that has the place's own cells."""
    return Problem(value_row(place), column, shortened(value_text(value)), message)


def value_row(place: TablePlace) -> int:
    """Return the number of the row that has the place's own cells."""
    return place.value_row or place.rows[0].number


# What the rules of a place say ----------------------------------------------------------------


def rule_problems(area: ServiceArea, place: TablePlace, *, publishes: bool) -> list[Problem]:
    """Return what the editor's form would refuse of ``area``, which ``place`` was written on.

    A draft may lack its county and the sources of its facts, as there.
    """
    problems = [
        problem_at(place, name, message, place.slug if name == "slug" else place.values.get(name))
        for name, message in _messages(area)
        if publishes or area.county or name != "county"
    ]
    seen: set[str] = set()
    for row in area.zip_codes.all():
        if row.code in seen:
            message = _("This ZIP code stands here twice. Take one away.")
            problems.append(problem_at(place, "zip_codes", message, row.code))
        seen.add(row.code)
        problems += _child_problems(row, value_row(place), lambda name: "zip_codes")
    for number, fact in enumerate(area.local_facts.all()):
        row_number = _fact_row(place, number)
        problems += _child_problems(fact, row_number, lambda name: f"fact_{name}")
        if publishes and not fact.source_name:
            message = _("Say where this fact was read, or who told you. Example: The clinic.")
            problems.append(Problem(row_number, "fact_source_name", "", message))
    return problems


def _child_problems(row: Any, number: int, column: Callable[[str], str]) -> Iterator[Problem]:
    for name, message in _messages(row, exclude=SET_BY_IMPORT):
        value = value_text(getattr(row, name)) if name else ""
        yield Problem(number, column(name) if name else "", shortened(value), message)


def _messages(record: Any, exclude: list[str] | None = None) -> Iterator[tuple[str, str]]:
    """Yield the field, ``""`` for the record as a whole, and what is wrong with it."""
    for field in record._meta.concrete_fields:
        # A long text field leaves its limit to the form.
        length = len(getattr(record, field.name)) if isinstance(field, TextField) else 0
        if field.max_length and length > field.max_length:
            message = _("Use at most %(limit)d characters; these are %(length)d.")
            yield field.name, message % {"limit": field.max_length, "length": length}
    try:
        record.full_clean(exclude=exclude)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            for message in messages:
                yield ("" if name == "__all__" else name), message


def _fact_row(place: TablePlace, number: int) -> int:
    """Return the row of a fact; facts that the file does not name stand with the place."""
    rows = place.fact_rows
    return rows[number] if number < len(rows) else value_row(place)


# What stands in the way at a stored place -----------------------------------------------------


def obstacles(
    place: TablePlace,
    area: ServiceArea,
    *,
    values: Mapping[str, Value],
    facts: tuple[FactRecord, ...] | None,
    into_drafts: bool,
    user: Any,
) -> list[Problem]:
    """Return what keeps ``area`` from taking these changed ``values`` and ``facts``."""
    problems = []
    if "status" in values:
        message = _("Retire a place, or bring it back, under Places: its pages are settled there.")
        problems.append(problem_at(place, "status", message, values["status"]))
    if values.get("published") is False:
        message = _("An import does not unpublish. Write yes, and unpublish it under Places.")
        problems.append(problem_at(place, "published", message, "no"))
    lock = area.get_lock()
    if area.current_workflow_state is not None:
        message = _("This place waits for approval. Let that be finished or canceled first.")
        problems.append(problem_at(place, "", message))
    elif lock is not None and (user is None or lock.for_user(user)):
        message = _("This place is locked against changes. Unlock it under Places first.")
        problems.append(problem_at(place, "", message))
    elif area.live and area.has_unpublished_changes:
        problems += _draft_problems(place, area, values, facts, into_drafts=into_drafts)
    return problems


def _draft_problems(
    place: TablePlace,
    area: ServiceArea,
    values: Mapping[str, Value],
    facts: tuple[FactRecord, ...] | None,
    *,
    into_drafts: bool,
) -> list[Problem]:
    if not into_drafts:
        message = _(
            "There is %(draft)s, not published yet. Publish it or go back to the published "
            "version, or choose to write into drafts."
        )
        return [problem_at(place, "", message % {"draft": draft_name(area)})]
    live = area_record(area, slug=area.slug)
    draft = area_record(latest_version(area), slug=area.slug)
    message = _("The unpublished draft changes this too, to “%(value)s”. Publish or undo that.")
    problems = [
        problem_at(
            place, name, message % {"value": shortened(value_text(draft.values[name]))}, value
        )
        for name, value in values.items()
        if draft.values[name] not in (live.values[name], value)
    ]
    if facts is not None and _draft_changes_facts(live, draft) and fact_changes(draft.facts, facts):
        message = _("The unpublished draft changes the local facts too. Publish or undo that.")
        problems.append(problem_at(place, "fact_text", message))
    return problems


def _draft_changes_facts(live: PlaceRecord, draft: PlaceRecord) -> bool:
    return bool(fact_changes(live.facts, draft.facts))


def draft_name(area: ServiceArea) -> str:
    """Return whose draft of which day waits, for a sentence."""
    revision = area.latest_revision
    if revision is None:
        return _("a draft")
    day = formats.date_format(timezone.localtime(revision.created_at), "DATE_FORMAT")
    if revision.user is None:
        return _("a draft of %(day)s") % {"day": day}
    name = revision.user.get_full_name() or revision.user.get_username()
    return _("a draft of %(day)s by %(name)s") % {"day": day, "name": name}
