"""Strangers are slowed; the owner of an account gets in."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from sign_in.due_work import forget_tries
from sign_in.known_devices import _cookie_name, _owner
from sign_in.models import TryCount
from sign_in.services import tries
from tests.sign_in.people import (
    ELSEWHERE,
    OWNER,
    SIGN_IN,
    STRANGER,
    Browser,
    hammer,
    make_editor,
)

pytestmark = pytest.mark.django_db


def test_a_stranger_who_hammers_gets_eleven_tries_in_an_hour(
    clock: time_machine.Traveller, owner: Browser
) -> None:
    assert hammer(clock, [Browser(STRANGER)], timedelta(hours=1)) == 11


def test_the_owner_gets_in_from_a_known_device_while_a_stranger_hammers(
    clock: time_machine.Traveller, owner: Browser
) -> None:
    hammer(clock, [Browser(STRANGER)], timedelta(minutes=30))
    assert owner.sign_in().status_code == 302
    assert owner.is_in


def test_a_known_device_gets_in_from_the_strangers_own_address(
    clock: time_machine.Traveller, owner: Browser
) -> None:
    hammer(clock, [Browser(OWNER)], timedelta(minutes=20))
    assert owner.sign_in().status_code == 302


def test_the_owner_gets_in_from_a_new_device_after_a_short_wait(
    clock: time_machine.Traveller, owner: Browser
) -> None:
    strangers = [Browser(f"198.51.100.{number}") for number in range(12)]
    for stranger in strangers:
        stranger.sign_in(password="wrong")
    browser = Browser(ELSEWHERE)
    response = browser.sign_in()
    assert response.status_code == 429
    wait = int(response.headers["Retry-After"])
    assert wait == 60
    assert f"Please wait {wait} seconds" in response.content.decode()
    for stranger in strangers:
        stranger.sign_in(password="wrong")
    clock.shift(wait)
    assert browser.sign_in().status_code == 302


def test_an_attack_from_many_addresses_is_slowed_for_the_account(
    clock: time_machine.Traveller, owner: Browser
) -> None:
    strangers = [Browser(f"198.51.100.{number}") for number in range(20)]
    assert hammer(clock, strangers, timedelta(minutes=2)) == 10 + 4
    assert owner.sign_in().status_code == 302


def test_an_account_that_does_not_exist_is_treated_alike(clock: time_machine.Traveller) -> None:
    make_editor()
    answers = []
    for name in ("ann", "nobody"):
        stranger = Browser(STRANGER)
        told = [stranger.sign_in(name, "wrong") for _number in range(8)]
        answers.append(
            [
                (one.status_code, one.headers.get("Retry-After"), _errors(one).replace(name, ""))
                for one in told
            ]
        )
        TryCount.objects.all().delete()
    assert answers[0] == answers[1]
    assert answers[0][-1][0] == 429


def _errors(response: Any) -> str:
    return str(response.context["form"].errors)


def test_no_query_looks_for_the_account_while_somebody_waits(
    clock: time_machine.Traveller, owner: Browser
) -> None:
    stranger = Browser(STRANGER)
    for _number in range(6):
        stranger.sign_in(password="wrong")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert stranger.sign_in(password="wrong").status_code == 429
    statements = [query["sql"] for query in queries]
    assert not [one for one in statements if "auth_user" in one]
    assert not [one for one in statements if one.startswith(("INSERT", "UPDATE"))]


def test_a_try_counts_before_it_is_judged(
    clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So a hundred tries at once are a hundred, however long each of them takes to judge."""
    counted = []

    def judge(*args: Any, **kwargs: Any) -> None:
        counted.append(TryCount.objects.filter(tries=1).count())

    monkeypatch.setattr("django.contrib.auth.forms.authenticate", judge)
    Browser(STRANGER).sign_in(password="wrong")
    assert counted == [3]


def test_a_right_password_begins_the_count_anew(clock: time_machine.Traveller) -> None:
    make_editor()
    for _round in range(2):
        browser = Browser(STRANGER)
        for _number in range(4):
            assert browser.sign_in(password="wrong").status_code == 200
        assert browser.sign_in().status_code == 302


def test_signing_in_to_an_own_account_frees_no_address(clock: time_machine.Traveller) -> None:
    """Whoever has one account here cannot try those of others without an end."""
    make_editor("mallory")
    browser, judged = Browser(STRANGER), 0
    for number in range(40):
        if number % 5 == 4:
            Browser(STRANGER).sign_in("mallory")
        judged += browser.sign_in(f"name {number}", "wrong").status_code == 200
    assert judged <= 22


