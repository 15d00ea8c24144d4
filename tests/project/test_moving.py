"""The move to PostgreSQL, by the commands of ``docs/operations.md``, loses nothing."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.databases import IS_SQLITE, connected_to_copy
from tests.locations.row_counts import row_counts


def documented_commands() -> list[list[str]]:
    """Return the commands with which a site is moved, as the guide prints them, in their order."""
    guide = (settings.BASE_DIR / "docs" / "operations.md").read_text()
    section = guide.split("## More than one machine")[1].split("## ")[0].replace("\\\n", " ")
    return [shlex.split(line) for line in re.findall(r"^ *python manage.py (.+)$", section, re.M)]


@pytest.mark.index
@pytest.mark.skipif(IS_SQLITE, reason="moves to PostgreSQL")
def test_the_move_by_the_guide_keeps_every_row_and_goes_on_counting(
    demo_database: str,
    migrated_database: str,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = documented_commands()
    old_side = [command for command in commands if command[0] == "dumpdata"]
    with django_db_blocker.unblock():
        with connected_to_copy(demo_database):
            for name, *options in old_side:
                call_command(name, *options)
            before = row_counts()
        with connected_to_copy(migrated_database):
            for name, *options in commands[len(old_side) :]:
                call_command(name, *options)
            after = row_counts()
            page = Client().get("/locations/cupertino-ca/")
            found = Client().get("/search/", {"query": "ketamine"})
            User.objects.create_user("somebody-new")

    # The index is made anew, without what was unpublished or deleted since.
    of_index = {table for table in after if table.startswith("wagtailsearch_")}
    lost = {table for table, rows in after.items() if before[table] != rows} - of_index
    assert lost == set()
    assert before["locations_citypage"] > 0
    assert page.status_code == 200
    assert "/faq/ketamine-for-migraine/" in found.text
