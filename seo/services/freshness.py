"""Looks at pages again that may read differently, and stores since when each reads as it does.

What a page says is kept for the site's search in the same look.

A page is due when something that it was made from has changed (:mod:`seo.change_signals`), and when
its own time has run out: at the next midnight at the clinic at the latest. That catches what time
alone changes, such as a fact that runs out, and whatever no tag told of. Pages are printed by
scheduled work alone, some at a time, never in the request of a visitor or an editor.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Page, Site

from clinic.models import LaunchSettings
from operations.due_work import WorkFailed
from seo.content_digest import read_page
from seo.models import BasePage, ChangedTag, ContentStamp, SearchText
from seo.services.index_now import queue_addresses
from seo.services.search_texts import index_search_texts, keep_search_text, search_text_of
from seo.site_reading import one_by_one, printed, site_pages
from seo.sitemaps import without_left_out

logger = logging.getLogger(__name__)

# A page that is seen for the first time this soon after it was first published has not changed
# since. One that is older may have, and then no date is better than a wrong one.
STILL_NEW = timedelta(days=1)
AFTER_A_FAILURE = timedelta(hours=1)
LONGEST = timedelta(days=1)
FAILURES_NAMED = 5


@dataclass(slots=True)
class Looks:
    """What came of looking: how many pages were read, which differed, which could not be read."""

    read: int = 0
    changed: int = 0
    failed: list[str] = field(default_factory=list)


def look_at_pages(*, now: datetime, seconds: float) -> Looks:
    """Look at every page that is due, for at most ``seconds``; the rest waits for the next call.

    Search engines are to be told of what came, changed, moved and went. Raises ``WorkFailed``
    after all the others when a page could not be printed; it is tried again in an hour.
    """
    mark_due(now=now)
    deadline = monotonic() + seconds
    looks = Looks()
    for site in Site.objects.select_related("root_page").order_by("pk"):
        listed = listed_keys(site)
        _take_off_list(site, listed, now)
        if not LaunchSettings.for_site(site).counts_as_launched:
            listed = set()
        for page in one_by_one(_due_keys(site, now)):
            if monotonic() >= deadline:
                break
            _look_at(page, site, page.pk in listed, looks)
    index_search_texts()
    if looks.failed:
        some = "; ".join(looks.failed[:FAILURES_NAMED])
        raise WorkFailed(f"{len(looks.failed)} pages could not be read: {some}")
    return looks


def mark_due(*, now: datetime) -> int:
    """Make every page due that carries a tag which changed; return how many."""
    with transaction.atomic():
        rows = dict(ChangedTag.objects.values_list("pk", "tag"))
        if not rows:
            return 0
        changed = set(rows.values())
        stamps = ContentStamp.objects.filter(look_at__gt=now).values_list("pk", "tags")
        due = [key for key, tags in stamps.iterator() if not changed.isdisjoint(tags.split(" "))]
        for start in range(0, len(due), 500):
            ContentStamp.objects.filter(pk__in=due[start : start + 500]).update(look_at=now)
        keys = list(rows)
        for start in range(0, len(keys), 500):
            ChangedTag.objects.filter(pk__in=keys[start : start + 500]).delete()
    return len(due)


def listed_keys(site: Site) -> set[int]:
    """Return the keys of the pages of ``site`` that search engines may list, launched or not."""
    return set(without_left_out(site_pages(site)).values_list("pk", flat=True))


def _due_keys(site: Site, now: datetime) -> list[int]:
    """Return pages that were never looked at, then those that are due, the longest due first."""
    pages = site_pages(site)
    new = pages.filter(content_stamp=None).order_by("path").values_list("pk", flat=True)
    due = pages.filter(content_stamp__look_at__lte=now).order_by("content_stamp__look_at", "path")
    return [*new, *due.values_list("pk", flat=True)]


def _look_at(page: Page, site: Site, may_be_listed: bool, looks: Looks) -> None:
    now = timezone.now()
    stamp = ContentStamp.objects.filter(page=page).first()
    stamp = stamp or ContentStamp(page=page, site=site, url="", digest="", is_listed=False)
    try:
        html, context = printed(page, site)
        reading = read_page(html)
    except Exception as problem:
        # Whatever is wrong with one page keeps no other from being looked at.
        logger.exception("The page %s could not be read", page.pk)
        looks.failed.append(f"{page.title}: {type(problem).__name__}")
        stamp.look_at = now + AFTER_A_FAILURE
        _store(stamp)
        return
    looks.read += 1
    data = context.get("data")
    until = getattr(data, "valid_until", None) or now + LONGEST
    before = (stamp.url, stamp.digest, stamp.is_listed)
    former_site, stamp.site = stamp.site, site
    stamp.url = page.get_full_url() or ""
    stamp.is_listed = may_be_listed and _is_own(page)
    if stamp.digest != reading.digest:
        looks.changed += bool(stamp.digest)
        stamp.changed_at = now if stamp.digest else _first_published(page, now)
        stamp.digest = reading.digest
    stamp.tags = " ".join(sorted(getattr(data, "cache_tags", ())))
    stamp.look_at = max(min(until, now + LONGEST), now + timedelta(seconds=1))
    text = search_text_of(page, reading, data)
    _store(stamp, text=text, news=_news(before, stamp), sites={former_site, site}, now=now)


def _store(
    stamp: ContentStamp,
    *,
    text: SearchText | None = None,
    news: Iterable[str] = (),
    sites: Iterable[Site] = (),
    now: datetime | None = None,
) -> None:
    """Store ``stamp`` and ``text``; have ``news`` told in the name of ``sites`` whose they are.

    A page that was deleted while it was read has nothing to store; the next look takes it off.
    """
    try:
        with transaction.atomic():
            stamp.save()
            if text is not None:
                keep_search_text(text=text)
            for site in sites:
                queue_addresses(site=site, urls=news, now=now or timezone.now())
    except IntegrityError:
        logger.info("The page %s was deleted while it was looked at", stamp.page_id)


def _news(before: tuple[str, str, bool], stamp: ContentStamp) -> list[str]:
    """Return the addresses that search engines should look at again, old ones among them."""
    old_url, _digest, was_listed = before
    urls = []
    if was_listed and (old_url != stamp.url or not stamp.is_listed):
        urls.append(old_url)
    if stamp.is_listed and before != (stamp.url, stamp.digest, True):
        urls.append(stamp.url)
    return urls


def _take_off_list(site: Site, listed: set[int], now: datetime) -> None:
    """Have search engines told of pages that were listed and are gone, private or kept out."""
    stamps = ContentStamp.objects.filter(site=site)
    gone = [
        (stamp.pk, stamp.url)
        for stamp in stamps.filter(is_listed=True).iterator()
        if stamp.page_id not in listed
    ]
    with transaction.atomic():
        queue_addresses(site=site, urls=[url for _key, url in gone], now=now)
        for start in range(0, len(gone), 500):
            some = [key for key, _url in gone[start : start + 500]]
            ContentStamp.objects.filter(pk__in=some).update(is_listed=False)
        stamps.filter(page=None).delete()


def _is_own(page: Page) -> bool:
    """Tell whether the page is the one to list: no copy, and no other address named for it."""
    return not (isinstance(page, BasePage) and (page.alias_of_id or page.canonical_url))


def _first_published(page: Page, now: datetime) -> datetime | None:
    first = page.first_published_at
    return first if first is not None and now - first < STILL_NEW else None
