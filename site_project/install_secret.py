"""The keys of one local install, made on first use and kept."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def _signing_key() -> str:
    return secrets.token_urlsafe(50)


def read_or_create_secret(path: Path, *, make: Callable[[], str] = _signing_key) -> str:
    """Return the key in ``path``; make the file, readable by its owner alone, if it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        secret = make()
        file.write(secret)
    return secret
