"""The watch over browser pages sees what it is there for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import Page

from tests.browser.watching import Watch

ORIGIN = "http://127.0.0.1:8000"
DOCUMENT = f"{ORIGIN}/faq/"


class WatchedPage:
    """Stands for a browser's page: keeps the watch's listeners, and tells them what happens."""

    url = DOCUMENT

    def __init__(self) -> None:
        self.listeners: dict[str, Any] = {}

    def on(self, event: str, listener: Any) -> None:
        self.listeners[event] = listener


def problems_after(event: str, happening: object) -> list[str]:
    page = WatchedPage()
    watch = Watch(cast(Page, page), origin=ORIGIN)
    page.listeners[event](happening)
    return watch.problems


def message(text: str, *, kind: str = "error", source: str = DOCUMENT) -> SimpleNamespace:
    return SimpleNamespace(type=kind, text=text, location={"url": source})


@pytest.mark.parametrize(
    ("event", "happening"),
    [
        ("request", SimpleNamespace(url="https://fonts.example.com/a.woff2")),
        ("request", SimpleNamespace(url=f"{ORIGIN}.example.com/a.js")),
        ("response", SimpleNamespace(url=DOCUMENT, status=500)),
        ("pageerror", "ReferenceError: x is not defined"),
        ("console", message("Refused to execute inline script")),
        ("console", message("Failed to load resource: 404", source=f"{ORIGIN}/static/a.css")),
    ],
)
def test_what_must_never_happen_is_a_problem(event: str, happening: object) -> None:
    assert len(problems_after(event, happening)) == 1


@pytest.mark.parametrize(
    ("event", "happening"),
    [
        ("request", SimpleNamespace(url=f"{ORIGIN}/static/a.css")),
        ("request", SimpleNamespace(url="data:image/svg+xml,")),
        ("response", SimpleNamespace(url=DOCUMENT, status=404)),
        ("console", message("only told", kind="info")),
        ("console", message("Failed to load resource: 404")),
    ],
)
def test_what_is_as_it_should_be_is_no_problem(event: str, happening: object) -> None:
    assert problems_after(event, happening) == []
