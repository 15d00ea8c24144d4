"""Setting up, using and taking away the second factor of an account."""

from __future__ import annotations

import logging
import secrets
from base64 import b32encode
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from sign_in.encryption import encrypt
from sign_in.models import AuthenticatorApp, RecoveryCode, matching_step

logger = logging.getLogger(__name__)

KEY_BYTES = 20
"""What RFC 4226 recommends, and what every app can read."""
RECOVERY_CODES = 10
RECOVERY_CODE_BYTES = 10
"""Sixteen letters and digits: nobody guesses them, so a plain keyed hash keeps them."""


class WrongCodeError(Exception):
    """The code is not the one that the phone shows, or was used before."""

    def __init__(self) -> None:
        super().__init__(
            _("This code is not right, or was used before. Wait for the next one and type that.")
        )


class AlreadyEnrolledError(Exception):
    """The account has a second factor already."""

    def __init__(self) -> None:
        super().__init__(_("A second factor is set up already. Turn it off to set up another."))


def new_key() -> bytes:
    """Return a new random key for an authenticator app."""
    return secrets.token_bytes(KEY_BYTES)


@transaction.atomic
def enroll(*, user: Any, key: bytes, code: str, now: datetime) -> list[str]:
    """Set up an app with ``key`` for ``user`` and return new recovery codes.

    ``code`` proves that the app has the key. Raises ``WrongCodeError``, and
    ``AlreadyEnrolledError``.
    """
    step = matching_step(key, _typed(code), now)
    if step is None:
        raise WrongCodeError
    _app, created = AuthenticatorApp.objects.get_or_create(
        user=user,
        defaults={
            "name": "authenticator app",
            "encrypted_key": encrypt(key),
            "last_step": step,
            "created_at": now,
        },
    )
    if not created:
        raise AlreadyEnrolledError
    _log(user, "sign_in.second_factor_on", by=user)
    return _new_recovery_codes(user)


@transaction.atomic
def use_code(*, user: Any, code: str, now: datetime) -> AuthenticatorApp:
    """Use up a code of the app, or a recovery code, and return the app.

    Raises ``WrongCodeError``, for a code that was used before too.
    """
    typed = _typed(code)
    app: AuthenticatorApp | None = AuthenticatorApp.objects.filter(user=user).first()
    if app is None:
        raise WrongCodeError
    step = app.matching_step(typed, now)
    if step is not None:
        # Of two who send the same code at once, one finds the step taken.
        unused = AuthenticatorApp.objects.filter(pk=app.pk, last_step__lt=step)
        if unused.update(last_step=step):
            return app
    elif RecoveryCode.objects.filter(user=user, digest__in=_digests(user, typed)).delete()[0]:
        _log(user, "sign_in.recovery_code_used", by=user)
        return app
    raise WrongCodeError


@transaction.atomic
def renew_recovery_codes(*, user: Any) -> list[str]:
    """Return new recovery codes for ``user``; those from before count no longer."""
    _log(user, "sign_in.recovery_codes_renewed", by=user)
    return _new_recovery_codes(user)


@transaction.atomic
def turn_off(*, user: Any) -> bool:
    """Take the second factor off the account of ``user`` and return whether there was one."""
    return _take_away(user, "sign_in.second_factor_off", by=user)


@transaction.atomic
def reset_second_factor(*, account: Any, actor: Any | None) -> bool:
    """Take the second factor off the account of somebody else, who has lost it.

    ``actor`` is who does it, None for the system. Returns whether there was one. Raises
    ``PermissionDenied``; that the account may do no more than the actor is the caller's to check.
    """
    if actor is not None and not actor.has_perm("auth.change_user"):
        raise PermissionDenied
    return _take_away(account, "sign_in.second_factor_reset", by=actor)


def _take_away(account: Any, action: str, *, by: Any | None) -> bool:
    RecoveryCode.objects.filter(user=account).delete()
    existed = bool(AuthenticatorApp.objects.filter(user=account).delete()[0])
    if existed:
        _log(account, action, by=by)
    return existed


def _log(account: Any, action: str, *, by: Any | None) -> None:
    """Write to the history of ``account``; a request's lazy user would leave no entry there."""
    log(instance=get_user_model()._base_manager.get(pk=account.pk), action=action, user=by)


def _new_recovery_codes(user: Any) -> list[str]:
    RecoveryCode.objects.filter(user=user).delete()
    texts = [
        b32encode(secrets.token_bytes(RECOVERY_CODE_BYTES)).decode().lower()
        for _number in range(RECOVERY_CODES)
    ]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=_digests(user, text)[0]) for text in texts
    )
    return ["-".join(text[start : start + 4] for start in range(0, 16, 4)) for text in texts]


def _digests(user: Any, code: str) -> list[str]:
    """Return what may be stored for a code: under today's secret key, then under those before."""
    value = f"{user.pk}:{code}"
    return [
        salted_hmac("sign_in.recovery_code", value, secret, algorithm="sha256").hexdigest()
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def _typed(code: str) -> str:
    """Return a code as it is compared: without the spaces and hyphens that people type."""
    return "".join(character for character in code if character not in " -\u00a0").lower()
