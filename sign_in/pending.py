"""Somebody who has given the right password and is not signed in yet.

Only the number of the account stands in the session, so nothing takes them for signed in before
the second step is done.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django_otp import login as otp_login

from sign_in.models import AuthenticatorApp

SESSION_KEY = "sign_in_pending"
SECONDS = 10 * 60
"""How long the second step may take."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PendingSignIn:
    """Whose password was right, and what they asked for."""

    user: Any
    backend: str
    remember: bool
    next_url: str


def begin(request: HttpRequest, *, user: Any, remember: bool, next_url: str) -> None:
    """Remember that the password of ``user`` was right; whoever was signed in before is out."""
    request.session.flush()
    request.session[SESSION_KEY] = {
        "user": user.pk,
        "backend": user.backend,
        "hash": user.get_session_auth_hash(),
        "remember": remember,
        "next": next_url,
        "at": time.time(),
    }
    request.session.set_expiry(SECONDS)


def read(request: HttpRequest) -> PendingSignIn | None:
    """Return who is half-way in, or None if nobody is, or it took too long."""
    stored = request.session.get(SESSION_KEY)
    if not stored or not 0 <= time.time() - stored["at"] <= SECONDS:
        return None
    user = get_user_model().objects.filter(pk=stored["user"], is_active=True).first()
    # A new password in between ends it, as it ends every session.
    if user is None or not constant_time_compare(stored["hash"], user.get_session_auth_hash()):
        return None
    return PendingSignIn(
        user=user,
        backend=stored["backend"],
        remember=stored["remember"],
        next_url=stored["next"],
    )


def finish(request: HttpRequest, pending: PendingSignIn, app: AuthenticatorApp) -> None:
    """Sign in whoever has done the second step with ``app``."""
    request.session.flush()
    login(request, pending.user, backend=pending.backend)
    prove(request, app)
    request.session.set_expiry(settings.SESSION_COOKIE_AGE if pending.remember else 0)


def prove(request: HttpRequest, app: AuthenticatorApp) -> None:
    """Note in the session that the second step was done with ``app``."""
    otp_login(request, app)
