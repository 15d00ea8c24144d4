"""What a visitor answers, and its way into one value and back. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

VERSION = 1


class UnknownAnswersError(Exception):
    """A value was opened, and is not one that this version of the site wrote."""


# Without a printed form: an answer that reaches a log by mistake tells nothing there.
@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Answers:
    """A request as it was written; empty strings and tuples for what was left out.

    ``days`` are weekdays, 0 for Monday; ``parts`` are keys such as ``"morning"``; ``visit`` is
    ``"new"`` or ``"returning"``; ``page_path`` is like ``"/locations/palo-alto-ca/"``; ``clinic``
    is what the chosen clinic is called, where there are several.
    """

    name: str
    phone: str
    email: str
    days: tuple[int, ...]
    parts: tuple[str, ...]
    visit: str
    page_path: str
    clinic: str = ""


def as_bytes(answers: Answers) -> bytes:
    """Return the answers as JSON, the same for the same answers."""
    return json.dumps({"version": VERSION} | asdict(answers), sort_keys=True).encode()


def from_bytes(text: bytes) -> Answers:
    """Return what :func:`as_bytes` was given; raises :class:`UnknownAnswersError`."""
    try:
        stored: dict[str, Any] = json.loads(text)
        if stored.pop("version") != VERSION or stored.keys() != {f.name for f in fields(Answers)}:
            raise UnknownAnswersError
        return Answers(**stored | {"days": tuple(stored["days"]), "parts": tuple(stored["parts"])})
    except (AttributeError, KeyError, TypeError, ValueError):
        raise UnknownAnswersError from None
