"""What tests of requests start from: a small site that takes them, and people at the desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from appointments import form_pass
from appointments.models import AppointmentSettings
from home.roles import APPOINTMENT_DESK
from tests.factories import make_clinic, make_home

FORM = "/request-appointment/"
SENT = "/request-appointment/sent/"


@pytest.fixture
def taking(db: None) -> AppointmentSettings:
    """A site with a clinic that takes requests."""
    make_home()
    make_clinic()
    return AppointmentSettings.objects.create(is_on=True, notify_email="desk@clinic.example")


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a form come back as quickly as a test sends it."""
    monkeypatch.setattr(form_pass, "SHORTEST", -1)


@pytest.fixture
def desk(db: None) -> User:
    """Somebody at the appointment desk."""
    user: User = User.objects.create_user("desk", "desk-person@clinic.example")
    user.groups.add(Group.objects.get(name=APPOINTMENT_DESK))
    return user


@pytest.fixture
def desk_client(desk: User) -> Client:
    client = Client()
    client.force_login(desk)
    return client


def filled_in(**changes: Any) -> dict[str, Any]:
    """Return what a browser sends for a form that is filled in well."""
    return {
        "name": "Ada Canary",
        "phone": "650-555-0199",
        "email": "ada@visitor.example",
        "visit": "new",
        "days": ["0", "4"],
        "parts": ["morning"],
        "page": "/",
        "form_pass": form_pass.new_pass(),
        "website": "",
    } | changes
