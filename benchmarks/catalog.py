"""Every benchmark, in the order in which they run on one database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from benchmarks.measures import Measure

# Pages first, on the demo as it is; requests before there are many pages, which scheduled work
# would read; "freshness" on the many pages that others have made.
KEYS = ("pages", "claims", "appointments", "gate", "to_do", "share_pictures", "freshness")


class Benchmark(Protocol):
    """A module of this package. ``NAMES`` are those of all measures that it can yield."""

    TITLE: str
    ABOUT: str
    NAMES: tuple[str, ...]

    def measure(self) -> Iterator[Measure]:
        """Yield the figures."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What one benchmark found, and how many seconds it took."""

    key: str
    measures: tuple[Measure, ...]
    took: float


class UnknownBenchmarkError(Exception):
    """Somebody named a benchmark that is not there; the message lists those that are."""


def benchmark(key: str) -> Benchmark:
    """Import a benchmark; Django has to be set up by then."""
    return cast("Benchmark", import_module(f"benchmarks.{key}"))


def chosen_keys(words: list[str]) -> tuple[str, ...]:
    """Return the benchmarks that are named, in their order; all of them where none is.

    Raises ``UnknownBenchmarkError``.
    """
    if unknown := sorted(set(words) - set(KEYS)):
        raise UnknownBenchmarkError(
            f"No benchmark {', '.join(unknown)}. There are: {' '.join(KEYS)}"
        )
    return tuple(key for key in KEYS if key in words) or KEYS
