"""Counts tries to get in, and says who has to wait.

Account names, known or not, are treated alike: nothing here looks whether an account exists.
"""

from __future__ import annotations

import logging
import math
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sign_in import pacing
from sign_in.models import TryCount
from sign_in.pacing import Count, Pace, Rules, StrangerCounts

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=1)
"""How long a count is kept after the last request that it was asked for."""
MAX_ROWS = 200_000
"""No attack makes the table longer than that for longer than a minute."""


class Kind(StrEnum):
    """What is tried. Each kind has counts of its own."""

    PASSWORD = "password"  # noqa: S105
    CODE = "code"
    RESET = "reset"
    CONFIRM = "confirm"


RULES: dict[Kind, Rules] = {
    Kind.PASSWORD: pacing.PASSWORD,
    Kind.CODE: pacing.CODE,
    Kind.RESET: pacing.RESET,
    # Somebody who is signed in says again who they are: one count for each account.
    Kind.CONFIRM: pacing.CODE,
}


class TooManyTriesError(Exception):
    """It is too early for another try; ``wait`` tells how long it takes.

    ``kind`` is given for strangers, who have other ways than to wait; not for a device that is
    known already.
    """

    def __init__(self, wait: timedelta, *, kind: Kind | None = None) -> None:
        self.wait = wait
        message = _("Too many tries. Please wait %(wait)s, then try again.")
        if kind in (Kind.PASSWORD, Kind.CODE):
            message = _(
                "Too many tries. Please wait %(wait)s, then try again. You need not wait on a "
                "device on which you have signed in before, nor once you have set a new password "
                "through the link in our e-mail."
            )
        if kind is Kind.RESET:
            # Whoever made the queue has had e-mails sent, to the owner of the account alone.
            message = _(
                "Too many tries. Please wait %(wait)s, then try again. If somebody asked for your "
                "account lately, the newest e-mail from us holds a link: use that one, whoever "
                "asked for it. It works for a day."
            )
        super().__init__(message % {"wait": wait_in_words(wait)})


@dataclass(frozen=True, kw_only=True, slots=True)
class Try:
    """A try that was let through and counted; ``keys`` are what it counted on."""

    first_key: str
    other_keys: tuple[str, ...] = ()


def wait_in_words(wait: timedelta) -> str:
    """Return ``wait`` as people say it, rounded up: seconds up to two minutes, then minutes.

    From two hours on it is hours.
    """
    seconds = math.ceil(wait.total_seconds())
    if seconds < 120:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    minutes = math.ceil(seconds / 60)
    if minutes < 120:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = math.ceil(minutes / 60)
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}


def normalized_account(name: str) -> str:
    """Return the form of an account's name, or e-mail address, under which tries are counted."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def begin_try(*, kind: Kind, account: str, address: str, device: str | None, now: datetime) -> Try:
    """Count one try, before it is judged.

    ``account`` is the name as it was typed; ``address`` is from ``counted_address``; ``device`` is
    the number of a device known to the account, or None. Raises ``TooManyTriesError``.
    """
    name = normalized_account(account)
    rules = RULES[kind]
    if device is not None:
        key = _key(kind, "device", name, device)
        done = Try(first_key=key)
        wait = _wait({key: rules.device}, now) or _try_from_device(rules, key, now)
    else:
        keys = {
            "account": _key(kind, "account", name),
            "address": _key(kind, "address", address),
            "pair": _key(kind, "pair", name, address),
        }
        done = Try(first_key=keys["pair"], other_keys=(keys["address"], keys["account"]))
        paces = {keys["address"]: rules.address, keys["pair"]: rules.pair}
        wait = _wait(paces, now) or _try_from_stranger(rules, keys, now)
    if wait:
        logger.warning("Held back: %s, key %s, for %s.", kind, done.first_key[:8], wait)
        raise TooManyTriesError(wait, kind=kind if device is None else None)
    return done


def forgive(attempt: Try) -> None:
    """Take back a try that turned out right.

    The count of the device, or of the pair of account and address, begins anew. Those of the
    address and the account only lose this one try: others may be at work there.
    """
    keys = sorted((attempt.first_key, *attempt.other_keys))
    with transaction.atomic():
        # In the order in which tries are begun, or two who sign in at once wait for each other.
        list(TryCount.objects.select_for_update().filter(key__in=keys).order_by("key"))
        TryCount.objects.filter(key=attempt.first_key).update(tries=0, last_at=None, place_at=None)
        TryCount.objects.filter(key__in=attempt.other_keys, tries__gt=0).update(
            tries=F("tries") - 1
        )


def forget_old_tries(*, now: datetime) -> int:
    """Delete the counts that nothing depends on any more; return how many.

    If an attack has made more rows than the site keeps, those go first that end first.
    """
    gone, _by_model = TryCount.objects.filter(expires_at__lte=now).delete()
    too_many = TryCount.objects.count() - MAX_ROWS
    if too_many > 0:
        first = TryCount.objects.order_by("expires_at").values("pk")[:too_many]
        gone += TryCount.objects.filter(pk__in=list(first.values_list("pk", flat=True))).delete()[0]
    return gone


def _wait(paces: dict[str, Pace], now: datetime) -> timedelta:
    """Return the wait that is known without writing, so that a flood of requests writes nothing."""
    rows = TryCount.objects.filter(key__in=paces)
    waits = [pacing.wait_left(paces[row.key], _count(row), now) for row in rows]
    return max(waits, default=pacing.NO_WAIT)


@transaction.atomic
def _try_from_device(rules: Rules, key: str, now: datetime) -> timedelta:
    rows = _locked([key], now)
    wait, count = pacing.judge_device(rules, _count(rows[key]), now)
    _store(rows[key], count, now)
    return wait


@transaction.atomic
def _try_from_stranger(rules: Rules, keys: dict[str, str], now: datetime) -> timedelta:
    rows = _locked(sorted(keys.values()), now)
    counts = StrangerCounts(**{part: _count(rows[key]) for part, key in keys.items()})
    wait, after = pacing.judge_stranger(rules, counts, now)
    for part, key in keys.items():
        _store(rows[key], getattr(after, part), now)
    return wait


def _key(kind: Kind, part: str, *values: str) -> str:
    # Each value with its length, so that no two lists of values make the same text.
    text = "".join(f"{len(value)}:{value}" for value in (kind, part, *values))
    return salted_hmac("sign_in.tries", text, algorithm="sha256").hexdigest()


def _locked(keys: list[str], now: datetime) -> dict[str, TryCount]:
    """Return the rows of ``keys``, held for this transaction; always asked for in one order."""
    rows: dict[str, TryCount] = {}
    # Again where scheduled work forgot one between the two.
    while len(rows) < len(keys):
        TryCount.objects.bulk_create(
            [TryCount(key=key, expires_at=now + KEPT_FOR) for key in keys], ignore_conflicts=True
        )
        found = TryCount.objects.select_for_update().filter(key__in=keys).order_by("key")
        rows = {row.key: row for row in found}
    return rows


def _count(row: TryCount) -> Count:
    return Count(tries=row.tries, last_at=row.last_at, place_at=row.place_at)


def _store(row: TryCount, count: Count, now: datetime) -> None:
    row.tries, row.last_at, row.place_at = count.tries, count.last_at, count.place_at
    row.expires_at = max(now, count.place_at or now) + KEPT_FOR
    row.save(update_fields=["tries", "last_at", "place_at", "expires_at"])
