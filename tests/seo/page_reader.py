"""What a visitor and a search engine find in a page: its text, its ids, its structured data."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
UNSEEN = {"head", "script", "style", "template", "noscript"}
PHONE_NUMBER = re.compile(r"[+(]?\d[\d()./\s\u2010-\u2015-]{5,}\d")


@dataclass
class ReadPage:
    """A page as read. ``text`` has what is not hidden; ``blocks`` are its ld+json texts."""

    blocks: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    canonical_url: str = ""
    text: str = ""

    def shows(self, text: str) -> bool:
        """Tell whether the text stands on the page, however it is broken into lines."""
        return "".join(text.split()) in "".join(self.text.split())

    def shows_number(self, telephone: str) -> bool:
        """Tell whether a number in E.164 stands on the page, with or without its country code."""
        national = re.sub(r"\D", "", telephone.removeprefix("+1"))
        return any(national in re.sub(r"\D", "", run) for run in PHONE_NUMBER.findall(self.text))


def read_page(html: str) -> ReadPage:
    """Read a page's HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = ReadPage()
        self._open: list[tuple[str, bool]] = []
        self._in_block = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if attributes.get("id"):
            self.page.ids.add(attributes["id"] or "")
        if tag == "link" and attributes.get("rel") == "canonical":
            self.page.canonical_url = attributes.get("href") or ""
        if tag in VOID:
            return
        self._open.append((tag, tag in UNSEEN or "hidden" in attributes))
        if tag == "script" and (attributes.get("type") or "").lower() == "application/ld+json":
            self._in_block = True
            self.page.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_block = False
        if any(tag == name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._in_block:
            self.page.blocks[-1] += data
        elif not any(hidden for _, hidden in self._open):
            self.page.text += data
