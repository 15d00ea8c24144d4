"""Runs that were interrupted go on; what fails, fails alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError
from django.utils import timezone
from wagtail.models import Page

from locations.due_work import finish_generation_runs
from locations.models import (
    CityPage,
    CityPageClaim,
    GenerationRun,
    GenerationRunItem,
    ServiceArea,
)
from locations.services.generation import GenerationPlan, start_run
from locations.services.run_lease import LEASE, work_on
from locations.services.runs import continue_run
from tests.locations.generation_runs import outcomes, run_through

pytestmark = pytest.mark.django_db

Outcome = GenerationRunItem.Outcome


def test_a_run_without_time_does_nothing_and_goes_on_later(plan: GenerationPlan) -> None:
    run = continue_run(start_run(plan=plan, user=None), seconds=0)

    assert run.status == GenerationRun.Status.RUNNING
    assert not CityPage.objects.exists()

    assert continue_run(run).status == GenerationRun.Status.FINISHED
    assert CityPage.objects.count() == 3


def test_the_shortest_time_is_enough_for_one_place(plan: GenerationPlan) -> None:
    run = start_run(plan=plan, user=None)
    for made in (1, 2, 3):
        continue_run(run, seconds=0.000_001)
        assert CityPage.objects.count() == made
    assert run.status == GenerationRun.Status.FINISHED


def test_a_run_that_is_killed_in_the_middle_of_a_page_goes_on_without_doubling(
    plan: GenerationPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start_run(plan=plan, user=None)
    save_revision = CityPage.save_revision

    def killed_at_the_second_page(page: CityPage, **kwargs: Any) -> Any:
        if page.area.name == "Cupertino":
            raise KeyboardInterrupt
        return save_revision(page, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(CityPage, "save_revision", killed_at_the_second_page)
        with pytest.raises(KeyboardInterrupt):
            continue_run(run)
    assert CityPage.objects.count() == CityPageClaim.objects.count() == 1
    assert not any(Page.find_problems())

    continue_run(run)
    assert CityPage.objects.count() == CityPageClaim.objects.count() == 3
    assert set(outcomes(run).values()) == {Outcome.CREATED}
    assert not any(Page.find_problems())


def test_an_unexpected_error_fails_one_place_and_not_the_others(
    plan: GenerationPlan, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    save_revision = CityPage.save_revision

    def broken_for_cupertino(page: CityPage, **kwargs: Any) -> Any:
        if page.area.name == "Cupertino":
            raise ZeroDivisionError("broken")
        return save_revision(page, **kwargs)

    monkeypatch.setattr(CityPage, "save_revision", broken_for_cupertino)
    run = run_through(plan)

    assert outcomes(run) == {
        "Atherton": Outcome.CREATED,
        "Cupertino": Outcome.FAILED,
        "Palo Alto": Outcome.CREATED,
    }
    assert "ask whoever looks after the site" in run.items.get(area__name="Cupertino").message
    assert "ZeroDivisionError" in caplog.text
    assert CityPage.objects.count() == 2


@pytest.mark.parametrize("error", [IntegrityError, DataError])
def test_what_the_database_refuses_fails_one_place_and_not_the_others(
    plan: GenerationPlan, monkeypatch: pytest.MonkeyPatch, error: type[DatabaseError]
) -> None:
    save_revision = CityPage.save_revision

    def refused_for_cupertino(page: CityPage, **kwargs: Any) -> Any:
        if page.area.name == "Cupertino":
            raise error("refused")
        return save_revision(page, **kwargs)

    monkeypatch.setattr(CityPage, "save_revision", refused_for_cupertino)
    run = run_through(plan)

    assert outcomes(run) == {
        "Atherton": Outcome.CREATED,
        "Cupertino": Outcome.FAILED,
        "Palo Alto": Outcome.CREATED,
    }
    assert run.status == GenerationRun.Status.FINISHED
    assert CityPage.objects.count() == CityPageClaim.objects.count() == 2
    assert not any(Page.find_problems())


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_does_not_answer_leaves_the_place_waiting(
    plan: GenerationPlan, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def no_answer(page: CityPage, **kwargs: Any) -> Any:
        raise error("disk full")

    run = start_run(plan=plan, user=None)
    with monkeypatch.context() as patch:
        patch.setattr(CityPage, "save_revision", no_answer)
        with pytest.raises(error):
            continue_run(run)
    assert set(outcomes(run).values()) == {""}

    assert continue_run(run).status == GenerationRun.Status.FINISHED
    assert CityPage.objects.count() == 3


def deactivate(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def take_the_role_away(user: User) -> None:
    user.groups.clear()


def delete(user: User) -> None:
    user.delete()


@pytest.mark.parametrize("lose_right", [deactivate, take_the_role_away, delete])
def test_a_run_stops_when_whoever_started_it_may_not_add_pages_any_more(
    plan: GenerationPlan, editor: User, lose_right: Callable[[User], None]
) -> None:
    run = continue_run(start_run(plan=plan, user=editor), seconds=0)
    lose_right(editor)

    continue_run(run)
    run.refresh_from_db()
    assert run.status == GenerationRun.Status.STOPPED
    assert run.finished_at is not None
    assert set(outcomes(run).values()) == {Outcome.FAILED}
    assert all("may not add pages any more" in item.message for item in run.items.all())
    assert not CityPage.objects.exists()
    assert run not in GenerationRun.objects.unfinished()


def test_a_run_that_another_process_is_at_work_on_is_left_to_it(plan: GenerationPlan) -> None:
    run = start_run(plan=plan, user=None)
    same = GenerationRun.objects.get(pk=run.pk)
    with work_on(same) as worker:
        assert worker
        assert continue_run(run).status == GenerationRun.Status.RUNNING
        assert not CityPage.objects.exists()
    assert continue_run(run).status == GenerationRun.Status.FINISHED


def test_a_process_that_was_killed_loses_its_run_after_a_moment(plan: GenerationPlan) -> None:
    run = start_run(plan=plan, user=None)
    with time_machine.travel(datetime(2026, 3, 8, tzinfo=UTC), tick=False) as clock:
        GenerationRun.objects.update(worker="killed", leased_until=timezone.now() + LEASE)
        assert continue_run(run).status == GenerationRun.Status.RUNNING
        clock.shift(LEASE + timedelta(seconds=1))
        assert continue_run(run).status == GenerationRun.Status.FINISHED


def test_who_waits_for_another_process_takes_over_when_it_is_gone(plan: GenerationPlan) -> None:
    run = start_run(plan=plan, user=None)
    soon = timezone.now() + timedelta(milliseconds=300)
    GenerationRun.objects.update(worker="killed", leased_until=soon)
    assert continue_run(run, patience=5).status == GenerationRun.Status.FINISHED


def test_a_process_that_lost_its_run_stops_at_the_next_place(
    plan: GenerationPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start_run(plan=plan, user=None)
    save_revision = CityPage.save_revision

    def slow(page: CityPage, **kwargs: Any) -> Any:
        GenerationRun.objects.update(worker="somebody else")
        return save_revision(page, **kwargs)

    monkeypatch.setattr(CityPage, "save_revision", slow)
    assert continue_run(run).status == GenerationRun.Status.RUNNING
    assert list(outcomes(run).values()) == [Outcome.CREATED, "", ""]
    assert GenerationRun.objects.get().worker == "somebody else"


def test_a_run_whose_place_was_renamed_since_the_plan_makes_the_others(
    plan: GenerationPlan,
) -> None:
    run = start_run(plan=plan, user=None)
    ServiceArea.objects.filter(name="Cupertino").update(name="Cupertino Hills")
    continue_run(run)
    assert outcomes(run)["Cupertino Hills"] == Outcome.FAILED
    assert "changed. Plan again." in run.items.get(outcome=Outcome.FAILED).message
    assert CityPage.objects.count() == 2


def test_scheduled_work_finishes_what_was_interrupted(plan: GenerationPlan) -> None:
    now = datetime(2026, 3, 8, tzinfo=UTC)
    continue_run(start_run(plan=plan, user=None), seconds=0)

    assert finish_generation_runs(now) == "1 of 1 runs finished, 3 pages made in them"
    assert finish_generation_runs(now) == ""
    assert CityPage.objects.count() == 3
