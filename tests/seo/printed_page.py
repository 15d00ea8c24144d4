"""A page's data printed as plain HTML, for tests of the graph that need no template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from html import escape
from typing import Any

from seo.page_data import PageData
from seo.structured_data import Node, graph_json
from tests.seo.site_rules import NEW_PATIENTS


def printed_page(data: PageData, nodes: Iterable[Node | None]) -> str:
    """Return a page that shows every text of its data and carries the graph of ``nodes``."""
    return html_with_graph(graph_json(nodes), data.meta.canonical_url, printed_body(data))


def printed_body(data: PageData) -> str:
    """Return every text of the data."""
    return "\n".join(_printed(data))


def html_with_graph(block: str, canonical_url: str, body: str) -> str:
    """Return a page with one ld+json block, printed as it is given."""
    return (
        '<!doctype html><html lang="en"><head><title>t</title>'
        f'<link rel="canonical" href="{escape(canonical_url)}">'
        f'<script type="application/ld+json">{block}</script></head><body>{body}</body></html>'
    )


def _printed(value: Any, name: str = "") -> Iterator[str]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _printed(getattr(value, field.name), field.name)
    elif name == "accepts_new_patients" and value is not None:
        yield f"<p>{NEW_PATIENTS[value]}</p>"
    elif isinstance(value, tuple):
        for part in value:
            yield from _printed(part, name)
        if name == "hours" and not value:
            yield "<p>Closed</p>"
    elif isinstance(value, str):
        yield _printed_text(value, name)


def _printed_text(text: str, name: str) -> str:
    if name == "anchor":
        return f'<p id="{escape(text)}"></p>'
    return f"<div>{text if name.endswith('_html') else escape(text)}</div>"