def test_a_cookie_of_one_account_makes_no_device_known_to_another(
    clock: time_machine.Traveller, owner: Browser
) -> None:
    make_editor("bea")
    for number in range(10):
        Browser(f"198.51.100.{number}").sign_in("bea", "wrong")
    Browser("198.51.100.30").sign_in("bea", "wrong")
    assert owner.sign_in("bea").status_code == 429
    (name,) = [name for name in owner.cookies if name.startswith("known-device")]
    renamed = Browser(ELSEWHERE)
    renamed.cookies[_cookie_name(_owner("bea"))] = owner.cookies[name].value
    assert renamed.sign_in("bea").status_code == 429
    forged = Browser(ELSEWHERE)
    forged.cookies[name] = owner.cookies[name].value[:-2] + "xx"
    for number in range(10):
        Browser(f"198.51.100.{number}").sign_in("ann", "wrong")
    Browser("198.51.100.40").sign_in("ann", "wrong")
    assert forged.sign_in().status_code == 429
    assert owner.sign_in().status_code == 302


def test_the_cookie_of_a_known_device_is_kept_from_scripts_and_from_the_public_site(
    owner: Browser,
) -> None:
    (cookie,) = [value for name, value in owner.cookies.items() if name.startswith("known-device")]
    assert (cookie["httponly"], cookie["path"], cookie["samesite"]) == (True, "/admin/", "Lax")
    assert "ann" not in cookie.value


def test_a_header_of_the_visitors_own_changes_no_address(
    clock: time_machine.Traveller, owner: Browser
) -> None:
    statuses = [
        Browser(STRANGER, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
        .sign_in(password="wrong")
        .status_code
        for number in range(8)
    ]
    assert statuses == [200] * 5 + [429] * 3


def test_behind_a_trusted_proxy_the_visitor_counts_and_not_what_the_visitor_claims() -> None:
    seen: list[str] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.append(environ["REMOTE_ADDR"])
        return get_wsgi_application()(environ, start_response)

    wrapped = wrap_wsgi_with_proxy_headers(application, ["10.0.0.1"])
    for claimed in ("192.0.2.1", "192.0.2.2"):
        environ = {
            "REMOTE_ADDR": "10.0.0.1",
            "HTTP_X_FORWARDED_FOR": f"{claimed}, {STRANGER}",
            "REQUEST_METHOD": "GET",
            "PATH_INFO": SIGN_IN,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "wsgi.input": BytesIO(),
        }
        list(wrapped(environ, lambda status, headers: None))
    assert seen == [STRANGER, STRANGER]
    assert "granian" in (settings.BASE_DIR / "site_project" / "wsgi.py").read_text()


def test_neither_names_nor_addresses_stand_in_the_database(
    clock: time_machine.Traveller, owner: Browser
) -> None:
    Browser(STRANGER).sign_in("ann-of-cupertino", "wrong")
    stored = str(list(TryCount.objects.values_list()))
    assert TryCount.objects.count() >= 3
    assert "ann" not in stored
    assert STRANGER not in stored


def test_old_counts_go_away_and_waits_stay(clock: time_machine.Traveller, owner: Browser) -> None:
    for _number in range(7):
        Browser(STRANGER).sign_in(password="wrong")
    clock.shift(timedelta(hours=20))
    assert forget_tries(timezone.now()) == ""
    clock.shift(timedelta(hours=5))
    assert forget_tries(timezone.now()) == "counts forgotten: 5"
    assert not TryCount.objects.exists()


def test_an_attack_with_made_up_names_does_not_fill_the_disk(
    clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "MAX_ROWS", 10)
    for number in range(60):
        Browser(STRANGER).sign_in(f"name {number}", "wrong")
    # A waiting address writes nothing: twenty names got as far as a row.
    assert TryCount.objects.count() <= 2 * 20 + 1
    forget_tries(timezone.now())
    assert TryCount.objects.count() == 10


@pytest.mark.parametrize(
    "name", ["", "\x00", "a" * 300, "\uff21nn", "ann\n", "<b>", "%00", "\U0001f512"]
)
def test_no_name_is_too_strange(clock: time_machine.Traveller, name: Any) -> None:
    browser = Browser("not an address")
    for _number in range(7):
        assert browser.sign_in(name, "wrong").status_code in (200, 429)
