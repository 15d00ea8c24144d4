"""How often somebody gets the e-mail about what is to do, by their own choice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.test import Client
from django.urls import reverse

from editorial.models import DigestPreference, DigestSettings
from editorial.services.digest import send_digests
from tests.editorial.test_digest import make_row, person
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def ada() -> User:
    make_clinic()
    make_row()
    return person("ada")


def choose(user: User, frequency: str) -> Any:
    client = Client()
    client.force_login(user)
    data = {
        "name_email-first_name": "Ada",
        "name_email-last_name": "Test",
        "name_email-email": user.email,
        "theme-theme": "system",
        "theme-density": "default",
        "theme-contrast": "system",
        "theme-keyboard_shortcuts": "on",
        "locale-preferred_language": "",
        "locale-current_time_zone": "",
        "digest-frequency": frequency,
    }
    return client.post(reverse("wagtailadmin_account"), data)


@pytest.mark.parametrize("for_all", ["off", "weekly", "daily"])
@pytest.mark.parametrize(
    ("own", "days"), [("off", []), ("weekly", [0, 7]), ("daily", list(range(8)))]
)
def test_the_own_choice_counts_before_that_for_all(
    ada: User, for_all: str, own: str, days: list[int]
) -> None:
    settings = DigestSettings.load()
    settings.frequency = for_all
    settings.save()
    DigestPreference.objects.create(user=ada, frequency=own)
    assert [day for day in range(8) if send_digests(now=MONDAY + day * DAY)] == days


def test_somebody_who_chose_never_keeps_the_e_mail_from_nobody_else(ada: User) -> None:
    person("bob")
    assert choose(ada, "off").status_code == 302
    assert send_digests(now=MONDAY) == 1
    assert [message.to for message in mail.outbox] == [["bob@clinic.example"]]
    assert choose(ada, "").status_code == 302
    assert send_digests(now=MONDAY) == 1
    # Once a day still: a choice that changes during the day sends no second one.
    choose(ada, "daily")
    assert send_digests(now=MONDAY + timedelta(hours=2)) == 0


def test_the_choice_stands_among_the_notifications_and_says_what_holds_for_all(ada: User) -> None:
    choose(ada, "weekly")
    client = Client()
    client.force_login(ada)
    html = client.get(reverse("wagtailadmin_account")).content.decode()
    assert "As set for everybody (Every day)" in html
    assert '<option value="weekly" selected' in html


def test_a_choice_that_there_is_not_is_refused(ada: User) -> None:
    assert choose(ada, "hourly").status_code == 200
    assert not DigestPreference.objects.exists()


def test_nobody_is_asked_whom_the_list_does_not_concern() -> None:
    user = User.objects.create_user("visitor")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(user)
    assert "digest-frequency" not in client.get(reverse("wagtailadmin_account")).content.decode()
