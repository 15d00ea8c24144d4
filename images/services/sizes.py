"""Making the sizes of pictures, so that no visitor waits for one."""

from __future__ import annotations

import logging
from typing import Any

from django.db.models.signals import post_save
from django.db.transaction import on_commit
from wagtail.images.models import SourceImageIOError

from images.models import CustomImage
from images.sizes import existing_sizes, registered_sizes

logger = logging.getLogger(__name__)


def make_sizes(*, image: CustomImage) -> bool:
    """Make those registered sizes of ``image`` that are missing; ``False`` when its file is gone.

    Safe to repeat. Takes two seconds or so for a photograph from a phone.
    """
    try:
        image.get_renditions(*registered_sizes())
    except SourceImageIOError as error:
        logger.warning("The file of picture %s cannot be read: %s", image.pk, error)
        return False
    return True


def make_missing_sizes(*, limit: int) -> tuple[int, int]:
    """Make the sizes of up to ``limit`` pictures that lack some.

    Returns for how many that was done, and how many could not be read. Sizes go missing when the
    focal point moves, when files are lost, and when the code asks for a new size.
    """
    specs = registered_sizes()
    made = unreadable = 0
    for image in CustomImage.objects.prefetch_renditions(*specs).order_by("pk").iterator(500):
        if made == limit:
            break
        if existing_sizes(image, *specs):
            continue
        # The prefetched sizes are not kept up to date.
        if make_sizes(image=CustomImage.objects.get(pk=image.pk)):
            made += 1
        else:
            unreadable += 1
    return made, unreadable


def connect_signal_handlers() -> None:
    """Make the sizes of each picture that is stored."""
    post_save.connect(_make_sizes_after, sender=CustomImage, dispatch_uid="images.sizes")


def _make_sizes_after(instance: CustomImage, raw: bool = False, **kwargs: Any) -> None:
    # Wagtail's form deletes the sizes of the old file after it has stored the new one. What goes
    # wrong here must not take the answer to the upload with it: scheduled work tries again.
    if not raw:
        on_commit(lambda: make_sizes(image=instance), robust=True)
