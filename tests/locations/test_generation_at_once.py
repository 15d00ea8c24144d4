"""Two runs in two threads on one database file: each page is made once, and no write is lost."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import User
from django.db import connection
from wagtail.models import Page, Revision

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
from tests.factories import add_page, make_area, make_blueprint, make_home

PLACES = ("Atherton", "Cupertino", "Palo Alto", "Stanford", "Sunnyvale")


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
            page.introduction = f"<p>Version {number}.</p>"
            page.save_revision(user=editor).publish()

    def save_what_is_there() -> None:
        for number in range(5):
            for page in CityPage.objects.all():
                page.local_introduction = f"<p>Draft {number}.</p>"
                page.save_revision(user=editor)
                written.append(page.latest_revision_id)

    written: list[int] = []
    errors = at_once(
        *(lambda run=run: continue_run(run) for run in runs), save_the_hub, save_what_is_there
    )

    assert errors == []
    assert sorted(CityPage.objects.values_list("area__name", flat=True)) == list(PLACES)
    assert CityPageClaim.objects.count() == len(PLACES)
    assert not any(Page.find_problems())
    assert CityIndexPage.objects.get(pk=hub.pk).get_children().count() == len(PLACES)
    assert hub.revisions.filter(user=editor).count() == 5
    assert CityIndexPage.objects.get(pk=hub.pk).introduction == "<p>Version 4.</p>"
    assert Revision.objects.page_revisions().filter(pk__in=written).count() == len(written)
    assert set(GenerationRun.objects.values_list("status", flat=True)) == {"finished"}
    outcomes = GenerationRunItem.objects.values_list("outcome", flat=True)
    assert sorted(outcomes) == ["created"] * len(PLACES) + ["skipped"] * len(PLACES)


def test_an_editor_who_publishes_what_was_read_before_takes_no_page_out_of_the_tree(
    hub: CityIndexPage,
) -> None:
    read_before = CityIndexPage.objects.get(pk=hub.pk)
    plan = plan_for(hub=hub, blueprint=make_blueprint(), areas=ServiceArea.objects.all())
    continue_run(start_run(plan=plan, user=None))
    read_before.title = "Where people come from"
    read_before.save()

    assert CityIndexPage.objects.get(pk=hub.pk).get_children().count() == len(PLACES)
    assert not any(Page.find_problems())


def test_two_requests_that_carry_on_the_same_run_make_each_page_once(hub: CityIndexPage) -> None:
    plan = plan_for(hub=hub, blueprint=make_blueprint(), areas=ServiceArea.objects.all())
    run = start_run(plan=plan, user=None)
    same = GenerationRun.objects.get(pk=run.pk)

    assert at_once(lambda: continue_run(run), lambda: continue_run(same)) == []

    assert CityPage.objects.count() == len(PLACES)
    assert set(run.items.values_list("outcome", flat=True)) == {"created"}
    assert not any(Page.find_problems())
