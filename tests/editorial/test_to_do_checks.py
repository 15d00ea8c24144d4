"""What the list "To do" finds: the faults that there are, and no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings

from clinic.models import Clinic
from clinic.public_holidays import Holiday, holidays_between
from editorial.models import ToDoRow
from editorial.services.to_do import look
from operations.to_do import registered_checks, to_do_check
from tests.editorial.seeded_faults import FAULTS, TOGETHER
from tests.editorial.seeded_site import NOW, Fault, found, site_in_order
from tests.factories import SmallSite

pytestmark = pytest.mark.django_db

SOME = 5


@pytest.fixture(autouse=True)
def _on_one_day() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_site_in_order_has_nothing_to_do() -> None:
    site_in_order()
    assert found() == []


@pytest.mark.parametrize("make", FAULTS, ids=lambda make: make.__name__)
def test_a_fault_gives_exactly_its_rows_and_mending_it_removes_them(
    make: Callable[[SmallSite], Fault],
) -> None:
    fault = make(site_in_order())
    assert found() == [(fault.kind, title) for title in fault.titles]
    row = ToDoRow.objects.first()
    assert row is not None
    assert row.edit_url.startswith("/admin/")
    assert row.edit_url.endswith(fault.anchor)
    fault.mend()
    # That mending makes no other fault is seen where many are mended.
    assert found(fault.kind) == []


def test_many_faults_at_once_give_exactly_their_rows() -> None:
    site = site_in_order()
    faults = [make(site) for make in TOGETHER]
    expected = [(fault.kind, title) for fault in faults for title in fault.titles]
    assert found() == sorted(expected)
    # Some at a time: each look takes a second.
    for start in range(0, len(faults), SOME):
        mended = faults[start : start + SOME]
        for fault in mended:
            fault.mend()
        kinds = {fault.kind for fault in mended}
        expected = [row for row in expected if row[0] not in kinds]
        assert found() == sorted(expected)


def test_every_kind_has_a_seeded_fault() -> None:
    """The launch and medical review have tests of their own: they are about the whole site.

    So have requests for an appointment, in ``tests/appointments``.
    """
    site = site_in_order()
    seeded = set()
    for make in FAULTS:
        with transaction.atomic():
            seeded.add(make(site).kind)
            transaction.set_rollback(True)
    assert {check.key for check in registered_checks()} == seeded | {
        "approved-drafts",
        "desk-set-up",
        "late-requests",
        "launch",
        "signatures",
        "unreadable-requests",
        "unsigned-drafts",
    }


def test_what_the_launch_lacks_is_listed_until_it_is_launched() -> None:
    site_in_order()
    with override_settings(IS_DEMO=False):
        messages = [message for kind, message in _messages() if kind == "launch"]
    assert any("picture of the clinic" in message for message in messages)
    with override_settings(IS_DEMO=True):
        assert "launch" not in {kind for kind, _message in _messages()}


def _messages() -> list[tuple[str, str]]:
    look(checks=registered_checks(), now=NOW, asked_for=True)
    return list(ToDoRow.objects.values_list("kind", "message"))


def test_a_sample_is_listed_once_although_the_launch_lacks_it_too() -> None:
    site_in_order()
    clinic = Clinic.objects.get()
    Clinic.objects.update(sample_facts=["phone"])
    with override_settings(IS_DEMO=False):
        about_samples = [row for row in _messages() if str(clinic) in row[1] or "phone" in row[1]]
    assert [kind for kind, message in about_samples if "phone" in message] == ["sample-facts"]


def test_two_checks_cannot_have_one_key() -> None:
    with pytest.raises(ValueError, match="sample-facts"):
        to_do_check("sample-facts", label="Again")(lambda now: [])


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Martin Luther King Jr. Day", date(2026, 1, 19)),
        ("Presidents' Day", date(2026, 2, 16)),
        ("Memorial Day", date(2026, 5, 25)),
        ("Memorial Day", date(2027, 5, 31)),
        ("Juneteenth", date(2026, 6, 19)),
        ("Labor Day", date(2026, 9, 7)),
        ("Thanksgiving", date(2026, 11, 26)),
        ("Christmas Day", date(2026, 12, 25)),
    ],
)
def test_a_holiday_falls_where_the_law_puts_it(name: str, day: date) -> None:
    assert Holiday(name, day) in holidays_between(day, day)


def test_a_holiday_at_the_weekend_is_observed_beside_it() -> None:
    fourth = holidays_between(date(2026, 7, 1), date(2026, 7, 7))
    assert [(h.day.day, h.is_substitute) for h in fourth] == [(3, True), (4, False)]
    new_year = holidays_between(date(2027, 12, 30), date(2028, 1, 3))
    assert [h.day for h in new_year] == [date(2027, 12, 31), date(2028, 1, 1)]
