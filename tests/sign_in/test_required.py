"""A second factor that the site asks for, and sessions that lack it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from home.roles import MARKETING_EDITORS, SITE_MANAGERS
from sign_in.models import SignInSettings
from tests.sign_in.people import (
    ENROLL,
    OWN,
    PASSWORD,
    Browser,
    code_at,
    enroll_now,
    half_way,
    make_editor,
    now_shown,
    require,
    shown_codes,
    shown_key,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

STEP = timedelta(seconds=30)
SETTINGS = "/admin/settings/sign_in/signinsettings/"


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


def test_after_a_reset_whoever_needs_one_sets_up_a_new_one(ann: User, codes: list[str]) -> None:
    require("everybody")
    browser = half_way()
    browser.give_code(now_shown())
    call_command("reset_second_factor", "ann", verbosity=0)
    assert not browser.is_in
    assert browser.sign_in().headers["Location"] == ENROLL
