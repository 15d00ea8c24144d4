"""The keys that requests are encrypted with, as the environment gives them. Pure."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

KEY_BYTES = 32
# Random bytes repeat themselves now and then; 32 of them with fewer values are no accident.
MIN_DIFFERENT_BYTES = 16
LONGEST_KEY_ID = 32

_KEY_ID = re.compile(rf"[a-z0-9][a-z0-9-]{{0,{LONGEST_KEY_ID - 1}}}")
_TYPED = re.compile(rb"[\x20-\x7e]*")


class KeyProblem(Exception):
    """The keys cannot be used; the message says why, and repeats none of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Keyring:
    """Keys of 32 bytes by their names; the one called ``primary`` encrypts, each can decrypt."""

    primary: str
    keys: Mapping[str, bytes] = field(repr=False)


def read_keyring(value: str) -> Keyring:
    """Return the keys in ``value``, like ``"2027a:BASE64,2026b:BASE64"``, the first the primary.

    Raises :class:`KeyProblem` for none, a malformed, weak or doubled one.
    """
    keys: dict[str, bytes] = {}
    for part in filter(None, (part.strip() for part in value.split(","))):
        key_id, colon, encoded = part.partition(":")
        if not colon or not _KEY_ID.fullmatch(key_id):
            raise KeyProblem(
                "each key needs a name of lower-case letters, digits and hyphens before a colon"
            )
        if key_id in keys:
            raise KeyProblem("two keys have the same name")
        keys[key_id] = _read_key(encoded)
    if not keys:
        raise KeyProblem("missing")
    if len(set(keys.values())) < len(keys):
        raise KeyProblem("two names stand for the same key")
    return Keyring(primary=next(iter(keys)), keys=keys)


def new_keys(key_id: str = "first") -> str:
    """Return a new key under a name, in the form that :func:`read_keyring` reads."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


def _read_key(encoded: str) -> bytes:
    try:
        key = base64.b64decode(
            encoded, altchars=b"-_" if set(encoded) & set("-_") else None, validate=True
        )
    except (binascii.Error, ValueError):
        raise KeyProblem("a key is not base64") from None
    if len(key) != KEY_BYTES:
        raise KeyProblem(f"a key does not have {KEY_BYTES} bytes")
    if len(set(key)) < MIN_DIFFERENT_BYTES or _TYPED.fullmatch(key):
        raise KeyProblem("a key is too uniform, or was typed by a person")
    return key
