"""What a page says: its words, and as one number that changes when it does.

A change of main content, structured data or links is a change; a republish is not. So three things
count: the words inside ``main``, where its links lead, and the page's JSON-LD. Markup, menus,
notices and the foot of the page do not.
(https://developers.google.com/search/docs/crawling-indexing/sitemaps/build-sitemap)
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

IGNORED_ATTRIBUTE = "data-not-content"
"""Marks an element whose words do not count: a date of publishing, what holds for one moment."""

# Dates that speak of the page as a document, not of what it says.
IGNORED_KEYS = frozenset({"dateModified", "datePublished", "sdDatePublished"})
GRAPH_TYPE = "application/ld+json"
WORDLESS = frozenset({"script", "style", "template"})
# They have no end, so nothing stands inside them.
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})
TITLE = "h1"
HEADINGS = frozenset({"h2", "h3", "h4"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """The words of a page as a visitor reads them, those of its title and headings, its digest.

    ``words`` has all of the main element. ``digest`` has 64 hexadecimal digits.
    """

    title: str
    headings: str
    words: str
    digest: str


def content_digest(html: str) -> str:
    """Return the digest of the page printed as ``html``; raises what :func:`read_page` does."""
    return read_page(html).digest


def read_page(html: str) -> ReadPage:
    """Return what the page printed as ``html`` says.

    Raises ``ValueError`` for a page whose JSON-LD is not JSON.
    """
    reader = _PageReader()
    reader.feed(html)
    reader.close()
    words = _joined(reader.words)
    parts = [
        words,
        reader.links,
        [_canonical(json.loads(graph)) for graph in reader.graphs],
    ]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return ReadPage(
        title=_joined(reader.titles),
        headings=_joined(reader.headings),
        words=words,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def _joined(words: list[str]) -> str:
    return " ".join(unicodedata.normalize("NFC", " ".join(words)).split())


def _canonical(value: Any) -> Any:
    """Return ``value`` without ignored keys and with the nodes of a graph in one fixed order."""
    if isinstance(value, dict):
        kept = {key: _canonical(part) for key, part in value.items() if key not in IGNORED_KEYS}
        if isinstance(kept.get("@graph"), list):
            kept["@graph"].sort(key=lambda node: json.dumps(node, sort_keys=True))
        return kept
    if isinstance(value, list):
        return [_canonical(part) for part in value]
    return value


class _PageReader(HTMLParser):
    """Collects words and links of the main element, and the JSON-LD of the whole page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.titles: list[str] = []
        self.headings: list[str] = []
        self.links: list[str] = []
        self.graphs: list[str] = []
        self._in_graph = False
        self._in_main = False
        self._heading = ""
        # The tag that words are skipped for, and how many of its kind stand open.
        self._skipped, self._depth = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link or the description of a picture, and where something begins."""
        values = dict(attrs)
        if self._skipped:
            self._depth += tag == self._skipped
        elif tag == "script" and values.get("type") == GRAPH_TYPE:
            self._in_graph = True
            self.graphs.append("")
        elif tag in WORDLESS or IGNORED_ATTRIBUTE in values:
            if tag not in VOID:
                self._skipped, self._depth = tag, 1
        elif tag == "main":
            self._in_main = True
        elif self._in_main:
            self._note(tag, values)

    def _note(self, tag: str, values: dict[str, str | None]) -> None:
        if tag == "a" and values.get("href"):
            self.links.append(values["href"] or "")
        elif tag == "img" and values.get("alt"):
            self.words.append(values["alt"] or "")
        elif tag == TITLE or tag in HEADINGS:
            self._heading = tag

    def handle_endtag(self, tag: str) -> None:
        """Note where something ends."""
        if tag == self._skipped:
            self._depth -= 1
            if not self._depth:
                self._skipped = ""
        elif tag == "script":
            self._in_graph = False
        elif tag == "main" and not self._skipped:
            self._in_main = False
        elif tag == self._heading:
            self._heading = ""

    def handle_data(self, data: str) -> None:
        """Note words."""
        if self._in_graph:
            self.graphs[-1] += data
        elif self._in_main and not self._skipped:
            self.words.append(data)
            if self._heading:
                (self.titles if self._heading == TITLE else self.headings).append(data)
