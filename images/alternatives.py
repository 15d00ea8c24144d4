"""Whether the words that stand for a picture say anything."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_ENDING = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|hei[cf]|tiff?|bmp|svg)$", re.IGNORECASE)
# What cameras, telephones and screenshots call their files: "IMG_0001", "PXL 20240501 101112".
_CAMERA = re.compile(
    r"(?:img|dscn?|pxl|dcim|mvimg|image|photo|picture|scan|untitled|screen ?shot|whatsapp image)"
    r"[\s_()-]*[\d\s_():.,at-]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[\d\s_().-]+")
_EMBED = re.compile(r"<embed\b[^>]*>")
_ATTRIBUTE = re.compile(r"""([\w-]+)=("[^"]*"|'[^']*')""")


def says_nothing(text: str) -> bool:
    """Return whether ``text`` is empty or looks like the name of a file: "IMG_0001.jpg".

    A name of several words with an ending, "front door.jpg", is one as well.
    """
    text = text.strip()
    return bool(
        not text or _ENDING.search(text) or _CAMERA.fullmatch(text) or _DIGITS.fullmatch(text)
    )


def pictures_in_rich_text(text: str) -> Iterator[tuple[int, str]]:
    """Yield the key and the words of each picture that stored rich text holds."""
    for embed in _EMBED.findall(text):
        attributes = {name: html.unescape(value[1:-1]) for name, value in _ATTRIBUTE.findall(embed)}
        if attributes.get("embedtype") == "image" and attributes.get("id", "").isdecimal():
            yield int(attributes["id"]), attributes.get("alt", "")
