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

    def __init__(self) -> None:
        self.listeners: dict[str, Any] = {}

    def on(self, event: str, listener: Any) -> None:
        self.listeners[event] = listener


def problems_after(event: str, happening: object) -> list[str]:
    page = WatchedPage()
    watch = Watch(cast(Page, page), origin=ORIGIN)
    page.listeners["request"](request(DOCUMENT, is_document=True))
    page.listeners[event](happening)
    return watch.problems


def request(url: str, *, is_document: bool = False) -> SimpleNamespace:
    return SimpleNamespace(url=url, is_navigation_request=lambda: is_document)


def message(text: str, *, kind: str = "error", source: str = DOCUMENT) -> SimpleNamespace:
    return SimpleNamespace(type=kind, text=text, location={"url": source})


@pytest.mark.parametrize(
    ("event", "happening"),
    [
        ("request", request("https://fonts.example.com/a.woff2")),
        ("request", request(f"{ORIGIN}.example.com/a.js")),
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
        ("request", request(f"{ORIGIN}/static/a.css")),
        ("request", request("data:image/svg+xml,")),
        ("response", SimpleNamespace(url=DOCUMENT, status=404)),
        ("console", message("only told", kind="info")),
        ("console", message("Failed to load resource: 404")),
        (
            "console",
            message("Failed to load resource: 400", source=f"{ORIGIN}/admin/pages/19/edit/"),
        ),
    ],
)
def test_what_is_as_it_should_be_is_no_problem(event: str, happening: object) -> None:
    assert problems_after(event, happening) == []
