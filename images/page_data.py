"""What a template needs to print a picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureSource:
    """One ``<source>``: a MIME type and its ``srcset``."""

    mime_type: str
    srcset: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureData:
    """A picture in modern formats with a fallback; ``width`` and ``height`` in pixels."""

    src: str
    width: int
    height: int
    alt: str
    sources: tuple[PictureSource, ...] = ()
    caption: str = ""
