"""Knows a device again on which somebody has signed in to an account.

A signed cookie says "this browser has signed in as Ann". It opens nothing: it only gives the
browser tries of its own, which strangers cannot use up. Each account has a cookie of its own, so
that two people can share a computer. Nobody gets one but by signing in, or by setting a new
password through the link in an e-mail.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.crypto import salted_hmac

from sign_in.services.tries import normalized_account

SALT = "sign_in.known_device"
KEPT_FOR = timedelta(days=180)


def known_device(request: HttpRequest, account: str) -> str | None:
    """Return the number of this device if it is known to ``account``, else None."""
    owner = _owner(account)
    cookie = request.COOKIES.get(_cookie_name(owner), "")
    try:
        value = signing.loads(cookie, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    known = isinstance(value, dict) and value.get("owner") == owner
    return str(value["device"]) if known and value.get("device") else None


def remember_device(request: HttpRequest, response: HttpResponseBase, account: str) -> None:
    """Make the device known to ``account``, under the number that it has already if it has one."""
    owner = _owner(account)
    device = known_device(request, account) or secrets.token_hex(16)
    response.set_cookie(
        _cookie_name(owner),
        signing.dumps({"owner": owner, "device": device}, salt=SALT),
        max_age=KEPT_FOR,
        path=reverse("wagtailadmin_home"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _owner(account: str) -> str:
    name = normalized_account(account)
    return salted_hmac("sign_in.account", name, algorithm="sha256").hexdigest()


def _cookie_name(owner: str) -> str:
    prefix = "__Secure-" if settings.SESSION_COOKIE_SECURE else ""
    return f"{prefix}known-device-{owner[:12]}"
