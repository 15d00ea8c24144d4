"""What every public page owes its visitors, seen in a real browser."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from wagtail.models import Locale

from clinic.models import Person
from home.models import PeopleIndexPage, PersonPage
from tests.browser.conftest import OpenPage
from tests.browser.first_view import see_first_view
from tests.browser.screenshots import save_picture
from tests.factories import add_page, publish

FAQ = "/faq/ketamine-for-migraine/"
CITY = "/locations/palo-alto-ca/"
NARROW, WIDE = 320, 1280
# Of a first view: everything that arrives until the page is loaded, pictures and headers included.
MOST_REQUESTS, MOST_BYTES = 6, 60_000

ADDRESSES = (
    "/",
    "/faq/",
    FAQ,
    "/treatments/",
    "/treatments/ketamine-for-migraine/",
    "/locations/",
    "/locations/?zip=9430",
    "/locations/los-altos-ca/",
    CITY,
    "/people/",
    "/about/",
    "/contact/",
    "/search/",
    "/search/?query=migraine",
    "/search/?query=no-such-word",
    "/no-such-page/",
    "/styleguide/",
)

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


def accessibility_problems(page: Page) -> list[str]:
    """Return what axe finds on ``page`` as it stands, one line for each kind of problem."""
    results: dict[str, Any] = Axe().run(page, options=RULES).response
    return [
        f"{violation['id']}: {violation['help']}: {violation['nodes'][0]['html']}"
        for violation in results["violations"]
    ]


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


def hidden_by_phone_bar(page: Page) -> float:
    """Return how many pixels of the page's last words the bar covers when scrolled to the end."""
    return float(
        page.evaluate(
            """() => {
              scrollTo(0, document.documentElement.scrollHeight);
              const words = document.querySelector(".site-footer__row").getBoundingClientRect();
              const bar = document.querySelector(".phone-bar").getBoundingClientRect();
              return bar.top > 0 ? Math.max(0, words.bottom - bar.top) : 0;
            }"""
        )
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_valid_accessible_and_fits_every_screen(visitor: Page, address: str) -> None:
    check_page(visitor, address)


def test_a_profile_and_the_list_that_leads_to_it_are_as_good(visitor: Page) -> None:
    person = Person(
        name="Test Clinician",
        slug="test-clinician",
        job_title="Anesthesiologist",
        credentials="MD",
        bio="<p>Trained in anesthesia.</p>",
        locale=Locale.get_default(),
    )
    person.save()
    add_page(
        PeopleIndexPage.objects.get(),
        PersonPage(title="Test Clinician", slug="test-clinician", person=publish(person)),
    )

    for address in ("/people/", "/people/test-clinician/"):
        check_page(visitor, address)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Test Clinician")


def check_page(visitor: Page, address: str) -> None:
    """Open ``address`` and hold it to what every page owes, in both schemes and widths."""
    response, view = see_first_view(visitor, address)

    assert view.requests <= MOST_REQUESTS
    assert view.sent <= MOST_BYTES
    assert (view.shift, view.unsized) == (0, ())
    assert response.status == (404 if address == "/no-such-page/" else 200)
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.text())
    expect(visitor.get_by_role("heading", level=1)).to_have_count(1)
    # Colors do not depend on the width, nor the layout on the colors.
    for width, scheme in ((NARROW, "light"), (WIDE, "dark")):
        visitor.set_viewport_size({"width": width, "height": 800})
        visitor.emulate_media(color_scheme=scheme)
        assert overflow(visitor) == 0, width
        assert accessibility_problems(visitor) == [], (width, scheme)
    visitor.set_viewport_size({"width": NARROW, "height": 640})
    assert hidden_by_phone_bar(visitor) == 0
    assert visitor.context.cookies() == []


def test_the_checks_of_a_page_find_what_is_wrong(visitor: Page) -> None:
    visitor.goto("/about/")
    visitor.set_viewport_size({"width": NARROW, "height": 640})
    visitor.evaluate(
        """() => {
          const picture = document.createElement("img");
          document.querySelector("main").append(picture);
          document.querySelector("h1").style.minWidth = "700px";
          document.querySelector(".site-footer__row").append("x".repeat(9));
          document.body.style.paddingBottom = 0;
        }"""
    )

    assert any(problem.startswith("image-alt") for problem in accessibility_problems(visitor))
    assert overflow(visitor) > 0
    assert hidden_by_phone_bar(visitor) > 0
    with pytest.raises(html5lib.html5parser.ParseError):
        html5lib.HTMLParser(strict=True).parse("<!doctype html><p><div></p>")


def test_the_keyboard_skips_to_the_content_first(visitor: Page) -> None:
    visitor.goto(FAQ)

    visitor.keyboard.press("Tab")
    skip = visitor.get_by_role("link", name="Skip to the main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    visitor.keyboard.press("Enter")

    expect(visitor.get_by_role("main")).to_be_focused()


@pytest.fixture
def plain(open_page: OpenPage) -> Page:
    """A visitor whose browser runs no script."""
    return open_page(java_script_enabled=False)


def closed_question(page: Page) -> Locator:
    """Return the first question whose answer is not shown."""
    return page.locator("details.question:not([open])").first


def test_questions_open_and_can_be_linked_to_without_script(plain: Page) -> None:
    plain.goto(FAQ)
    question = closed_question(plain)
    heading = question.get_by_role("heading").inner_text()
    anchor = question.locator(".question__answer").get_attribute("id")
    assert anchor is not None
    assert anchor.startswith("faq-")
    opened = plain.locator("details.question").filter(
        has=plain.get_by_role("heading", name=heading, exact=True)
    )
    answer = opened.locator(".question__answer")
    expect(answer).to_be_hidden()

    opened.locator("summary").click()
    expect(answer).to_be_visible()

    plain.goto("about:blank")
    plain.goto(f"{FAQ}#{anchor}")
    expect(answer).to_be_visible()
    expect(answer).to_be_in_viewport()


def test_a_page_is_complete_without_script(plain: Page) -> None:
    plain.goto(CITY)

    expect(plain.get_by_role("heading", level=1)).to_be_visible()
    expect(plain.get_by_role("table", name="Opening hours")).to_be_visible()
    call = plain.get_by_role("link", name="Call (650) 555-0142").first
    expect(call).to_have_attribute("href", "tel:+16505550142")


def test_paper_shows_every_answer(visitor: Page) -> None:
    visitor.goto(FAQ)
    answers = visitor.locator(".question__answer")
    assert answers.count() > 10
    assert any(not answer.is_visible() for answer in answers.all())

    visitor.evaluate("dispatchEvent(new Event('beforeprint'))")
    visitor.emulate_media(media="print")

    assert all(answer.is_visible() for answer in answers.all())
    expect(visitor.locator(".phone-bar")).to_be_hidden()


def test_a_city_page_says_at_once_whom_it_is_for_and_where_the_clinic_is(
    open_page: OpenPage,
) -> None:
    phone = open_page(viewport={"width": 390, "height": 844})
    desk = open_page(viewport={"width": 1280, "height": 844})
    for page in (desk, phone):
        page.goto(CITY)
        expect(page.get_by_role("heading", level=1)).to_contain_text("people from Palo Alto")
        expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
        expect(page.get_by_text("Our clinic is in Los Altos").first).to_be_in_viewport()
        expect(page.get_by_role("link", name="Call (650) 555-0142").first).to_be_in_viewport()

    save_picture(desk, "city-page-desktop", height=844)
    save_picture(phone, "city-page-phone", height=844)
