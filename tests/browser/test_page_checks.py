"""The checks of public pages find what is wrong."""

from __future__ import annotations

import html5lib
import pytest
from playwright.sync_api import Page

from tests.browser.page_checks import (
    COLOR_RULES,
    DESK,
    LARGE_LETTERS,
    MOST_COVERED,
    NARROW,
    PHONE,
    accessibility_problems,
    check_markup,
    hidden_by_phone_bar,
    letters_of,
    measured,
    overflow,
    resize,
)


@pytest.fixture
def page(visitor: Page) -> Page:
    visitor.goto("/about/")
    resize(visitor, PHONE)
    return visitor


def test_the_checks_of_a_page_find_what_is_wrong(page: Page) -> None:
    page.keyboard.press("Tab")
    page.evaluate(
        """() => {
          const main = document.querySelector("main");
          const add = (tag, style, text = "x") => {
            const each = Object.assign(document.createElement(tag), { textContent: text });
            if (tag === "a") each.href = "#";
            Object.assign(each.style, style);
            main.append(each);
          };
          main.append(document.createElement("img"));
          add("a", { display: "block", outline: "none" }, "unseen");
          add("a", { display: "block", outline: "3px solid #eee" }, "faint");
          add("a", { position: "fixed", bottom: 0 }, "covered");
          add("a", { display: "block", width: "20px", lineHeight: "20px" });
          add("a", { display: "block", width: "20px", lineHeight: "20px" });
          add("p", { position: "sticky", top: 0, height: "200px" });
          add("p", { forcedColorAdjust: "none", color: "#eee", background: "#fff" }, "hardly read");
          document.querySelector("h1").style.minWidth = "700px";
          document.querySelector(".site-footer__row").append("x".repeat(9));
          document.body.style.paddingBottom = 0;
        }"""
    )

    assert any(problem.startswith("image-alt") for problem in accessibility_problems(page))
    assert overflow(page) > 0
    assert hidden_by_phone_bar(page) > 0
    assert measured(page, "covered") > MOST_COVERED
    assert len(measured(page, "smallTargets")) == 2
    found = [problem.split(":")[0] for problem in measured(page, "focusProblems")]
    assert found == ["no outline", "faint outline", "covered"]
    page.emulate_media(forced_colors="active")
    assert accessibility_problems(page, COLOR_RULES) != []
    with pytest.raises(html5lib.html5parser.ParseError):
        check_markup("<!doctype html><p><div></p>")


def test_they_see_large_letters_spaced_letters_and_what_sticks_out_of_a_fixed_bar(
    page: Page,
) -> None:
    heading = "document.querySelector('h1').style"
    page.evaluate(f"{heading}.minWidth = '20em'")
    resize(page, DESK)
    assert overflow(page) == 0
    with letters_of(page, LARGE_LETTERS):
        assert overflow(page) > 0
    assert overflow(page) == 0
    page.evaluate(f"{heading} = 'white-space: nowrap; font-size: 20px'")
    page.evaluate("document.querySelector('h1').textContent = 'x'.repeat(100)")
    assert overflow(page) == 0
    measured(page, "spaceOut", True)
    assert overflow(page) > 0
    measured(page, "spaceOut", False)

    page.evaluate(f"{heading} = 'overflow-wrap: anywhere'")
    resize(page, PHONE)
    assert overflow(page) == 0
    page.evaluate("document.querySelector('.phone-bar .button').style.minWidth = '400px'")
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW
    assert overflow(page) > 0
