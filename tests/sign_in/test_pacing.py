"""How long waits are, by tables and by playing hours of tries against the rules."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest

from sign_in.addresses import counted_address
from sign_in.pacing import (
    CODE,
    NO_WAIT,
    PASSWORD,
    RESET,
    Count,
    Pace,
    Rules,
    StrangerCounts,
    judge_device,
    judge_stranger,
    wait_left,
)

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PACE = Pace(free=2, first_wait=SECOND, longest=8 * SECOND, forgotten_after=60 * SECOND)


class Account:
    """One account that strangers try to get into, and what is remembered of them."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.account = Count()
        self.pairs: dict[str, Count] = defaultdict(Count)
        self.addresses: dict[str, Count] = defaultdict(Count)

    def try_from(self, address: str, now: datetime) -> timedelta:
        """Ask for a try from ``address`` and return the wait."""
        counts = StrangerCounts(
            pair=self.pairs[address], address=self.addresses[address], account=self.account
        )
        wait, after = judge_stranger(self.rules, counts, now)
        self.pairs[address], self.addresses[address] = after.pair, after.address
        self.account = after.account
        return wait

    def tries_in(self, span: timedelta, addresses: list[str], *, every: timedelta) -> int:
        """Let every address knock again and again for ``span``; return how many tries it got."""
        now, let_in = START, 0
        while now < START + span:
            let_in += sum(not self.try_from(address, now) for address in addresses)
            now += every
        return let_in


@pytest.mark.parametrize(
    ("tries", "seconds"), [(0, 0), (1, 0), (2, 1), (3, 2), (4, 4), (5, 8), (6, 8), (10**9, 8)]
)
def test_waits_double_up_to_the_longest(tries: int, seconds: int) -> None:
    assert PACE.wait_after(tries) == seconds * SECOND


def test_a_single_stranger_gets_eleven_passwords_in_an_hour_and_thirty_in_a_day() -> None:
    hour, day = timedelta(hours=1), timedelta(days=1)
    assert Account(PASSWORD).tries_in(hour, ["a"], every=SECOND) == 11
    assert Account(PASSWORD).tries_in(day, ["a"], every=timedelta(seconds=30)) <= 35


def test_a_thousand_addresses_together_get_no_more_than_the_account_allows() -> None:
    addresses = [f"address {number}" for number in range(1000)]
    hour, every = timedelta(hours=1), timedelta(seconds=30)
    assert Account(PASSWORD).tries_in(hour, addresses, every=every) == 10 + 120
    assert Account(CODE).tries_in(hour, addresses, every=every) == 5 + 6


def test_codes_are_guessed_by_no_more_than_a_hundred_and_fifty_tries_a_day() -> None:
    addresses = [f"address {number}" for number in range(200)]
    day, every = timedelta(days=1), timedelta(minutes=5)
    assert Account(CODE).tries_in(day, addresses, every=every) <= 5 + 144


def test_a_hammering_stranger_keeps_a_new_address_waiting_for_less_than_a_minute() -> None:
    account = Account(PASSWORD)
    account.tries_in(timedelta(hours=1), ["stranger", "another"], every=SECOND)
    account.try_from("a third", START + timedelta(hours=1))
    now = START + timedelta(hours=1)
    wait = account.try_from("owner", now)
    assert wait <= timedelta(seconds=30)
    # The stranger goes on; the owner's place is kept.
    for second in range(int(wait.total_seconds())):
        account.try_from("stranger", now + second * SECOND)
    assert account.try_from("owner", now + wait) == NO_WAIT


def test_fifty_hammering_strangers_keep_a_new_address_waiting_as_long_as_a_queue_of_them() -> None:
    account = Account(PASSWORD)
    strangers = [f"stranger {number}" for number in range(50)]
    account.tries_in(timedelta(minutes=5), strangers, every=10 * SECOND)
    now = START + timedelta(minutes=5)
    wait = account.try_from("owner", now)
    assert NO_WAIT < wait <= 51 * timedelta(seconds=30)
    later = now
    while later < now + wait:
        for stranger in strangers:
            account.try_from(stranger, later)
        later += SECOND
    assert account.try_from("owner", now + wait) == NO_WAIT


def test_to_knock_while_waiting_makes_no_wait_longer() -> None:
    account = Account(PASSWORD)
    for _number in range(PASSWORD.pair.free):
        assert account.try_from("a", START) == NO_WAIT
    waits = [account.try_from("a", START + second * SECOND) for second in range(30)]
    assert waits == [(30 - second) * SECOND for second in range(30)]
    assert account.try_from("a", START + 30 * SECOND) == NO_WAIT


def test_an_address_is_slowed_whatever_names_it_tries() -> None:
    address, let_in = Count(), 0
    for _name in range(100):
        counts = StrangerCounts(pair=Count(), address=address, account=Count())
        wait, after = judge_stranger(PASSWORD, counts, START)
        address, let_in = after.address, let_in + (not wait)
    assert let_in == PASSWORD.address.free


def test_the_accounts_count_is_no_business_of_a_known_device() -> None:
    count, now = Count(), START
    for _number in range(PASSWORD.device.free):
        wait, count = judge_device(PASSWORD, count, now)
        assert wait == NO_WAIT
    wait, count = judge_device(PASSWORD, count, now)
    assert wait == timedelta(seconds=30)
    assert judge_device(PASSWORD, count, now + wait)[0] == NO_WAIT


def test_a_known_device_never_waits_longer_than_a_quarter_of_an_hour() -> None:
    for rules in (PASSWORD, CODE):
        assert max(rules.device.wait_after(tries) for tries in range(200)) == timedelta(minutes=15)


@pytest.mark.parametrize("rules", [PASSWORD, CODE, RESET])
def test_nothing_is_forgotten_while_somebody_waits_for_it(rules: Rules) -> None:
    for pace in (rules.pair, rules.address, rules.device):
        assert pace.forgotten_after >= pace.longest


def test_the_clock_of_a_machine_that_is_ahead_makes_no_wait() -> None:
    count = Count(tries=1, last_at=START + timedelta(seconds=2))
    assert wait_left(PASSWORD.pair, count, START) == timedelta(0)


def test_after_a_quiet_time_tries_begin_anew() -> None:
    quiet = Count(tries=9, last_at=START)
    counts = StrangerCounts(pair=quiet, address=quiet, account=Count(tries=50, last_at=START))
    wait, after = judge_stranger(PASSWORD, counts, START + timedelta(days=1))
    assert (wait, after.pair.tries, after.address.tries, after.account.tries) == (NO_WAIT, 1, 1, 1)


@pytest.mark.parametrize(
    ("remote_address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:50123", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", "unknown"),
        ("unix:", "unknown"),
        ("203.0.113.7, 10.0.0.1", "unknown"),
        ("<script>", "unknown"),
    ],
)
def test_an_address_is_counted_by_its_customer(remote_address: str, counted: str) -> None:
    assert counted_address(remote_address) == counted
