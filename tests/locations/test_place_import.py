"""Tables of places going in and out of the database."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User

from clinic.models import Clinic
from locations.import_planning import plan_import
from locations.models import ServiceArea
from locations.services.place_import import import_places
from locations.table_files import places_as_csv, places_as_workbook, read_places_file
from locations.tables.plan import Step
from locations.tables.reading import Table
from tests.factories import make_area
from tests.locations.row_counts import row_counts

pytestmark = pytest.mark.django_db


def exported() -> bytes:
    return b"".join(places_as_csv())


def read(data: bytes, name: str = "places.csv") -> Table:
    return read_places_file(name, BytesIO(data), len(data))


def changed(slug: str, **cells: str) -> Table:
    """Return the export with some cells of a place's first row changed."""
    rows = list(csv.DictReader(StringIO(exported().decode("utf-8-sig"))))
    next(row for row in rows if row["slug"] == slug).update(cells)
    return table(*rows)


def table(*rows: dict[str, str]) -> Table:
    file = StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return read(file.getvalue().encode())


@pytest.fixture
def areas(clinic: Clinic) -> list[ServiceArea]:
    portland = {"state": "OR", "slug": "portland-or", "county": "Multnomah"}
    return [
        make_area("Palo Alto", clinic=clinic),
        make_area("Portland", **portland),
        make_area("Portland", state="ME", slug="portland-me", county="Cumberland"),
        make_area("Ünïted 🌉 “Place”", slug="united-ca", county="=HYPERLINK(1)"),
    ]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_reads_back_to_no_difference(areas: Any, ending: str) -> None:
    before = row_counts()
    data = exported() if ending == "csv" else places_as_workbook()
    plan = import_places(table=read(data, f"places.{ending}"), user=None)

    assert [item.step for item in plan.items] == [Step.SAME] * 4
    assert row_counts() == before


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_makes_the_same_places_in_an_empty_site(areas: Any, ending: str) -> None:
    data, first = (exported() if ending == "csv" else places_as_workbook()), exported()
    ServiceArea.objects.all().delete()
    import_places(table=read(data, f"places.{ending}"), user=None)

    assert exported() == first
    assert ServiceArea.objects.filter(live=True).count() == 4


def test_a_change_is_published_at_once_and_stands_in_the_history(areas: Any, editor: User) -> None:
    table = changed("palo-alto-ca", county="San Mateo", zip_codes="94306 (PO 94302)")
    plan = plan_import(table=table, user=editor)
    (item,) = plan.to_write
    assert [(change.column, change.old, change.new) for change in item.changes] == [
        ("county", "Santa Clara", "San Mateo"),
        ("zip_codes", "94301", "94306 (PO 94302)"),
    ]

    import_places(table=table, user=editor, checksum=plan.checksum)
    area = ServiceArea.objects.get(slug="palo-alto-ca")
    assert (area.county, area.has_unpublished_changes) == ("San Mateo", False)
    assert [(zip.code, zip.is_po_box) for zip in area.zip_codes.all()] == [
        ("94306", False),
        ("94302", True),
    ]
    assert area.latest_revision.user == editor
    before = row_counts()
    import_places(table=table, user=editor)
    assert row_counts() == before
