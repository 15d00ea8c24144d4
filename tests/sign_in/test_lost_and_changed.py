"""A second factor that is changed, turned off, or lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry

from home.roles import SITE_MANAGERS
from sign_in.models import AuthenticatorApp, RecoveryCode
from tests.sign_in.people import (
    OWN,
    PASSWORD,
    Browser,
    actions,
    enroll_now,
    half_way,
    make_editor,
    now_shown,
    shown_codes,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

STEP = timedelta(seconds=30)


def test_new_recovery_codes_take_the_place_of_the_old(
    ann: User, codes: list[str], clock: time_machine.Traveller
) -> None:
    browser = half_way()
    browser.give_code(now_shown())
    clock.shift(STEP)
    address = f"{OWN}codes/"
    assert browser.post(address, {"code": now_shown(), "password": "no"}).status_code == 200
    shown = browser.post(address, {"code": now_shown(), "password": PASSWORD})
    new = shown_codes(shown.content.decode())
    assert len(new) == 10
    assert not set(new) & set(codes)
    assert half_way().give_code(codes[0]).status_code == 200
    assert half_way().give_code(new[0]).status_code == 302


def test_turning_it_off_takes_password_and_code(
    ann: User, codes: list[str], clock: time_machine.Traveller
) -> None:
    browser = half_way()
    browser.give_code(now_shown())
    clock.shift(STEP)
    address = f"{OWN}off/"
    for posted in (
        {"code": now_shown(), "password": "wrong"},
        {"code": "000000", "password": PASSWORD},
        {"password": PASSWORD},
    ):
        assert browser.post(address, posted).status_code == 200
    assert AuthenticatorApp.objects.exists()
    assert browser.post(address, {"code": codes[0], "password": PASSWORD}).status_code == 302
    assert not AuthenticatorApp.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert actions(ann)[-1] == "sign_in.second_factor_off"
    assert browser.is_in


def test_an_open_session_does_not_guess_the_password(
    ann: User, codes: list[str], clock: time_machine.Traveller
) -> None:
    browser = half_way()
    browser.give_code(now_shown())
    posted = {"code": "000000", "password": "wrong"}
    statuses = [browser.post(f"{OWN}off/", posted).status_code for _number in range(7)]
    assert statuses == [200] * 5 + [429] * 2


def test_a_site_manager_resets_a_lost_one(ann: User, codes: list[str]) -> None:
    mia = make_editor("mia", SITE_MANAGERS)
    manager = Browser()
    manager.sign_in("mia")
    address = reverse("reset_second_factor", args=[ann.pk])
    assert "Reset second factor" in manager.get("/admin/users/").content.decode()
    assert "lost the phone" in manager.get(address).content.decode()
    assert AuthenticatorApp.objects.exists()
    assert manager.post(address).status_code == 302
    assert Browser().sign_in().headers["Location"] == "/admin/"
    entry = ModelLogEntry.objects.get(action="sign_in.second_factor_reset")
    assert (entry.object_id, entry.user) == (str(ann.pk), mia)
    assert "nothing to reset" in manager.get(address).content.decode()


def test_a_site_manager_resets_no_administrators_and_not_the_own(
    clock: time_machine.Traveller,
) -> None:
    root = User.objects.create_superuser("root", password=PASSWORD)
    mia = make_editor("mia", SITE_MANAGERS)
    for account in (root, mia):
        enroll_now(account)
    clock.shift(STEP)
    manager = Browser()
    manager.sign_in("mia")
    manager.give_code(now_shown())
    refused = manager.post(reverse("reset_second_factor", args=[root.pk]))
    assert refused.headers["Location"] == "/admin/"
    own = manager.post(reverse("reset_second_factor", args=[mia.pk]))
    assert own.headers["Location"] == OWN
    assert AuthenticatorApp.objects.count() == 2


def test_the_command_resets_a_lost_one(
    ann: User, codes: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("reset_second_factor", "ann")
    call_command("reset_second_factor", "ann")
    assert capsys.readouterr().out.splitlines() == [
        "ann signs in with the password alone now.",
        "ann has no second factor.",
    ]
    assert actions(ann)[-1] == "sign_in.second_factor_reset"
    with pytest.raises(CommandError, match="No account is called"):
        call_command("reset_second_factor", "nobody")
