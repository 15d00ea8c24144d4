"""Sizes of a picture: which there are, and looking them up for a page.

They are made when a picture is stored (:mod:`images.services.sizes`), never while a visitor waits.
"""

from __future__ import annotations

import logging

from wagtail.images.models import AbstractImage, AbstractRendition, Filter

logger = logging.getLogger(__name__)
_registered: dict[str, None] = {}


def register_sizes(*specs: str) -> None:
    """Have each picture made in these sizes, in Wagtail's words, such as ``"width-480"``."""
    _registered.update(dict.fromkeys(specs))


def registered_sizes() -> tuple[str, ...]:
    """Return all sizes in which pictures are made."""
    return tuple(_registered)


def existing_sizes(image: AbstractImage, *specs: str) -> dict[str, AbstractRendition]:
    """Return ``image`` in each of the sizes, or nothing when one of them has not been made.

    One query, none when they were prefetched.
    """
    found = image.find_existing_renditions(*(Filter(spec=spec) for spec in specs))
    by_spec = {size.spec: rendition for size, rendition in found.items()}
    return by_spec if all(spec in by_spec for spec in specs) else {}


def sizes_of(image: AbstractImage, *specs: str) -> dict[str, AbstractRendition]:
    """Return ``image`` in each of the sizes for a page.

    Empty when one is missing, as when the picture's file is gone: a page without its picture is
    better than a slow page or none. Scheduled work makes what is missing.
    """
    found = existing_sizes(image, *specs)
    if not found:
        logger.warning("Picture %s has not been made in the sizes %s.", image.pk, ", ".join(specs))
    return found


def size_url(image: AbstractImage, spec: str) -> str:
    """Return the address of ``image`` in one size, ``""`` when it is not there."""
    found = sizes_of(image, spec)
    return str(found[spec].url) if found else ""
