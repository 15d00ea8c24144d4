"""Two runs in two threads on one database file: each page is made once, and no write is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import User
from django.db import connection
from pytest_django import DjangoDbBlocker
from wagtail.models import Page

from locations.models import (
    CityIndexPage,
    CityPage,
    CityPageClaim,
    GenerationRun,
    GenerationRunItem,
    ServiceArea,
)
from locations.services.generation import plan_for, start_run
from locations.services.runs import continue_run
from tests.demo_fixture import use_database
from tests.factories import add_page, make_area, make_blueprint, make_home

PLACES = ("Atherton", "Cupertino", "Palo Alto", "Stanford", "Sunnyvale")


@pytest.fixture
def own_database(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[None]:
    """A database file for this test alone, in which several threads may really commit."""
    path = tmp_path / "site.sqlite3"
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as old,
        closing(sqlite3.connect(path)) as new,
    ):
        old.backup(new)
    with django_db_blocker.unblock(), monkeypatch.context() as patch:
        use_database(path, patch)
        yield
        connection.close()


@pytest.fixture
def hub(own_database: None) -> CityIndexPage:
    """A hub without city pages, with five places waiting."""
    for name in PLACES:
        make_area(name)
    page = CityIndexPage(title="Areas we serve", slug="locations", introduction="<p>Places.</p>")
    hub: CityIndexPage = add_page(make_home(), page)
    return hub


def at_once(*jobs: Callable[[], object]) -> list[BaseException]:
    """Run ``jobs`` at the same time and return what they raised."""
    barrier, errors = Barrier(len(jobs)), []

    def run(job: Callable[[], object]) -> None:
        barrier.wait()
        try:
            job()
        except BaseException as error:  # what a thread raises is lost unless it is kept here
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_two_runs_at_once_make_each_page_once_while_an_editor_saves(hub: CityIndexPage) -> None:
    plan = plan_for(hub=hub, blueprint=make_blueprint(), areas=ServiceArea.objects.all())
    runs = [start_run(plan=plan, user=None) for _ in range(2)]
    editor = User.objects.create_user("editor")

    def save_the_hub() -> None:
        for number in range(5):
            page = CityIndexPage.objects.get(pk=hub.pk)
            page.introduction = f"<p>Draft {number}.</p>"
            page.save_revision(user=editor)

    errors = at_once(*(lambda run=run: continue_run(run) for run in runs), save_the_hub)

    assert errors == []
    assert sorted(CityPage.objects.values_list("area__name", flat=True)) == list(PLACES)
    assert CityPageClaim.objects.count() == len(PLACES)
    assert not any(Page.find_problems())
    assert CityIndexPage.objects.get(pk=hub.pk).get_children().count() == len(PLACES)
    assert hub.revisions.filter(user=editor).count() == 5
    assert set(GenerationRun.objects.values_list("status", flat=True)) == {"finished"}
    outcomes = GenerationRunItem.objects.values_list("outcome", flat=True)
    assert sorted(outcomes) == ["created"] * len(PLACES) + ["skipped"] * len(PLACES)


def test_two_requests_that_carry_on_the_same_run_make_each_page_once(hub: CityIndexPage) -> None:
    plan = plan_for(hub=hub, blueprint=make_blueprint(), areas=ServiceArea.objects.all())
    run = start_run(plan=plan, user=None)
    same = GenerationRun.objects.get(pk=run.pk)

    assert at_once(lambda: continue_run(run), lambda: continue_run(same)) == []

    assert CityPage.objects.count() == len(PLACES)
    assert set(run.items.values_list("outcome", flat=True)) == {"created"}
    assert not any(Page.find_problems())
