"""Reading the demo's copy and pictures from the files beside this module."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

CONTENT_DIR = Path(__file__).parent / "content"
PICTURE_DIR = Path(__file__).parent / "pictures"

_KEYS = UUID("6f2a4c1e-6f0c-4a5b-9a37-52c5a1f0d6b8")


def read_content(name: str) -> Any:
    """Return the copy in ``content/<name>.json``."""
    return json.loads((CONTENT_DIR / f"{name}.json").read_text(encoding="utf-8"))


def read_picture_list() -> list[dict[str, str]]:
    """Return file name, title and alternative text of each picture."""
    rows: list[dict[str, str]] = json.loads(
        (PICTURE_DIR / "manifest.json").read_text(encoding="utf-8")
    )
    return rows


def stable_key(kind: str, name: str) -> UUID:
    """Return the translation key of a record of the demo, the same on every site.

    By it a record is known again after an editor has changed its words or its address.
    """
    return uuid5(_KEYS, f"{kind}:{name}")
