"""Encrypting what a person wrote, bound to the row that it belongs to. Pure.

AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits. What stands beside the value in the
row, its key's name and its own, is authenticated with it: a value that was moved to another row,
or given another key's name, does not open.
"""

from __future__ import annotations

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from appointments.rules.keys import Keyring

NONCE_BYTES = 12
# The length of a value would tell how long a name is.
PADDED_TO = 256


class CannotOpenError(Exception):
    """The key is not there, or the value is not what was stored under it."""


def seal(text: bytes, *, row: UUID, keyring: Keyring) -> tuple[str, bytes]:
    """Return the name of the key and the encrypted ``text``, which ends in no white space."""
    padded = text + b" " * (-len(text) % PADDED_TO)
    nonce = os.urandom(NONCE_BYTES)
    cipher = AESGCM(keyring.keys[keyring.primary])
    sealed = cipher.encrypt(nonce, padded, _beside(row, keyring.primary))
    return keyring.primary, nonce + sealed


def unseal(sealed: bytes, *, row: UUID, key_id: str, keyring: Keyring) -> bytes:
    """Return what :func:`seal` was given; raises :class:`CannotOpenError`."""
    key = keyring.keys.get(key_id)
    if key is None:
        raise CannotOpenError("key")
    nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, rest, _beside(row, key_id)).rstrip(b" ")
    except (InvalidTag, ValueError):
        raise CannotOpenError("value") from None


def _beside(row: UUID, key_id: str) -> bytes:
    return b"appointment request\0" + row.bytes + key_id.encode()
