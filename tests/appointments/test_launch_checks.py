"""The part of the launch list that speaks of requests for an appointment."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from appointments.launch_checks import appointment_gaps
from appointments.models import AppointmentSettings
from tests.editor_forms import EditorForm

pytestmark = pytest.mark.django_db

ADDRESS = "New requests are told to desk@clinic.example, an example where nobody gets e-mail."


def messages() -> list[str]:
    return [gap.message for gap in appointment_gaps()]


def test_a_promise_that_nobody_made_is_listed_until_a_person_saves_it(
    taking: AppointmentSettings,
) -> None:
    promise, address = messages()
    assert "“We call or write back within one working day.”" in promise
    assert address == ADDRESS
    manager = Client()
    manager.force_login(User.objects.create_superuser("manager", "manager@clinic.test"))
    form = EditorForm(
        manager,
        reverse("wagtailsettings:edit", args=["appointments", "appointmentsettings", taking.pk]),
    )
    form.fill(answer_text="We call back on the next day.").save_draft()
    assert messages() == [ADDRESS]


@pytest.mark.parametrize(
    ("email", "is_real"),
    [
        ("", True),
        ("desk@clinic.org", True),
        ("desk@my-example.com", True),
        ("desk@example.com", False),
        ("desk@Clinic.EXAMPLE", False),
    ],
)
def test_an_address_that_no_mail_reaches_is_listed(
    taking: AppointmentSettings, email: str, is_real: bool
) -> None:
    AppointmentSettings.objects.update(notify_email=email)
    assert any(message.startswith("New requests are told to") for message in messages()) != is_real


def test_without_requests_nothing_is_missing(taking: AppointmentSettings) -> None:
    AppointmentSettings.objects.update(is_on=False)
    assert messages() == []
