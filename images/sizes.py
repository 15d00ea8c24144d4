"""Sizes of a picture, and what to do when its file is lost."""

from __future__ import annotations

import logging

from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError

logger = logging.getLogger(__name__)


def sizes_of(image: AbstractImage, *specs: str) -> dict[str, AbstractRendition]:
    """Return ``image`` in each of the sizes, by Wagtail's words for them, such as ``"width-480"``.

    Empty when the picture's file is gone: a page without its picture is better than no page. One
    query when the sizes have been made before.
    """
    try:
        found: dict[str, AbstractRendition] = image.get_renditions(*specs)
    except SourceImageIOError as error:
        logger.warning("The file of picture %s cannot be read: %s", image.pk, error)
        return {}
    return found


def size_url(image: AbstractImage, spec: str) -> str:
    """Return the address of ``image`` in one size, ``""`` when its file is gone."""
    found = sizes_of(image, spec)
    return str(found[spec].url) if found else ""
