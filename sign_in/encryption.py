"""Keeps secrets of people's phones unreadable in the database and in its backups.

The key is made from ``SECRET_KEY``. With a new one, put the old one into Django's
``SECRET_KEY_FALLBACKS``, or everybody's phone has to be set up again.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "sign_in.encryption"


def encrypt(secret: bytes) -> str:
    """Return ``secret``, encrypted and authenticated, as text."""
    return _keys().encrypt(secret).decode()


def decrypt(text: str) -> bytes | None:
    """Return what :func:`encrypt` was given, or None for what no key of this site can read."""
    try:
        return _keys().decrypt(text.encode())
    except InvalidToken:
        return None


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str | bytes) -> bytes:
    digest = salted_hmac(SALT, "", secret=secret, algorithm="sha256").digest()
    return urlsafe_b64encode(digest)
