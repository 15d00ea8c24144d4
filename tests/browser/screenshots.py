"""Pictures for the documents, taken by the tests that walk through the same screens."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image
from playwright.sync_api import Locator, Page

COLORS = 128
# Pixels between pictures in a row.
GAP = 24


def save_picture(
    page: Page, name: str, *, show: Locator | None = None, height: int = 720, full: bool = False
) -> None:
    """Save what ``page`` shows as ``docs/images/<name>.png``; nothing unless ``SCREENSHOTS=1``.

    ``show`` is scrolled to the middle first. The picture is cut to ``height`` pixels, or is the
    whole page if ``full``.
    """
    if os.environ.get("SCREENSHOTS") != "1":
        return
    if show is not None:
        show.evaluate("element => element.scrollIntoView({block: 'center'})")
    if full:
        picture = page.screenshot(full_page=True)
    else:
        width = page.viewport_size["width"] if page.viewport_size else 1280
        picture = page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": height})
    write_small_png(picture, settings.BASE_DIR / "docs" / "images" / f"{name}.png")


def save_side_by_side(pages: list[Page], name: str) -> None:
    """Save what ``pages`` show as one picture, in a row; nothing unless ``SCREENSHOTS=1``."""
    if os.environ.get("SCREENSHOTS") != "1":
        return
    shots = [Image.open(BytesIO(page.screenshot())).convert("RGB") for page in pages]
    gaps = GAP * (len(shots) - 1)
    row = Image.new("RGB", (sum(shot.width for shot in shots) + gaps, shots[0].height), "white")
    left = 0
    for shot in shots:
        row.paste(shot, (left, 0))
        left += shot.width + GAP
    buffer = BytesIO()
    row.save(buffer, "PNG")
    write_small_png(buffer.getvalue(), settings.BASE_DIR / "docs" / "images" / f"{name}.png")


def write_small_png(picture: bytes, path: Path) -> None:
    """Write ``picture``, a PNG, with few colors, which keeps screens a fifth of their size."""
    path.parent.mkdir(parents=True, exist_ok=True)
    small = Image.open(BytesIO(picture)).convert("RGB").quantize(COLORS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
