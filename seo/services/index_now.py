"""Tells search engines that take part in IndexNow which addresses they should look at again.

https://www.indexnow.org/documentation. Addresses are queued by the looks of scheduled work and sent
by scheduled work, so nobody's request ever waits for another machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from wagtail.models import Site

from clinic.models import LaunchSettings
from seo.index_now_call import Answer, Outcome, call_index_now
from seo.models import AddressToAnnounce, SearchSettings

MOST_IN_A_CALL = 10_000
FIRST_PAUSE = timedelta(minutes=2)
LONGEST_PAUSE = timedelta(hours=6)


def key_of(site: Site) -> str:
    """Return the key to tell search engines with, ``""`` while nothing is to be told.

    That is without a key, before the launch, and for the local demo, which nobody can reach.
    """
    if settings.IS_DEMO or not LaunchSettings.for_site(site).is_launched:
        return ""
    return str(SearchSettings.for_site(site).index_now_key)


def queue_addresses(*, site: Site, urls: Iterable[str], now: datetime) -> None:
    """Have ``urls`` of ``site`` announced; one that waits already is announced once.

    Does nothing while :func:`key_of` gives none, nor for an address of another host, whose key file
    we do not have.
    """
    wanted = [url for url in urls if url.startswith(f"{site.root_url}/")]
    if not wanted or not key_of(site):
        return
    AddressToAnnounce.objects.bulk_create(
        [
            AddressToAnnounce(site=site, url=url, queued_at=now, next_attempt_at=now)
            for url in dict.fromkeys(wanted)
        ],
        batch_size=200,
        update_conflicts=True,
        unique_fields=["site", "url"],
        update_fields=["queued_at"],
    )


def send_addresses(*, now: datetime) -> str:
    """Send what waits, one call for each site; return a line on what happened, or ``""``.

    A refusal stops the site until its settings are saved again. Anything else that goes wrong is
    tried again later, after a pause that doubles.
    """
    lines = []
    waiting = AddressToAnnounce.objects.order_by().values_list("site", flat=True).distinct()
    for site in Site.objects.filter(pk__in=waiting).order_by("pk"):
        line = _send_for(site, now)
        if line:
            lines.append(f"{site.hostname}: {line}")
    return "; ".join(lines)


def try_again(*, site: Site, now: datetime) -> None:
    """Have refused addresses of ``site`` sent with the settings that were just saved."""
    refused = AddressToAnnounce.objects.filter(site=site, is_refused=True)
    refused.update(is_refused=False, attempts=0, problem="", next_attempt_at=now)


def _send_for(site: Site, now: datetime) -> str:
    waiting = AddressToAnnounce.objects.filter(site=site)
    key = key_of(site)
    if not key:
        waiting.delete()
        return ""
    if waiting.filter(is_refused=True).exists():
        return ""
    due = list(waiting.filter(next_attempt_at__lte=now).order_by("pk")[:MOST_IN_A_CALL])
    # After a failure everything waits, also what was queued since.
    held = waiting.filter(next_attempt_at__gt=now, attempts__gt=0).exists()
    if not due or held:
        return ""
    answer = call_index_now(
        endpoint=settings.INDEXNOW_ENDPOINT,
        host=urlsplit(site.root_url).netloc,
        key=key,
        key_location=f"{site.root_url}{reverse('index_now_key', args=[key])}",
        urls=[address.url for address in due],
    )
    if answer.outcome is Outcome.TAKEN:
        _forget(due)
        return f"{len(due)} addresses announced"
    _note_problem(due, answer, now)
    return f"{len(due)} addresses not announced: {answer.problem}"


def _forget(sent: list[AddressToAnnounce]) -> None:
    """Take what was sent off the list, but for what was queued again while it was being sent."""
    for start in range(0, len(sent), 500):
        some = sent[start : start + 500]
        newest = max(address.queued_at for address in some)
        keys = [address.pk for address in some]
        AddressToAnnounce.objects.filter(pk__in=keys, queued_at__lte=newest).delete()


def _note_problem(due: list[AddressToAnnounce], answer: Answer, now: datetime) -> None:
    attempts = max(address.attempts for address in due) + 1
    pause = answer.retry_after or min(FIRST_PAUSE * 2 ** min(attempts - 1, 10), LONGEST_PAUSE)
    for start in range(0, len(due), 500):
        keys = [address.pk for address in due[start : start + 500]]
        AddressToAnnounce.objects.filter(pk__in=keys).update(
            attempts=attempts,
            problem=answer.problem,
            is_refused=answer.outcome is Outcome.REFUSED,
            next_attempt_at=now + pause,
        )
