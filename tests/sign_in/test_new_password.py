"""A link to a new password: slowed, silent about accounts, and a way in."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core import mail

from sign_in.forms import MAIL_THREAD
from sign_in.models import TryCount
from tests.sign_in.people import ELSEWHERE, PASSWORD, STRANGER, Browser, hammer

pytestmark = pytest.mark.django_db

RESET = "/admin/password_reset/"


def _wait_for_mail() -> None:
    for thread in threading.enumerate():
        if thread.name == MAIL_THREAD:
            thread.join(timeout=5)


def test_asking_for_new_passwords_is_slowed_and_says_nothing_about_the_account(
    clock: time_machine.Traveller, owner: Browser
) -> None:
    answers = []
    for email in ("ann@clinic.example", "nobody@clinic.example"):
        told = [Browser(STRANGER).post(RESET, {"email": email}) for _number in range(5)]
        answers.append([(one.status_code, one.headers.get("Retry-After")) for one in told])
        TryCount.objects.all().delete()
    _wait_for_mail()
    assert answers[0] == answers[1] == [(302, None)] * 3 + [(429, "300")] * 2
    assert [message.to for message in mail.outbox] == [["ann@clinic.example"]] * 3


def test_a_mailbox_gets_five_links_at_most_from_many_addresses(
    clock: time_machine.Traveller, owner: Browser
) -> None:
    for number in range(20):
        Browser(f"198.51.100.{number}").post(RESET, {"email": "ann@clinic.example"})
    _wait_for_mail()
    assert len(mail.outbox) == 6


def test_whoever_has_to_wait_for_a_link_is_told_that_the_newest_one_is_good(
    clock: time_machine.Traveller, owner: Browser
) -> None:
    """A queue of strangers has had links sent, to the owner alone."""
    for number in range(40):
        Browser(f"198.51.100.{number}").post(RESET, {"email": "ann@clinic.example"})
    _wait_for_mail()
    answer = Browser(ELSEWHERE).post(RESET, {"email": "ann@clinic.example"})
    assert answer.status_code == 429
    text = " ".join(answer.content.decode().split())
    assert "Please wait 18 hours" in text
    assert "the newest e-mail from us holds a link: use that one" in text
    assert "It works for a day." in text
    assert timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT) == timedelta(days=1)
    (link,) = [word for word in mail.outbox[-1].body.split() if "/confirm/" in word]
    clock.shift(timedelta(hours=20))
    assert Browser(ELSEWHERE).get(link[link.index("/admin/") :], follow=True).redirect_chain


def test_a_new_password_by_e_mail_leads_in_from_a_new_device_without_a_wait(
    clock: time_machine.Traveller, owner: Browser
) -> None:
    strangers = [Browser(f"198.51.100.{number}") for number in range(12)]
    hammer(clock, strangers, timedelta(seconds=30))
    browser = Browser(ELSEWHERE)
    assert browser.sign_in().status_code == 429
    browser.post(RESET, {"email": "ann@clinic.example"})
    _wait_for_mail()
    (link,) = [word for word in mail.outbox[0].body.split() if "/confirm/" in word]
    form = browser.get(link[link.index("/admin/") :], follow=True)
    new = {"new_password1": f"{PASSWORD} 2", "new_password2": f"{PASSWORD} 2"}
    browser.post(form.redirect_chain[-1][0], new)
    assert browser.sign_in(password=f"{PASSWORD} 2").status_code == 302
    assert browser.is_in
