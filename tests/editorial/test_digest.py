"""The e-mail about what is to do: who gets it, when, what it says, and never twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.utils import timezone
from wagtail.models import Site

from editorial.models import DigestDelivery, DigestSettings, ToDoRow
from editorial.services import digest
from editorial.services.digest import DigestFailed, send_digests
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db

# 2026-11-23 is a Monday; the clinic is eight hours behind.
SEVEN = datetime(2026, 11, 23, 15, tzinfo=UTC)
DAY = timedelta(days=1)


def make_row(number: int = 0, **fields: Any) -> None:
    ToDoRow.objects.create(
        **{
            "kind": "sample-facts",
            "key": f"row-{number}",
            "model": "clinic.clinic",
            "title": f"Clinic {number}",
            "message": "Made up.",
            "edit_url": "/admin/snippets/clinic/clinic/edit/1/#panel-sample_facts-section",
            "severity": 2,
            "found_at": timezone.now(),
        }
        | fields
    )


def person(name: str, role: str = "Marketing editors", **fields: Any) -> User:
    user: User = User.objects.create_user(name, f"{name}@clinic.example", **fields)
    user.groups.add(Group.objects.get(name=role))
    return user


def recipients() -> list[str]:
    return [address for message in mail.outbox for address in message.to]


@pytest.fixture
def ada() -> User:
    make_clinic()
    make_row()
    return person("ada")


def test_each_gets_one_e_mail_in_the_morning_by_the_clinics_clock(ada: User) -> None:
    assert send_digests(now=SEVEN - timedelta(seconds=1)) == 0
    assert send_digests(now=SEVEN) == 1
    assert send_digests(now=SEVEN + timedelta(minutes=1)) == 0
    assert send_digests(now=SEVEN + timedelta(hours=16, minutes=59)) == 0
    assert send_digests(now=SEVEN + DAY - timedelta(seconds=1)) == 0
    assert send_digests(now=SEVEN + DAY) == 1
    assert recipients() == ["ada@clinic.example"] * 2


def test_the_clinic_in_another_zone_has_another_morning() -> None:
    make_clinic(time_zone="America/New_York")
    make_row()
    person("ada")
    assert send_digests(now=SEVEN - timedelta(hours=3)) == 1


def test_the_e_mail_says_what_is_to_do_with_whole_addresses(ada: User) -> None:
    Site.objects.update(hostname="clinic.example", port=443, site_name="The Clinic")
    make_row(1, title="First", severity=1, message="Tom & Jerry's <page>.")
    send_digests(now=SEVEN)
    (message,) = mail.outbox
    assert message.subject == "2 things to do on The Clinic"
    text = str(message.body)
    assert text.index("First (Now)") < text.index("Clinic 0 (Soon)")
    assert "Tom & Jerry's <page>." in text
    assert "- Facts that are still made up: 2" in text
    edit = "https://clinic.example/admin/snippets/clinic/clinic/edit/1/#panel-sample_facts-section"
    assert edit in text
    assert "https://clinic.example/admin/reports/to-do/" in text
    assert message.alternatives == []
    assert "ada" not in text


def test_a_long_list_is_cut_and_says_so(ada: User) -> None:
    for number in range(1, digest.LISTED + 3):
        make_row(number)
    send_digests(now=SEVEN)
    text = str(mail.outbox[0].body)
    assert text.count("Made up.") == digest.LISTED
    assert "And 3 more." in text


def test_a_site_name_with_a_line_break_adds_no_header(ada: User) -> None:
    Site.objects.update(site_name="Clinic\nBcc: x@y.example")
    send_digests(now=SEVEN)
    assert mail.outbox[0].subject == "1 thing to do on Clinic Bcc: x@y.example"


def test_everybody_reads_what_they_may_mend_and_gets_nothing_for_nothing(ada: User) -> None:
    ToDoRow.objects.all().delete()
    make_row(1, title="Redirect", model="wagtailredirects.redirect")
    person("max", "Site managers")
    assert send_digests(now=SEVEN) == 1
    assert recipients() == ["max@clinic.example"]
    # Nothing was noted for Ada: what comes up during the day still reaches her.
    make_row(2)
    assert send_digests(now=SEVEN + timedelta(hours=1)) == 1
    assert recipients() == ["max@clinic.example", "ada@clinic.example"]


def test_nobody_without_an_address_or_an_account_in_use_gets_one(ada: User) -> None:
    person("gone", is_active=False)
    User.objects.filter(pk=person("mute").pk).update(email="")
    User.objects.create_user("outsider", "outsider@clinic.example")
    send_digests(now=SEVEN)
    assert recipients() == ["ada@clinic.example"]


@pytest.mark.parametrize(
    ("frequency", "days"),
    [("off", []), ("weekly", [0, 7]), ("daily", [0, 1, 2, 3, 4, 5, 6, 7])],
)
def test_it_comes_as_often_as_is_set(ada: User, frequency: str, days: list[int]) -> None:
    settings = DigestSettings.load()
    settings.frequency = frequency
    settings.save()
    assert [day for day in range(8) if send_digests(now=SEVEN + day * DAY)] == days


def test_it_comes_at_the_hour_that_is_set(ada: User) -> None:
    settings = DigestSettings.load()
    settings.hour = 9
    settings.save()
    assert send_digests(now=SEVEN + timedelta(hours=2, seconds=-1)) == 0
    assert send_digests(now=SEVEN + timedelta(hours=2)) == 1


def test_one_that_could_not_be_sent_is_tried_again_and_keeps_no_other_back(
    ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    person("bob")
    send, is_down = digest.send_mail, {"ada@clinic.example"}

    def unreliable(**message: Any) -> None:
        if is_down & set(message["recipient_list"]):
            raise ConnectionError("no mail server")
        send(**message)

    monkeypatch.setattr(digest, "send_mail", unreliable)
    with pytest.raises(DigestFailed, match="1 e-mail could not"):
        send_digests(now=SEVEN)
    assert recipients() == ["bob@clinic.example"]
    is_down.clear()
    assert send_digests(now=SEVEN + timedelta(minutes=14)) == 0
    assert send_digests(now=SEVEN + timedelta(minutes=15)) == 1
    assert send_digests(now=SEVEN + timedelta(minutes=45)) == 0
    assert recipients() == ["bob@clinic.example", "ada@clinic.example"]


def test_a_process_that_is_killed_while_it_sends_does_not_send_twice(
    ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = digest.send_mail

    def send_and_die(**message: Any) -> None:
        send(**message)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(digest, "send_mail", send_and_die)
        with pytest.raises(KeyboardInterrupt):
            send_digests(now=SEVEN)
    assert DigestDelivery.objects.get().sent_at is None
    assert send_digests(now=SEVEN + timedelta(hours=2)) == 0
    assert len(mail.outbox) == 1


def test_another_process_that_was_quicker_sends_it_alone(
    ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    DigestDelivery.objects.create(user=ada, day=SEVEN.date(), claimed_at=SEVEN)
    monkeypatch.setattr(digest, "_is_done", lambda *_details: False)
    assert send_digests(now=SEVEN) == 0
    assert mail.outbox == []


def test_what_was_sent_long_ago_is_forgotten(ada: User) -> None:
    send_digests(now=SEVEN)
    send_digests(now=SEVEN + 61 * DAY)
    assert DigestDelivery.objects.count() == 1
