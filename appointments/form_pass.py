"""The pass that a form carries: when it was handed out, and which one it is.

It is signed, and stored nowhere. People take longer than :data:`SHORTEST` seconds to fill in a
form, and programs send what they collected weeks ago.
"""

from __future__ import annotations

import secrets
from enum import StrEnum

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

SHORTEST = 2
LONGEST = 12 * 60 * 60

_signer = TimestampSigner(salt="appointments.form")


class PassState(StrEnum):
    """What a pass says of the form that came back with it."""

    GOOD = "good"
    TOO_QUICK = "too quick"
    TOO_OLD = "too old"


def new_pass() -> str:
    """Return a pass for a form that is handed out now."""
    return _signer.sign(secrets.token_urlsafe(16))


def read_pass(value: str) -> tuple[str, PassState]:
    """Return which form came back, and whether its pass is good.

    A pass that this site did not sign, or no longer knows, is too old.
    """
    try:
        form_id = _signer.unsign(value, max_age=LONGEST)
    except BadSignature:
        return "", PassState.TOO_OLD
    try:
        _signer.unsign(value, max_age=SHORTEST)
    except SignatureExpired:
        return form_id, PassState.GOOD
    return form_id, PassState.TOO_QUICK
