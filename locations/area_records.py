"""Places of the database as records of a table, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Locale

from clinic.models import Clinic
from locations.models import LocalFact, ServiceArea, ServiceAreaZip
from locations.rules.states import STATE_NAMES
from locations.tables.cells import ZipCode
from locations.tables.columns import COLUMNS
from locations.tables.differences import paired
from locations.tables.reading import Choices
from locations.tables.records import FACT_FIELDS, FactRecord, PlaceRecord, Value, rows_of

PLAIN_FIELDS = (
    "name",
    "kind",
    "state",
    "county",
    "status",
    "latitude",
    "longitude",
    "geonames_id",
    "wikidata_id",
    "figures_source",
)
"""Columns that are a field of the place, by the same name."""


def known_choices() -> Choices:
    """Return what may stand in the columns that take one of several names."""
    return {
        "kind": {value: str(label) for value, label in ServiceArea.Kind.choices},
        "status": {value: str(label) for value, label in ServiceArea.Status.choices},
        "state": STATE_NAMES,
        "clinic": dict(Clinic.objects.order_by("slug").values_list("slug", "name")),
        "fact_topic": {value: str(label) for value, label in LocalFact.Topic.choices},
        "fact_language": {locale.language_code: str(locale) for locale in Locale.objects.all()},
    }


def with_rows(areas: QuerySet[ServiceArea]) -> QuerySet[ServiceArea]:
    """Return ``areas`` with all that :func:`area_record` reads, in a few queries."""
    return areas.select_related("clinic", "latest_revision").prefetch_related(
        "zip_codes", "local_facts__locale"
    )


def latest_version(area: ServiceArea) -> ServiceArea:
    """Return ``area`` as its editors have left it: published, or the newest draft."""
    if area.latest_revision is None or (area.live and not area.has_unpublished_changes):
        return area
    latest: ServiceArea = area.latest_revision.as_object()
    return latest


def stored_version(area: ServiceArea) -> ServiceArea:
    """Return ``area`` as a table shows it: as published, or the draft if it never was."""
    return area if area.live else latest_version(area)


def area_record(area: ServiceArea, *, slug: str) -> PlaceRecord:
    """Return one version of a place as a record; ``slug`` is the short name of the stored row."""
    return PlaceRecord(
        values={
            "slug": slug,
            **{name: getattr(area, name) for name in PLAIN_FIELDS},
            "published": area.live,
            "zip_codes": tuple(ZipCode(row.code, row.is_po_box) for row in area.zip_codes.all()),
            "clinic": area.clinic.slug if area.clinic else "",
        },
        facts=tuple(_fact_record(fact) for fact in area.local_facts.all()),
    )


def _fact_record(fact: LocalFact) -> FactRecord:
    own = {name: getattr(fact, name) for name in FACT_FIELDS if name != "language"}
    return FactRecord(**own, language=fact.locale.language_code if fact.locale_id else "")


def table_rows(areas: QuerySet[ServiceArea]) -> Iterator[list[Value]]:
    """Yield the table of ``areas``, column names first, a few places in memory at a time."""
    yield list(COLUMNS)
    for area in with_rows(areas).iterator(chunk_size=200):
        yield from rows_of(area_record(stored_version(area), slug=area.slug))


def write_values(area: ServiceArea, values: Mapping[str, Value]) -> None:
    """Set what ``values`` holds on ``area``, which is not saved."""
    for name, value in values.items():
        if name in PLAIN_FIELDS:
            setattr(area, name, value)
        elif name == "clinic":
            area.clinic = Clinic.objects.get(slug=value) if value else None
        elif name == "zip_codes":
            _write_zip_codes(area, value)


def _write_zip_codes(area: ServiceArea, value: Any) -> None:
    rows = {row.code: row for row in area.zip_codes.all()}
    written = []
    for number, code in enumerate(value):
        row = rows.pop(code.code, None) or ServiceAreaZip(code=code.code)
        row.is_po_box, row.sort_order = code.is_po_box, number
        written.append(row)
    area.zip_codes = written


def write_facts(area: ServiceArea, facts: Sequence[FactRecord]) -> None:
    """Give ``area`` these local facts, which is not saved; what only changed stays the same row."""
    stored = list(area.local_facts.all())
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    rows = []
    for number, (fact, before) in enumerate(
        zip(facts, paired([_fact_record(row) for row in stored], facts), strict=True)
    ):
        row = LocalFact() if before is None else stored[before]
        for name in FACT_FIELDS:
            if name != "language":
                setattr(row, name, getattr(fact, name))
        row.locale, row.sort_order = locales[fact.language], number
        rows.append(row)
    area.local_facts = rows


def in_language(facts: Iterable[FactRecord], default: str) -> tuple[FactRecord, ...]:
    """Return ``facts``, each with a language: ``default`` where the file names none."""
    return tuple(replace(fact, language=fact.language or default) for fact in facts)
