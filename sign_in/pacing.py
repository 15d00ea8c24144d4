"""How long somebody waits before the next try: the rules, without a database and without a clock.

A try counts before it is judged, so that a hundred tries at once are a hundred and not one. Four
counts are kept. From a device that has signed in to the account before, only that device's own
count matters. Everybody else is held by three: of the pair of account and address, of the address,
and of the account. The first two make waits that grow. The third makes a queue: once many tries
have come from strangers, they are let through one by one, each address with one place. So a
stranger who hammers, and then only waits, cannot keep the owner of the account out, because both
have one place each (OWASP calls the first half of this "device cookies").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

NO_WAIT = timedelta(0)
PLACE_KEPT = timedelta(minutes=10)
"""How long a place in the queue waits for its owner before it is given up."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """What is remembered of one account, address, pair or device.

    ``place_at`` is, for a pair, when its turn in the account's queue comes; for an account, when
    the next free turn is.
    """

    tries: int = 0
    last_at: datetime | None = None
    place_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """``free`` tries without a wait; then ``first_wait``, twice that, and so on to ``longest``.

    After ``forgotten_after`` without a try the count begins anew.
    """

    free: int
    first_wait: timedelta
    longest: timedelta
    forgotten_after: timedelta

    def wait_after(self, tries: int) -> timedelta:
        """Return how long to wait after that many tries."""
        if tries < self.free:
            return NO_WAIT
        doublings = min(tries - self.free, 20)
        return min(self.first_wait * (1 << doublings), self.longest)


@dataclass(frozen=True, kw_only=True, slots=True)
class Brake:
    """How strangers' tries at one account are spread, all of them together.

    ``free`` tries without a queue, then one each ``interval``. The interval never grows: places
    are given out long before their turn comes, and a longer one would come too late for them.
    """

    free: int
    interval: timedelta
    forgotten_after: timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """The paces for one kind of try."""

    pair: Pace
    address: Pace
    device: Pace
    account: Brake


@dataclass(frozen=True, kw_only=True, slots=True)
class StrangerCounts:
    """The three counts that hold a try from a device that is not known."""

    pair: Count
    address: Count
    account: Count


def still_counting(count: Count, forgotten_after: timedelta, now: datetime) -> Count:
    """Return ``count``, or one with no tries when the last is long enough ago."""
    if count.last_at is not None and now - count.last_at >= forgotten_after:
        return replace(count, tries=0)
    return count


def judge_device(rules: Rules, count: Count, now: datetime) -> tuple[timedelta, Count]:
    """Return the wait before a known device may try, and its count after this request."""
    count = still_counting(count, rules.device.forgotten_after, now)
    wait = wait_left(rules.device, count, now)
    return wait, count if wait else _with_a_try(count, now)


def judge_stranger(
    rules: Rules, counts: StrangerCounts, now: datetime
) -> tuple[timedelta, StrangerCounts]:
    """Return the wait before a try from an unknown device, and the counts after this request.

    A request that has to wait is no try: it makes no wait longer, for nobody.
    """
    pair = still_counting(counts.pair, rules.pair.forgotten_after, now)
    address = still_counting(counts.address, rules.address.forgotten_after, now)
    account = still_counting(counts.account, rules.account.forgotten_after, now)
    wait = max(wait_left(rules.pair, pair, now), wait_left(rules.address, address, now))
    if not wait:
        pair, account = _with_a_place(rules.account, pair, account, now)
        wait = max((pair.place_at or now) - now, NO_WAIT)
    if not wait:
        pair = replace(_with_a_try(pair, now), place_at=None)
        address = _with_a_try(address, now)
        account = _with_a_try(account, now)
    return wait, StrangerCounts(pair=pair, address=address, account=account)


def _with_a_place(brake: Brake, pair: Count, account: Count, now: datetime) -> tuple[Count, Count]:
    """Give the pair a place in the account's queue, where there is one and it holds none."""
    if account.tries < brake.free:
        return replace(pair, place_at=None), account
    if pair.place_at is not None and now <= pair.place_at + PLACE_KEPT:
        return pair, account
    place = max(account.place_at or now, now)
    return replace(pair, place_at=place), replace(account, place_at=place + brake.interval)


def wait_left(pace: Pace, count: Count, now: datetime) -> timedelta:
    """Return how long ``count`` still keeps its owner waiting."""
    wait = pace.wait_after(count.tries)
    # Without one, the clock of another machine that is ahead makes none.
    if count.last_at is None or not wait:
        return NO_WAIT
    return max(count.last_at + wait - now, NO_WAIT)


def _with_a_try(count: Count, now: datetime) -> Count:
    return replace(count, tries=count.tries + 1, last_at=now)


_HOUR = timedelta(hours=1)
_ONE_DEVICE = Pace(
    free=10,
    first_wait=timedelta(seconds=30),
    longest=timedelta(minutes=15),
    forgotten_after=_HOUR,
)
_ONE_PAIR = Pace(
    free=5, first_wait=timedelta(seconds=30), longest=_HOUR, forgotten_after=timedelta(days=1)
)
_ONE_ADDRESS = Pace(
    free=20, first_wait=timedelta(seconds=30), longest=_HOUR, forgotten_after=2 * _HOUR
)

PASSWORD = Rules(
    pair=_ONE_PAIR,
    address=_ONE_ADDRESS,
    device=_ONE_DEVICE,
    account=Brake(free=10, interval=timedelta(seconds=30), forgotten_after=_HOUR),
)
"""A single address gets 11 tries in the first hour; all addresses together 130, then 120."""

CODE = Rules(
    pair=_ONE_PAIR,
    address=_ONE_ADDRESS,
    device=replace(_ONE_DEVICE, free=5),
    account=Brake(free=5, interval=timedelta(minutes=10), forgotten_after=timedelta(days=1)),
)
"""For six digits, tried by somebody who has the password: 150 a day, of a million."""

RESET = Rules(
    pair=Pace(
        free=3, first_wait=timedelta(minutes=5), longest=_HOUR, forgotten_after=timedelta(days=1)
    ),
    address=Pace(
        free=10, first_wait=timedelta(minutes=5), longest=_HOUR, forgotten_after=timedelta(days=1)
    ),
    device=_ONE_DEVICE,
    account=Brake(free=5, interval=timedelta(minutes=30), forgotten_after=6 * _HOUR),
)
"""For e-mails with a link to a new password: a mailbox gets five, then two an hour."""
