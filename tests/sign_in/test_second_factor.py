"""The second step: set up, used, lost, required."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from home.roles import MARKETING_EDITORS, SITE_MANAGERS
from sign_in.encryption import decrypt
from sign_in.models import AuthenticatorApp, RecoveryCode, SignInSettings
from tests.sign_in.people import (
    CODE,
    ENROLL,
    KEY,
    OWN,
    PASSWORD,
    Browser,
    code_at,
    enroll_now,
    make_editor,
    shown_codes,
    shown_key,
)

pytestmark = pytest.mark.django_db

STEP = timedelta(seconds=30)
SETTINGS = "/admin/settings/sign_in/signinsettings/"


@pytest.fixture(autouse=True)
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


def now_shown() -> str:
    return code_at(KEY, timezone.now())


def half_way() -> Browser:
    browser = Browser()
    assert browser.sign_in().headers["Location"] == CODE
    return browser


def actions(account: User) -> list[str]:
    entries = ModelLogEntry.objects.filter(object_id=str(account.pk), action__startswith="sign_in")
    return list(entries.order_by("timestamp", "pk").values_list("action", flat=True))


def require(required_for: str, *roles: str) -> None:
    settings = SignInSettings.load()
    settings.required_for = required_for
    settings.save()
    settings.roles.set(Group.objects.filter(name__in=roles))


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


def test_whoever_is_told_to_set_it_up_does_so_before_anything_else(ann: User) -> None:
    require("everybody")
    browser = Browser()
    assert browser.sign_in(next="/admin/pages/").headers["Location"] == ENROLL
    assert not browser.is_in
    assert browser.give_code("000000", ENROLL).status_code == 200
    key = shown_key(browser.get(ENROLL).content.decode())
    done = browser.give_code(code_at(key, timezone.now()), ENROLL)
    assert len(shown_codes(done.content.decode())) == 10
    assert 'href="/admin/pages/"' in done.content.decode()
    assert browser.is_in


@pytest.mark.parametrize(
    ("required_for", "roles", "expected"),
    [
        ("nobody", [MARKETING_EDITORS], {"ann": False, "mia": False, "root": False}),
        ("roles", [SITE_MANAGERS], {"ann": False, "mia": True, "root": True}),
        ("roles", [MARKETING_EDITORS], {"ann": True, "mia": False, "root": True}),
        ("everybody", [], {"ann": True, "mia": True, "root": True}),
    ],
)
def test_it_is_asked_of_those_whom_the_setting_names(
    ann: User, required_for: str, roles: list[str], expected: dict[str, bool]
) -> None:
    make_editor("mia", SITE_MANAGERS)
    User.objects.create_superuser("root", password=PASSWORD)
    require(required_for, *roles)
    for name, asked in expected.items():
        assert Browser().sign_in(name).headers["Location"] == (ENROLL if asked else "/admin/")


@override_settings(SECOND_FACTOR_REQUIRED=True)
def test_the_environment_asks_everybody(ann: User) -> None:
    assert Browser().sign_in().headers["Location"] == ENROLL


GUARDED = [
    ("get", "/admin/"),
    ("get", "/admin/pages/"),
    ("get", OWN),
    ("get", "/admin/account/"),
    ("get", "/admin/api/main/pages/"),
    ("post", "/admin/pages/1/edit/"),
    ("post", "/admin/pages/1/edit/preview/"),
    ("get", "/admin/images/chooser/"),
    ("post", "/admin/editing-sessions/ping/wagtailcore/page/1/1/"),
    ("get", "/admin/no-such-screen/"),
    ("get", "/admin/login-as/"),
]


@pytest.mark.parametrize(("method", "address"), GUARDED)
def test_a_session_from_before_is_out_wherever_it_knocks(
    ann: User, method: str, address: str
) -> None:
    browser = Browser()
    browser.sign_in()
    require("everybody")
    response = getattr(browser, method)(address)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/admin/login/?next=")
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize(("method", "address"), GUARDED)
def test_a_script_of_such_a_session_is_refused(ann: User, method: str, address: str) -> None:
    browser = Browser(HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    browser.sign_in()
    enroll_now(ann)
    assert getattr(browser, method)(address).status_code == 403


def test_setting_it_up_ends_the_sessions_of_other_browsers(ann: User) -> None:
    other, browser = Browser(), Browser()
    for one in (other, browser):
        one.sign_in()
    key = shown_key(browser.get(OWN).content.decode())
    browser.post(OWN, {"code": code_at(key, timezone.now()), "password": PASSWORD})
    assert browser.is_in
    assert not other.is_in


def test_signing_out_and_the_public_site_stay_open(ann: User) -> None:
    browser = Browser()
    browser.sign_in()
    require("everybody")
    assert browser.get("/healthz").status_code == 200
    assert browser.post("/admin/logout/").headers["Location"] == "/admin/login/"


def test_whoever_requires_it_has_set_it_up_first(clock: time_machine.Traveller) -> None:
    mia = make_editor("mia", SITE_MANAGERS)
    browser = Browser()
    browser.sign_in("mia")
    address = browser.get(SETTINGS, follow=True).redirect_chain[-1][0]
    refused = browser.post(address, {"required_for": "everybody"})
    assert "Set up a second factor for yourself first" in refused.content.decode()
    assert SignInSettings.load().required_for == "nobody"
    enroll_now(mia)
    clock.shift(STEP)
    browser.sign_in("mia")
    browser.give_code(now_shown())
    nobody = browser.post(address, {"required_for": "roles"})
    assert "Choose at least one role" in nobody.content.decode()
    assert browser.post(address, {"required_for": "everybody"}).status_code == 302
    assert browser.is_in


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


def test_after_a_reset_whoever_needs_one_sets_up_a_new_one(ann: User, codes: list[str]) -> None:
    require("everybody")
    browser = half_way()
    browser.give_code(now_shown())
    call_command("reset_second_factor", "ann", verbosity=0)
    assert not browser.is_in
    assert browser.sign_in().headers["Location"] == ENROLL
