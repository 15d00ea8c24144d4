"""Somebody at a browser: where they are, what cookies they have, what their phone shows."""

from __future__ import annotations

import re
from base64 import b32decode
from datetime import datetime, timedelta
from typing import Any

import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from wagtail.models import ModelLogEntry

from home.roles import MARKETING_EDITORS
from sign_in.models import SignInSettings
from sign_in.services.second_factor import enroll

PASSWORD = "correct horse battery staple"
KEY = b"12345678901234567890"
SIGN_IN = "/admin/login/"
CODE = "/admin/login/code/"
STRANGER, OWNER, ELSEWHERE = "198.51.100.9", "203.0.113.1", "203.0.113.99"
ENROLL = "/admin/login/second-factor/"
OWN = "/admin/account/second-factor/"


def make_editor(name: str = "ann", group: str = MARKETING_EDITORS) -> User:
    user = User.objects.create_user(name, f"{name}@clinic.example", PASSWORD)
    user.groups.add(Group.objects.get(name=group))
    return user


def code_at(key: bytes, moment: datetime) -> str:
    """Return what an app with ``key`` shows at ``moment``."""
    totp = TOTP(key)
    totp.time = moment.timestamp()
    return f"{totp.token():06}"


def enroll_now(user: User, key: bytes = KEY) -> list[str]:
    """Set up the app of ``user`` and return the recovery codes."""
    now = timezone.now()
    return enroll(user=user, key=key, code=code_at(key, now), now=now)


class Browser(Client):
    """A browser at one address."""

    def __init__(self, address: str = "203.0.113.1", **headers: str) -> None:
        super().__init__(REMOTE_ADDR=address, **headers)

    def sign_in(self, name: str = "ann", password: str = PASSWORD, **more: Any) -> Any:
        return self.post(SIGN_IN, {"username": name, "password": password, **more})

    def give_code(self, code: str, address: str = CODE) -> Any:
        return self.post(address, {"code": code})

    @property
    def is_in(self) -> bool:
        return bool(self.get("/admin/").status_code == 200)


def shown_key(html: str) -> bytes:
    """Return the key that an enrollment's page shows for typing."""
    (text,) = re.findall(r'<code class="sign-in-key">([A-Z2-7 ]+)</code>', html)
    return b32decode(text.replace(" ", ""))


def shown_codes(html: str) -> list[str]:
    """Return the recovery codes that a page shows."""
    return re.findall(r"<li>\s*<code>([a-z2-7-]+)</code>", html)


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


def hammer(clock: time_machine.Traveller, browsers: list[Browser], span: timedelta) -> int:
    """Try wrong passwords from every browser, twice a minute; return how many were judged."""
    judged, end = 0, timezone.now() + span
    while timezone.now() < end:
        statuses = [browser.sign_in(password="wrong").status_code for browser in browsers]
        assert set(statuses) <= {200, 429}
        judged += statuses.count(200)
        clock.shift(30)
    return judged
