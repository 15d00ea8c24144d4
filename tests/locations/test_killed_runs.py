"""A process that is killed while it carries a run on leaves a whole site, and the run goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection

from locations.models import CityIndexPage, ServiceArea
from locations.services.generation import plan_for, start_run
from tests.factories import add_page, make_area, make_blueprint, make_home

PLACES = [f"Place {letter}" for letter in "ABCDEF"]


@pytest.fixture
def report(own_database: None) -> dict[str, Any]:
    """What the killing of processes left, after the pages were made and after the undoing."""
    for name in PLACES:
        make_area(name)
    User.objects.create_superuser("undoer")
    page = CityIndexPage(title="Areas we serve", slug="locations", introduction="<p>Places.</p>")
    hub = add_page(make_home(), page)
    start_run(
        plan=plan_for(hub=hub, blueprint=make_blueprint(), areas=ServiceArea.objects.all()),
        user=None,
    )
    database = str(connection.settings_dict["NAME"])
    connection.close()
    answer = subprocess.run(
        [sys.executable, "-m", "tests.locations.killed_runs", database],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "site_project.settings.test"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def test_whenever_it_is_killed_each_page_is_made_once_and_the_tree_is_whole(
    report: dict[str, Any],
) -> None:
    made, undone = report["made"], report["undone"]
    for state in (made, undone):
        assert state["killed"] > 0
        assert (state["integrity"], state["dangling"], state["tree"]) == (["ok"], 0, [[]] * 5)
    assert made["status"] == "finished"
    assert made["places"] == made["claims"] == PLACES
    assert made["versions"] == [1] * len(PLACES)
    assert made["outcomes"] == ["created"] * len(PLACES)
    assert undone["status"] == "undone"
    assert undone["places"] == undone["claims"] == []
    assert undone["outcomes"] == ["removed"] * len(PLACES)
