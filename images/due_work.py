"""Scheduled work on pictures."""

from __future__ import annotations

from datetime import datetime

from images.services.sizes import make_missing_sizes
from operations.due_work import due_work

PICTURES_A_RUN = 50


@due_work("make-picture-sizes", description="Makes sizes of pictures that are missing")
def make_picture_sizes(now: datetime) -> str:
    """Make the sizes of some pictures that lack them."""
    made, unreadable = make_missing_sizes(limit=PICTURES_A_RUN)
    told = [f"{made} pictures made in their sizes"] if made else []
    if unreadable:
        told.append(f"{unreadable} pictures have lost their file")
    return ", ".join(told)
