from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from operations import due_work as registry
from operations.due_work import DueWork, WorkFailed, due_work
from operations.models import DueWorkItem
from operations.services.due_work import Outcome, WorkReport, run_due_work

NOW = datetime(2026, 3, 8, 9, 59, tzinfo=UTC)


def work(name: str, run: Callable[[datetime], str]) -> DueWork:
    return DueWork(name=name, description="", run=run, lease=timedelta(minutes=10))


def fail(now: datetime) -> str:
    raise WorkFailed("page 7 could not be published")


def run(*items: DueWork, now: datetime = NOW) -> tuple[WorkReport, ...]:
    return run_due_work(work=items, clock=lambda: now)


@pytest.mark.django_db
def test_a_failure_does_not_stop_what_comes_after_it() -> None:
    first, second = run(work("breaks", fail), work("works", lambda now: "2 done"))

    assert first.outcome is Outcome.FAILED
    assert first.message == "WorkFailed: page 7 could not be published"
    assert second == WorkReport(name="works", outcome=Outcome.DONE, message="2 done")


@pytest.mark.django_db
def test_a_failure_is_remembered_until_the_work_succeeds() -> None:
    run(work("mends", fail))
    assert DueWorkItem.objects.get(name="mends").last_error.startswith("WorkFailed")

    run(work("mends", lambda now: "all done"), now=NOW + timedelta(minutes=1))

    item = DueWorkItem.objects.get(name="mends")
    assert (item.last_error, item.last_result) == ("", "all done")
    assert item.last_finished_at == NOW + timedelta(minutes=1)


@pytest.mark.django_db
def test_work_gets_the_moment_that_the_clock_shows() -> None:
    moments: list[datetime] = []

    def note(now: datetime) -> str:
        moments.append(now)
        return ""

    run(work("notes", note))

    assert moments == [NOW]


@pytest.mark.django_db
def test_work_is_never_done_twice_at_once() -> None:
    inner: list[WorkReport] = []

    def run_again(now: datetime) -> str:
        inner.extend(run(work("single", lambda now: "second")))
        return "first"

    (outer,) = run(work("single", run_again))

    assert outer.message == "first"
    assert [report.outcome for report in inner] == [Outcome.RUNNING]


@pytest.mark.django_db
def test_a_lease_that_ran_out_is_taken_over_and_its_late_holder_changes_nothing() -> None:
    def overrun(now: datetime) -> str:
        run(work("slow", lambda now: "by the second"), now=NOW + timedelta(minutes=10))
        return "by the first, too late"

    run(work("slow", overrun))

    item = DueWorkItem.objects.get(name="slow")
    assert item.last_result == "by the second"
    assert item.lease_until is None


@pytest.mark.django_db
def test_interrupted_work_may_start_again_at_once() -> None:
    def interrupt(now: datetime) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(work("interrupted", interrupt))

    (report,) = run(work("interrupted", lambda now: "done"))
    assert report.outcome is Outcome.DONE


def test_two_kinds_of_work_cannot_share_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_registered", {})
    due_work("twice", description="")(lambda now: "")

    with pytest.raises(ValueError, match="twice"):
        due_work("twice", description="")(lambda now: "")


@pytest.mark.django_db
def test_the_command_names_what_failed_and_reports_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_registered", {})
    due_work("breaks", description="")(fail)
    due_work("works", description="")(lambda now: "2 done")
    output = StringIO()

    with pytest.raises(CommandError, match=r"Scheduled work failed: breaks\."):
        call_command("run_due_work", "--json", stdout=output)

    assert [(report["name"], report["outcome"]) for report in json.loads(output.getvalue())] == [
        ("breaks", "failed"),
        ("works", "done"),
    ]


@pytest.mark.django_db
def test_the_command_tells_in_words_what_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_registered", {})
    due_work("works", description="")(lambda now: "2 done")
    output = StringIO()

    call_command("run_due_work", stdout=output)

    assert output.getvalue() == "works done: 2 done\n"


def test_scheduled_publishing_is_registered() -> None:
    assert "publish-scheduled" in {item.name for item in registry.registered_work()}
