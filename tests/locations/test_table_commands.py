"""Places as a table from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from locations.management.commands import export_service_areas
from locations.models import ServiceArea
from locations.services import place_import
from tests.factories import make_area, make_clinic
from tests.locations.row_counts import row_counts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _place(db: None) -> None:
    make_clinic()
    make_area("Palo Alto")


def run(command: str, *arguments: Any) -> str:
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


def county() -> str:
    return str(ServiceArea.objects.get(slug="palo-alto-ca").county)


@pytest.mark.parametrize("name", ["places.csv", "places.xlsx"])
def test_an_export_imports_again_to_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert run("export_service_areas", path) == f"Written: {path}\n"
    before = row_counts()
    assert "0 new, 0 changed, 1 the same, 0 refused." in run("import_service_areas", path)
    assert row_counts() == before
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_without_a_file_the_export_goes_to_the_standard_output(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    run("export_service_areas")
    assert capfdbinary.readouterr().out.startswith(b"\xef\xbb\xbfslug,name,")


def test_an_export_that_fails_half_way_leaves_the_file_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes(b"yesterday's")

    def disk_full() -> Iterator[bytes]:
        yield b"slug"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export_service_areas, "places_as_csv", disk_full)
    with pytest.raises(CommandError, match="cannot be written: No space left"):
        run("export_service_areas", path)
    assert path.read_bytes() == b"yesterday's"
    assert [file.name for file in tmp_path.iterdir()] == ["places.csv"]


def test_a_dry_run_prints_every_change_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("slug,county\npalo-alto-ca,San Mateo\n")
    before = row_counts()
    printed = run("import_service_areas", path, "--dry-run")
    assert "county: “Santa Clara” → “San Mateo”" in printed
    assert "Nothing was written." in printed
    assert row_counts() == before

    assert "1 changed" in run("import_service_areas", path)
    assert county() == "San Mateo"


def test_good_rows_go_in_and_the_others_into_a_file_of_their_own(tmp_path: Path) -> None:
    path, rejected = tmp_path / "places.csv", tmp_path / "rejected.csv"
    path.write_text("slug,county\npalo-alto-ca,San Mateo\nmenlo-park-ca,San Mateo\n")
    with pytest.raises(CommandError, match=r"Nothing was stored\. 1 cannot be"):
        run("import_service_areas", path)
    assert county() == "Santa Clara"

    with pytest.raises(CommandError, match=r"1 stored\. 1 cannot be"):
        run("import_service_areas", path, "--good-rows", "--rejected", rejected)
    assert county() == "San Mateo"
    assert rejected.read_text("utf-8-sig").splitlines()[1].startswith("menlo-park-ca,San Mateo,")


def test_a_file_for_rejected_rows_that_cannot_be_written_stops_the_import(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("slug,county\npalo-alto-ca,San Mateo\n")
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        run("import_service_areas", path, "--rejected", tmp_path / "no-folder" / "rejected.csv")
    assert county() == "Santa Clara"


def test_two_who_add_the_same_place_at_once_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "places.csv"
    path.write_text("slug,name,county\nmenlo-park-ca,Menlo Park,San Mateo\n")
    monkeypatch.setattr(place_import, "_store", Mock(side_effect=IntegrityError))
    with pytest.raises(CommandError, match="Somebody else is adding the same places"):
        run("import_service_areas", path)


def test_json_has_every_change_and_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("slug,county\npalo-alto-ca,San Mateo\n")
    document = json.loads(run("import_service_areas", path, "--json", "--dry-run"))
    (place,) = document["places"]
    assert (document["stored"], place["step"]) == (False, "change")
    assert place["changes"] == [
        {"column": "county", "old": "Santa Clara", "new": "San Mateo", "subject": ""}
    ]


@pytest.mark.parametrize(
    ("command", "name", "content", "remedy"),
    [
        ("import_service_areas", "none.csv", None, "cannot be read: No such file"),
        ("import_service_areas", "places.txt", "slug\n", "end in .csv or .xlsx"),
        ("import_service_areas", "places.csv", "name\n", "“slug” among them"),
        ("export_service_areas", "places.txt", None, "end in .csv or .xlsx"),
        ("export_service_areas", "no/such/folder.csv", None, "cannot be written"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_remedy(
    tmp_path: Path, command: str, name: str, content: str | None, remedy: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    with pytest.raises(CommandError, match=remedy):
        run(command, path)
