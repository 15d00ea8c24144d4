"""Pictures for the documents, taken by the tests that walk through the same screens."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image
from playwright.sync_api import FloatRect, Locator, Page

COLORS = 128
SETTLING_MS = 800
SCROLL_TO_MIDDLE = "element => element.scrollIntoView({block: 'center', behavior: 'instant'})"
SCROLL_TO_LEFT_EDGE = """() => {
  for (const box of document.querySelectorAll("html, body, body *")) {
    if (box.scrollLeft) box.scrollTo({left: 0, top: box.scrollTop, behavior: "instant"});
  }
}"""
# They close by themselves, but not at once.
CLOSE_LISTS_OF_TIMES = """() => {
  const lists = document.querySelectorAll(".xdsoft_datetimepicker");
  for (const list of lists) list.style.display = "none";
}"""


def save_picture(page: Page, name: str, *, show: Locator | None = None, height: int = 720) -> None:
    """Save what ``page`` shows as ``docs/images/<name>.png``; nothing unless ``SCREENSHOTS=1``.

    ``show`` is scrolled to the middle first. The picture is cut to ``height`` pixels.
    """
    if os.environ.get("SCREENSHOTS") != "1":
        return
    page.wait_for_timeout(SETTLING_MS)
    if show is not None:
        show.evaluate(SCROLL_TO_MIDDLE)
    page.evaluate(SCROLL_TO_LEFT_EDGE)
    page.evaluate(CLOSE_LISTS_OF_TIMES)
    width = page.viewport_size["width"] if page.viewport_size else 1280
    clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": height}
    picture = page.screenshot(clip=clip, animations="disabled")
    write_small_png(picture, settings.BASE_DIR / "docs" / "images" / f"{name}.png")


def write_small_png(picture: bytes, path: Path) -> None:
    """Write ``picture``, a PNG, with few colors, which keeps screens a fifth of their size."""
    path.parent.mkdir(parents=True, exist_ok=True)
    small = Image.open(BytesIO(picture)).convert("RGB").quantize(COLORS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
