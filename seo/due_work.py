"""The scheduled work of this package: pictures, changed pages, announcements, old files."""

from __future__ import annotations

from datetime import datetime, timedelta
from time import monotonic

from operations.due_work import due_work
from seo.models import BasePage
from seo.services.freshness import look_at_pages
from seo.services.index_now import send_addresses
from seo.services.redirect_import import forget_redirect_uploads
from seo.services.share_images import forget_old_share_images, keep_share_image
from seo.share_images import image_for_visitors, is_drawn
from seo.site_reading import site_pages, sites

LATELY = timedelta(minutes=15)
# Other work waits for these, and publishing at set dates should not be late by much.
SECONDS_FOR_DRAWING = 40.0
SECONDS_FOR_READING = 40.0


@due_work("forget-redirect-files", description="Forgets uploaded files of redirects after a day")
def forget_redirect_files(now: datetime) -> str:
    """Delete old files and return how many."""
    gone = forget_redirect_uploads(now=now)
    return f"files forgotten: {gone}" if gone else ""


@due_work("draw-share-pictures", description="Draws the pictures of pages published lately.")
def draw_share_pictures(now: datetime) -> str:
    """Draw what was published in the last minutes, so that who shares it first need not wait."""
    started, count = monotonic(), 0
    for site in sites():
        pages = site_pages(site).filter(last_published_at__gte=now - LATELY)
        for page in pages.order_by("-last_published_at").specific().iterator(chunk_size=50):
            if monotonic() - started > SECONDS_FOR_DRAWING:
                # The rest is drawn when somebody asks for it.
                break
            if not isinstance(page, BasePage):
                continue
            meta, card = image_for_visitors(page, site)
            if is_drawn(meta, card, page.pk):
                keep_share_image(page_id=page.pk, card=card)
                count += 1
    return f"pictures for sharing looked at: {count}" if count else ""


@due_work("forget-share-pictures", description="Deletes pictures for sharing that are out of use.")
def forget_share_pictures(now: datetime) -> str:
    """Delete replaced pictures after a month; return how many."""
    count = forget_old_share_images(now=now)
    return f"pictures for sharing deleted: {count}" if count else ""


@due_work("look-at-pages", description="Looks which pages read differently than before.")
def look_at_changed_pages(now: datetime) -> str:
    """Look at pages that are due, and return how many were read and how many had changed."""
    looks = look_at_pages(now=now, seconds=SECONDS_FOR_READING)
    return f"{looks.read} pages looked at, {looks.changed} changed" if looks.read else ""


@due_work("tell-search-engines", description="Tells search engines of pages by IndexNow.")
def tell_search_engines(now: datetime) -> str:
    """Send the addresses that wait, and return what came of it."""
    return send_addresses(now=now)
