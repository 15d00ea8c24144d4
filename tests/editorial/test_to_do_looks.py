"""When the list "To do" is looked at again, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from editorial.due_work import look_at_to_do
from editorial.models import ToDoLook, ToDoRow
from editorial.services.to_do import ask_for_look, forget_other_checks, look, look_if_changed
from home.models import ContentPage
from operations.due_work import WorkFailed
from operations.to_do import Severity, ToDo, ToDoCheck
from tests.factories import add_page, make_home, publish

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Watched:
    """A check that counts how often it is asked."""

    def __init__(self, interval: timedelta = timedelta(0)) -> None:
        self.rows: list[ToDo] = []
        self.asked = 0
        self.error: Exception | None = None
        self.check = ToDoCheck(key="watched", label="Watched", find=self.find, interval=interval)

    def find(self, now: datetime) -> Iterable[ToDo]:
        self.asked += 1
        if self.error:
            raise self.error
        return self.rows

    def look_at(self, now: datetime, **options: bool) -> tuple[str, ...]:
        return look(checks=[self.check], now=now, **options)


def row(key: str = "one", **fields: object) -> ToDo:
    words = {"title": "A title", "message": "A message.", "edit_url": "/admin/"}
    return ToDo(**{"key": key, "model": "clinic.clinic"} | words | fields)  # type: ignore[arg-type]


def change_something() -> ContentPage:
    page: ContentPage = add_page(make_home(), ContentPage(title="About", slug="about"))
    return page


def test_a_cheap_check_is_asked_at_every_look() -> None:
    watched = Watched()
    for minute in range(3):
        watched.look_at(NOW + timedelta(minutes=minute))
    assert watched.asked == 3


def test_a_costly_check_is_asked_again_once_something_has_changed_and_its_time_has_passed() -> None:
    watched = Watched(HOUR)
    watched.look_at(NOW)
    watched.look_at(NOW + 2 * HOUR)
    assert watched.asked == 1
    change_something()
    watched.look_at(NOW + HOUR - timedelta(seconds=1))
    assert watched.asked == 1
    watched.look_at(NOW + HOUR)
    assert watched.asked == 2


def test_a_costly_check_is_asked_once_a_day_at_least() -> None:
    watched = Watched(HOUR)
    watched.look_at(NOW)
    watched.look_at(NOW + timedelta(days=1, seconds=-1))
    assert watched.asked == 1
    watched.look_at(NOW + timedelta(days=1))
    assert watched.asked == 2


def test_a_costly_check_is_asked_at_once_where_somebody_wants_it() -> None:
    watched = Watched(HOUR)
    watched.look_at(NOW)
    watched.look_at(NOW, asked_for=True)
    assert watched.asked == 2
    ask_for_look(checks=[watched.check])
    watched.look_at(NOW)
    assert watched.asked == 3


def test_a_page_with_a_row_is_looked_at_as_soon_as_it_is_published_again() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        page = change_something()
        watched = Watched(HOUR)
        watched.rows = [row(page_id=page.pk, model="")]
        watched.look_at(NOW)
        clock.shift(60)
        publish(page)
        watched.look_at(NOW + timedelta(seconds=61))
    assert watched.asked == 2


def test_a_screen_looks_only_if_something_or_the_day_has_changed() -> None:
    watched = Watched()
    for moment in (NOW, NOW, NOW + timedelta(days=1)):
        look_if_changed(checks=[watched.check], now=moment)
    assert watched.asked == 2
    change_something()
    look_if_changed(checks=[watched.check], now=NOW + timedelta(days=1))
    assert watched.asked == 3
    costly = Watched(HOUR)
    look_if_changed(checks=[costly.check], now=NOW)
    assert costly.asked == 0


def test_a_row_keeps_the_day_on_which_it_was_found() -> None:
    watched = Watched()
    watched.rows = [row("one"), row("two")]
    watched.look_at(NOW)
    watched.rows = [row("one", message="Worse.", severity=Severity.NOW), row("three")]
    watched.look_at(NOW + HOUR)
    stored = {r.key: (r.message, r.severity, r.found_at) for r in ToDoRow.objects.all()}
    assert stored == {
        "one": ("Worse.", 1, NOW),
        "three": ("A message.", 2, NOW + HOUR),
    }


def test_a_check_that_fails_keeps_its_rows_and_stops_no_other() -> None:
    broken, sound = Watched(), Watched()
    sound.check = ToDoCheck(key="sound", label="Sound", find=sound.find)
    broken.rows = [row()]
    broken.look_at(NOW)
    broken.error = ValueError("no")
    assert look(checks=[broken.check, sound.check], now=NOW) == ("watched",)
    assert ToDoRow.objects.get().key == "one"
    assert sound.asked == 1
    assert ToDoLook.objects.get(kind="watched").error == "ValueError: no"
    broken.error = None
    assert broken.look_at(NOW) == ()
    assert ToDoLook.objects.get(kind="watched").error == ""


def test_a_row_about_a_page_that_is_deleted_meanwhile_is_left_out() -> None:
    watched = Watched()
    watched.rows = [row(page_id=999_999, model=""), row("two")]
    assert watched.look_at(NOW) == ()
    assert ToDoRow.objects.get().key == "two"


def test_the_rows_of_a_check_that_is_no_longer_there_are_removed() -> None:
    watched = Watched()
    watched.rows = [row()]
    watched.look_at(NOW)
    forget_other_checks(checks=[])
    assert not ToDoRow.objects.exists()
    assert not ToDoLook.objects.exists()


def test_scheduled_work_says_which_checks_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched()
    monkeypatch.setattr("editorial.due_work.registered_checks", lambda: (watched.check,))
    assert look_at_to_do(NOW) == ""
    watched.error = ValueError("no")
    with pytest.raises(WorkFailed, match="watched"):
        look_at_to_do(NOW)
