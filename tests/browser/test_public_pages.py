"""What every public page owes its visitors, seen in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Locator, Page, expect
from wagtail.models import Locale, Site

from faq_pages.models import FAQIndexPage, FAQPage
from home.models import HomePage, PeopleIndexPage, PersonPage
from locations.models import CityIndexPage
from navigation.models import SiteNotice
from seo.models import GoneAddress
from tests.browser.conftest import OpenPage
from tests.browser.first_view import see_first_view
from tests.browser.page_checks import check_markup, check_open_page
from tests.browser.screenshots import save_picture
from tests.factories import add_page, make_person, publish

FAQ = "/faq/ketamine-for-migraine/"
CITY = "/locations/palo-alto-ca/"
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
    "/request-appointment/sent/",
    "/no-such-page/",
    "/styleguide/",
)


STATUSES = {"/no-such-page/": 404, "/locations/old-town-ca/": 410}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_valid_accessible_and_fits_every_screen(visitor: Page, address: str) -> None:
    check_page(visitor, address)


def test_what_the_demo_does_not_show_is_as_good(visitor: Page) -> None:
    show_a_person()
    show_a_warning()
    take_a_page_down()

    for address in ("/people/", "/people/test-clinician/", "/locations/old-town-ca/"):
        check_page(visitor, address)
        expect(visitor.get_by_role("region", name="Notices")).to_contain_text("Please note")


def test_a_page_in_spanish_is_as_good(visitor: Page, settings: Any) -> None:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("es", "Español")]
    settings.WAGTAIL_I18N_ENABLED = True
    spanish = Locale.objects.create(language_code="es")
    for page in (HomePage.objects.get(), FAQIndexPage.objects.get(), FAQPage.objects.get()):
        publish(page.copy_for_translation(spanish))

    check_page(visitor, "/es/faq/ketamine-for-migraine/")
    check_page(visitor, "/es/request-appointment/")


@pytest.mark.parametrize("template", ["500.html", "403_csrf.html"])
def test_a_page_for_when_nothing_works_is_as_good(visitor: Page, template: str) -> None:
    html = render_to_string(template)
    visitor.route("**/broken/", lambda route: route.fulfill(body=html, content_type="text/html"))
    check_page(visitor, "/broken/")


def show_a_person() -> None:
    person = make_person()
    page = PersonPage(title=person.name, slug=person.slug, person=person)
    add_page(PeopleIndexPage.objects.get(), page)


def show_a_warning() -> None:
    message = '<p>The road is closed. <a href="/contact/">Call before you drive</a>.</p>'
    level, locale = SiteNotice.Level.CAUTION, Locale.get_default()
    publish(SiteNotice.objects.create(message=message, level=level, locale=locale))


def take_a_page_down() -> None:
    GoneAddress.objects.create(
        site=Site.objects.get(),
        path="/locations/old-town-ca",
        page_title="Old Town, CA",
        offered_page=CityIndexPage.objects.get(),
    )


def check_page(visitor: Page, address: str) -> None:
    """Open ``address`` and hold it to what every page owes."""
    response, view = see_first_view(visitor, address)

    assert view.requests <= MOST_REQUESTS
    assert view.sent <= MOST_BYTES
    assert (view.shift, view.unsized) == (0, ())
    assert response.status == STATUSES.get(address, 200)
    check_markup(response.text())
    check_open_page(visitor)
    # The form has the one cookie of this site.
    assert visitor.context.cookies() == [] or "request-appointment" in address


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
