"""A fingerprint of a text, to tell later whether it has changed."""

from __future__ import annotations

from hashlib import sha256


def text_hash(text: str) -> str:
    """Return the SHA-256 of ``text`` in hexadecimal."""
    return sha256(text.encode()).hexdigest()
