"""What a screen of the editor is held to beyond what ``page_checks`` holds every page to."""

from __future__ import annotations

from playwright.sync_api import Page

# Wagtail's own: the header, the outline at the side, the box for rich text, dates in its lists.
WAGTAILS = (
    ".w-sr-only, header, .w-slim-header, .w-minimap, .Draftail-Editor, .w-human-readable-date"
)

PRESSED = (
    "a[href], button, summary, select, textarea, "
    "input:not([type=hidden]), [tabindex]:not([tabindex='-1'])"
)

OUT_OF_REACH = """(element) => {
  const {left, right, width} = element.getBoundingClientRect();
  const window = document.documentElement.clientWidth;
  if (!width || (left > -1 && right < window + 1)) return false;
  for (let box = element; box.id !== "main" && box !== document.body; box = box.parentElement) {
    const {overflowX} = getComputedStyle(box);
    if (overflowX !== "visible" && box.getBoundingClientRect().right < window + 1) return false;
  }
  return true;
}"""

# A link in a sentence is as high as its line.
TOO_SMALL = """(element) => {
  const {width, height} = element.getBoundingClientRect();
  const isInSentence = element.matches("a") &&
    element.parentElement.textContent.trim().length > element.textContent.trim().length;
  return !isInSentence && (width < 24 || height < 24);
}"""

SAME_WITH_FOCUS = """(element) => {
  const look = () => {
    const {outlineStyle, outlineWidth, boxShadow, borderColor} = getComputedStyle(element);
    return [outlineStyle !== "none" && outlineWidth, boxShadow, borderColor].join();
  };
  document.activeElement.blur();
  const before = look();
  element.focus({preventScroll: true});
  return document.activeElement === element && look() === before;
}"""


def out_of_reach(page: Page, within: str) -> list[str]:
    """Return what lies beyond the window's sides where nobody can scroll to it.

    The editor cuts off what is too wide, so that the page itself never scrolls. What stands in an
    inner box that scrolls is within reach.
    """
    return _wrong(page, within, "*", OUT_OF_REACH)


def small_targets(page: Page, within: str) -> list[str]:
    """Return what is pressed and is smaller than 24 by 24 pixels, but for links in a sentence."""
    return _wrong(page, within, PRESSED, TOO_SMALL)


def without_visible_focus(page: Page, within: str) -> list[str]:
    """Return what looks the same with the keyboard's focus as without it."""
    # The browser shows focus once a key was pressed.
    page.keyboard.press("Shift")
    return _wrong(page, within, PRESSED, SAME_WITH_FOCUS)


def _wrong(page: Page, within: str, looked_at: str, is_wrong: str) -> list[str]:
    script = """([within, lookedAt, wagtails]) =>
      [...document.querySelectorAll(within)]
        .flatMap((part) => [...part.querySelectorAll(lookedAt)])
        .filter((element) => element.checkVisibility({visibilityProperty: true}))
        .filter((element) => !element.closest(wagtails))
        .filter(IS_WRONG)
        .map((element) => element.outerHTML.replace(/\\s+/g, " ").slice(0, 160))"""
    wrong: list[str] = page.evaluate(
        script.replace("IS_WRONG", is_wrong), [within, looked_at, WAGTAILS]
    )
    return wrong
