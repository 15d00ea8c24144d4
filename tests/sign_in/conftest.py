"""A clock that stands still, and Ann, an editor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User

from tests.sign_in.people import OWNER, Browser, enroll_now, make_editor


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-03-02T09:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def ann() -> User:
    return make_editor()


@pytest.fixture
def codes(ann: User, clock: time_machine.Traveller) -> list[str]:
    """Recovery codes of Ann, who set up her phone an hour ago."""
    codes = enroll_now(ann)
    clock.shift(timedelta(hours=1))
    return codes


@pytest.fixture
def owner() -> Browser:
    """The browser on which Ann has signed in before; she has signed out since."""
    make_editor()
    browser = Browser(OWNER)
    assert browser.sign_in().status_code == 302
    browser.post("/admin/logout/")
    return browser
