"""What every public page owes its visitors, looked at in a real browser, in every state of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import html5lib
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

SCRIPT = Path(__file__).with_suffix(".js").read_text()
AXE = Axe().axe_script

NARROW, WIDE = 320, 1280
PHONE, DESK = (NARROW, 640), (WIDE, 900)
# 1280 x 1024 at 400 %, as WCAG 1.4.10 asks for.
ENLARGED = (NARROW, 256)
LETTERS, LARGE_LETTERS = 16, 32
# Where a bar at the foot would still have the height that it asks for, and not the width.
TALL_PHONE, LARGER_LETTERS = (390, 844), 24
# A bar that stays may cover this part of a phone's window.
MOST_COVERED = 0.2

RULES = {
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
    ],
    "resultTypes": ["violations"],
}
COLOR_RULES = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}


def accessibility_problems(
    page: Page, rules: dict[str, Any] = RULES, *, within: str = ""
) -> list[str]:
    """Return what axe finds on ``page`` as it stands, one line for each kind of problem.

    With ``within``, a selector, it looks at those parts alone. What moves is taken at its end.
    """
    page.evaluate("document.getAnimations().forEach((moving) => moving.finish())")
    # The editor brings an older axe of its own.
    if not page.evaluate("window.hasOurAxe"):
        page.evaluate(f"{AXE}; window.hasOurAxe = true")
    context = {"include": [[within]]} if within else None
    results: dict[str, Any] = page.evaluate(
        "([context, rules]) => axe.run(context ?? document, rules)", [context, rules]
    )
    return [
        f"{violation['id']}: {violation['help']}: {violation['nodes'][0]['html']}"
        for violation in results["violations"]
    ]


def measured(page: Page, check: str, *arguments: Any) -> Any:
    """Return what a check of ``page_checks.js`` finds on ``page`` as it stands."""
    if page.evaluate("typeof pageChecks") == "undefined":
        page.evaluate(SCRIPT)
    return page.evaluate(f"values => pageChecks.{check}(...values)", arguments)


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(measured(page, "overflow"))


def hidden_by_phone_bar(page: Page) -> float:
    """Return how many pixels of the page's last words the bar covers when scrolled to the end."""
    return float(
        page.evaluate(
            """() => {
              scrollTo(0, document.documentElement.scrollHeight);
              const words = document.querySelector(".site-footer__row")?.getBoundingClientRect();
              const bar = document.querySelector(".phone-bar")?.getBoundingClientRect();
              return bar?.top > 0 ? Math.max(0, words.bottom - bar.top) : 0;
            }"""
        )
    )


def resize(page: Page, size: tuple[int, int]) -> None:
    """Give the window a width and a height in CSS pixels."""
    page.set_viewport_size({"width": size[0], "height": size[1]})


@contextmanager
def letters_of(page: Page, pixels: int) -> Iterator[None]:
    """Show ``page`` as to a visitor whose browser is set to letters of that size."""
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    for size in (pixels, LETTERS):
        session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
        if size == pixels:
            yield
    session.detach()


def check_markup(html: str) -> None:
    """Hold what a server sent to the rules of HTML."""
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def check_open_page(page: Page) -> None:
    """Hold the page that ``page`` shows to what every page owes, in each of its states.

    Colors do not depend on the width, nor the layout on the colors. So each is looked at once.
    """
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    page.emulate_media(color_scheme="light", forced_colors="none")
    resize(page, PHONE)
    assert accessibility_problems(page) == [], "as it is served"
    measured(page, "openAll")
    check_layout(page)
    page.keyboard.press("Tab")
    for size, colors in (
        (PHONE, {}),
        (DESK, {"color_scheme": "dark"}),
        (DESK, {"forced_colors": "active"}),
    ):
        resize(page, size)
        page.emulate_media(**{"color_scheme": "light", "forced_colors": "none"} | colors)
        problems = measured(page, "focusProblems")
        assert problems == [], (size, colors, problems)
        if colors:
            rules = COLOR_RULES if "forced_colors" in colors else RULES
            assert accessibility_problems(page, rules) == [], colors
    page.emulate_media(color_scheme="light", forced_colors="none")


def check_layout(page: Page) -> None:
    """Hold the page to sizes: of windows, of letters, of the space between them, of targets."""
    for size in (PHONE, DESK):
        resize(page, size)
        small = measured(page, "smallTargets")
        assert small == [], (size, small)
        check_fit(page, size)
    check_fit(page, ENLARGED)
    resize(page, PHONE)
    assert hidden_by_phone_bar(page) == 0
    with letters_of(page, LARGE_LETTERS):
        for size in (PHONE, DESK):
            check_fit(page, size, "large letters")
    with letters_of(page, LARGER_LETTERS):
        check_fit(page, TALL_PHONE, "larger letters")
    measured(page, "spaceOut", True)
    for size in (PHONE, DESK):
        check_fit(page, size, "letters far apart")
    measured(page, "spaceOut", False)


def check_fit(page: Page, size: tuple[int, int], state: str = "") -> None:
    """Hold the page to a window: nothing beside it, and not much that always covers it."""
    resize(page, size)
    assert overflow(page) == 0, (size, state)
    assert measured(page, "covered") <= MOST_COVERED, (size, state)
