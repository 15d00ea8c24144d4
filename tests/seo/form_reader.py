"""Which fields a form on a page offers."""

from __future__ import annotations

from html.parser import HTMLParser

FIELDS = {"input", "select", "textarea"}


def field_names(html: str, *, action: str) -> set[str]:
    """Return the names of the fields of each form that posts to ``action``."""
    reader = _Reader(action)
    reader.feed(html)
    reader.close()
    return reader.names


class _Reader(HTMLParser):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self._action = action
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "form":
            self._inside = attributes.get("action") == self._action
        elif tag in FIELDS and self._inside and attributes.get("name"):
            self.names.add(attributes["name"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
