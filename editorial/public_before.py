"""Text that was public and comes back, because somebody undoes what took it off the site.

What is off the site is asked anew when it goes live, also for a text from before the first
reviewer that nobody has signed. An undo of ours would be refused by that. So whatever takes a
record off the site keeps hashes of what visitors could read, and its undo may bring back that.
A draft that was written since says something else, and is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicText:
    """What a record said in public: hashes of its clinical texts, and of what names no source.

    Of that, the sentences are those that claim an effect; see
    :func:`~editorial.services.claims.check_effects_cited`. All texts are ``unsourced``; see
    :func:`~editorial.services.effect_statements.check_stated`.
    """

    texts: frozenset[str] = frozenset()
    sentences: frozenset[str] = frozenset()
    unsourced: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, list[str]]:
        """Return what :meth:`from_json` reads."""
        return {
            "texts": sorted(self.texts),
            "sentences": sorted(self.sentences),
            "unsourced": sorted(self.unsourced),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Iterable[str]]) -> PublicText:
        """Return what :meth:`as_json` wrote; nothing for what was stored before it was kept."""
        return cls(
            texts=frozenset(stored.get("texts", ())),
            sentences=frozenset(stored.get("sentences", ())),
            unsourced=frozenset(stored.get("unsourced", ())),
        )


_NOTHING = PublicText()
_coming_back: ContextVar[tuple[type[Any], Any, PublicText] | None] = ContextVar(
    "coming_back", default=None
)


@contextmanager
def coming_back(record: Any, said: PublicText) -> Iterator[None]:
    """Let ``record``, and no other, be saved as live within this block if it says just that."""
    token = _coming_back.set((type(record), record.pk, said))
    try:
        yield
    finally:
        _coming_back.reset(token)


def public_before(record: Any) -> PublicText:
    """Return what ``record`` may say as it comes back; nothing, if nobody is bringing it back."""
    known = _coming_back.get()
    if known is None or known[:2] != (type(record), record.pk):
        return _NOTHING
    return known[2]
