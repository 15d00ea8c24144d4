"""Codes by which the consoles of search engines know that a site is yours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True)
class VerificationTag:
    """A meta tag as the head of the home page has it."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Console:
    """The console of one search engine: the name of its meta tag and the shape of its codes."""

    name: str
    tag: str
    pattern: re.Pattern[str]


GOOGLE = Console("Google", "google-site-verification", re.compile(r"[\w-]{20,100}=?", re.ASCII))
BING = Console("Bing", "msvalidate.01", re.compile(r"[0-9A-Fa-f]{32}"))
YANDEX = Console("Yandex", "yandex-verification", re.compile(r"[0-9A-Fa-f]{8,64}"))


class NoCodeError(Exception):
    """What was entered holds no code of this console."""


class WrongConsoleError(NoCodeError):
    """What was entered is the meta tag called ``found``, which belongs to another console."""

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(found)


def read_code(console: Console, entered: str) -> str:
    """Return the code in ``entered``: the code itself, or the whole meta tag that holds it.

    Raises :class:`WrongConsoleError` for the tag of another console, :class:`NoCodeError` for
    anything else that is no code.
    """
    code = entered.strip()
    if "<" in code:
        tag = _first_tag(code)
        if tag.name.lower() != console.tag:
            raise WrongConsoleError(tag.name)
        code = tag.content.strip()
    if not console.pattern.fullmatch(code):
        raise NoCodeError(entered)
    return code


def _first_tag(html: str) -> VerificationTag:
    reader = _MetaReader()
    reader.feed(html)
    if reader.found is None:
        raise NoCodeError(html)
    return reader.found


class _MetaReader(HTMLParser):
    """Finds the first meta tag that has a name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: VerificationTag | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag."""
        values = dict(attrs)
        if tag == "meta" and values.get("name") and self.found is None:
            self.found = VerificationTag(values["name"] or "", values.get("content") or "")
