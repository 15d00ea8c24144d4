"""The second step: set up and used."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import override_settings
from django.utils import timezone

from sign_in.encryption import decrypt
from sign_in.models import AuthenticatorApp, RecoveryCode
from tests.sign_in.people import (
    CODE,
    KEY,
    OWN,
    PASSWORD,
    Browser,
    actions,
    code_at,
    enroll_now,
    half_way,
    make_editor,
    now_shown,
    shown_codes,
    shown_key,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

STEP = timedelta(seconds=30)


def test_an_editor_turns_it_on_and_signs_in_with_a_code(
    ann: User, clock: time_machine.Traveller
) -> None:
    browser = Browser()
    assert browser.sign_in().headers["Location"] == "/admin/"
    page = browser.get(OWN).content.decode()
    key = shown_key(page)
    assert "<svg" in page
    assert "style=" not in page[page.index("<svg") : page.index("</svg>")]
    posted = {"code": code_at(key, timezone.now()), "password": PASSWORD}
    shown = browser.post(OWN, posted)
    assert len(set(shown_codes(shown.content.decode()))) == 10
    assert "no-store" in shown.headers["Cache-Control"]
    # This session has given a code; other browsers have not.
    assert browser.is_in
    clock.shift(STEP)
    other = Browser("203.0.113.2")
    assert other.sign_in(next="/admin/pages/").headers["Location"] == CODE
    assert not other.is_in
    response = other.give_code(code_at(key, timezone.now()))
    assert response.headers["Location"] == "/admin/pages/"
    assert other.is_in
    assert actions(ann) == ["sign_in.second_factor_on"]


def test_it_is_turned_on_with_the_password_and_the_right_code_alone(ann: User) -> None:
    browser = Browser()
    browser.sign_in()
    key = shown_key(browser.get(OWN).content.decode())
    right = code_at(key, timezone.now())
    for posted in (
        {"code": right, "password": "wrong"},
        {"code": "000000", "password": PASSWORD},
        {"code": right},
        {"code": now_shown(), "password": PASSWORD},
    ):
        assert browser.post(OWN, posted).status_code == 200
    assert not AuthenticatorApp.objects.exists()


def test_after_the_password_nobody_is_signed_in_yet(codes: list[str]) -> None:
    browser = half_way()
    assert "_auth_user_id" not in browser.session
    for address in ("/admin/", OWN, "/admin/api/main/pages/", "/admin/pages/1/edit/preview/"):
        assert browser.get(address).headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    "code",
    ["000000", "", "12345", "abcdef", "\uff11\uff12\uff13\uff14\uff15\uff16", "9" * 40, "\x00"],
)
def test_a_wrong_code_leads_nowhere(codes: list[str], code: str) -> None:
    browser = half_way()
    assert browser.give_code(code).status_code == 200
    assert not browser.is_in


def test_a_code_works_once(codes: list[str]) -> None:
    code = now_shown()
    assert half_way().give_code(f"{code[:3]} {code[3:]}").status_code == 302
    again = half_way().give_code(code)
    assert again.status_code == 200
    assert "was used before" in again.content.decode()


def test_a_code_from_before_the_last_one_is_refused(
    codes: list[str], clock: time_machine.Traveller
) -> None:
    earlier = now_shown()
    clock.shift(STEP)
    assert half_way().give_code(now_shown()).status_code == 302
    assert half_way().give_code(earlier).status_code == 200


@pytest.mark.parametrize(("steps", "status"), [(-2, 200), (-1, 302), (0, 302), (1, 302), (2, 200)])
def test_a_phones_clock_may_be_half_a_minute_off(codes: list[str], steps: int, status: int) -> None:
    code = code_at(KEY, timezone.now() + steps * STEP)
    assert half_way().give_code(code).status_code == status


def test_a_recovery_code_works_once_and_is_logged(ann: User, codes: list[str]) -> None:
    assert half_way().give_code(codes[3].upper()).status_code == 302
    assert half_way().give_code(codes[3]).status_code == 200
    assert half_way().give_code(codes[4].replace("-", " ")).status_code == 302
    assert RecoveryCode.objects.filter(user=ann).count() == 8
    assert actions(ann)[1:] == ["sign_in.recovery_code_used"] * 2


def test_a_recovery_code_of_somebody_else_does_not_work(codes: list[str]) -> None:
    bea = make_editor("bea")
    other = enroll_now(bea, b"another key of twenty")
    assert half_way().give_code(other[0]).status_code == 200


def test_neither_key_nor_codes_can_be_read_in_the_database(codes: list[str]) -> None:
    app = AuthenticatorApp.objects.get()
    assert decrypt(app.encrypted_key) == KEY
    stored = str([list(AuthenticatorApp.objects.values_list()), *RecoveryCode.objects.values()])
    assert KEY.decode() not in stored
    assert KEY.hex() not in stored
    assert not any(code.replace("-", "") in stored for code in codes)


def test_with_another_secret_key_nobody_gets_in_and_nothing_fails(codes: list[str]) -> None:
    with override_settings(SECRET_KEY="a wholly different key for this one test alone, yes"):
        browser = Browser()
        browser.sign_in()
        assert browser.give_code(now_shown()).status_code == 200
        assert not browser.is_in


def test_the_old_secret_key_reads_what_it_wrote(codes: list[str], settings: Any) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a wholly different key for this one test alone, yes"
    assert half_way().give_code(now_shown()).status_code == 302
    recovered = half_way()
    assert recovered.give_code(codes[0]).status_code == 302
    assert half_way().give_code(codes[0]).status_code == 200


def test_codes_are_tried_slowly(codes: list[str]) -> None:
    browser = half_way()
    statuses = [browser.give_code(f"{number:06}").status_code for number in range(8)]
    assert statuses == [200] * 5 + [429] * 3
    assert browser.give_code(now_shown()).status_code == 429


def test_a_stranger_with_the_password_keeps_no_known_device_out(
    codes: list[str], clock: time_machine.Traveller
) -> None:
    owner = half_way()
    owner.give_code(now_shown())
    owner.post("/admin/logout/")
    clock.shift(STEP)
    for number in range(12):
        stranger = Browser(f"198.51.100.{number}")
        stranger.sign_in()
        stranger.give_code("000000")
    owner.sign_in()
    assert owner.give_code(now_shown()).status_code == 302


def test_the_second_step_has_to_be_done_in_ten_minutes(
    codes: list[str], clock: time_machine.Traveller
) -> None:
    browser = half_way()
    clock.shift(timedelta(minutes=11))
    assert browser.give_code(now_shown()).headers["Location"] == "/admin/login/"
    assert not browser.is_in


@pytest.mark.parametrize("change", ["password", "inactive", "deleted"])
def test_a_change_to_the_account_in_between_ends_it(
    ann: User, codes: list[str], change: str
) -> None:
    browser = half_way()
    if change == "password":
        ann.set_password("another password by far")
        ann.save()
    elif change == "inactive":
        ann.is_active = False
        ann.save()
    else:
        ann.delete()
    assert browser.give_code(now_shown()).headers["Location"] == "/admin/login/"


def test_another_site_is_no_next_page(codes: list[str]) -> None:
    browser = Browser()
    browser.sign_in(next="https://evil.example/")
    assert browser.give_code(now_shown()).headers["Location"] == "/admin/"
