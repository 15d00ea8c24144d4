"""Keeps the drawn pictures for sharing: made once, kept while they may be asked for."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.models import Page

from seo.rules.share_card import ShareCardData
from seo.share_drawing import draw_card

FOLDER = "share-images"
KEPT = timedelta(days=30)
"""How long a picture stays after another has taken its place: copies of the page name it."""

# The last bytes of every whole PNG file.
PNG_END = b"IEND\xaeB`\x82"


def stored_share_image(*, page_id: int, digest: str) -> bytes | None:
    """Return a picture as it is stored, ``None`` when it is not, cannot be read, or is cut off.

    A file is cut off while another process writes it, or for good when the disk was full.
    """
    try:
        with default_storage.open(_name(page_id, digest), "rb") as file:
            content: bytes = file.read()
    except OSError:
        return None
    return content if content.endswith(PNG_END) else None


def keep_share_image(*, page_id: int, card: ShareCardData) -> bytes:
    """Return the picture of a page, drawn and stored unless it is there.

    Two who do so at once end with one file. Raises ``OSError`` when it cannot be stored.
    """
    stored = stored_share_image(page_id=page_id, digest=card.digest)
    if stored is not None:
        return stored
    content = draw_card(card)
    name = _name(page_id, card.digest)
    saved = default_storage.save(name, ContentFile(content))
    if saved != name:
        # Somebody was quicker, or a file that was cut off is in the way.
        default_storage.delete(saved)
        if stored_share_image(page_id=page_id, digest=card.digest) is None:
            default_storage.delete(name)
    return content


def forget_old_share_images(*, now: datetime) -> int:
    """Delete pictures that were replaced :data:`KEPT` ago, and those of deleted pages.

    Returns how many. The newest picture of a page stays. Should an older one be right again,
    because a change was taken back, it is drawn again when somebody asks for it.
    """
    by_page: dict[int, list[str]] = defaultdict(list)
    for name in _stored_names():
        page, _dash, _digest = name.partition("-")
        by_page[int(page) if page.isdecimal() else 0].append(f"{FOLDER}/{name}")
    existing = set(Page.objects.filter(pk__in=list(by_page)).values_list("pk", flat=True))
    out_of_use: list[str] = []
    for page_id, names in by_page.items():
        if page_id not in existing:
            out_of_use += names
        elif len(names) > 1:
            out_of_use += _replaced_before(now - KEPT, names)
    for name in out_of_use:
        default_storage.delete(name)
    return len(out_of_use)


def _replaced_before(moment: datetime, names: list[str]) -> list[str]:
    """Return those of one page's pictures after which another was made before ``moment``."""
    made = sorted((default_storage.get_modified_time(name), name) for name in names)
    return [
        name for (_made_at, name), (replaced_at, _next) in pairwise(made) if replaced_at < moment
    ]


def _stored_names() -> list[str]:
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return []
    return list(names)


def _name(page_id: int, digest: str) -> str:
    return f"{FOLDER}/{page_id}-{digest}.png"
