"""Screens of the editor that no address shows by itself: errors, and what follows a button."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from editorial.models import Question
from locations.models import CityPage, GenerationRun, SectionOverride
from sign_in.models import AuthenticatorApp
from tests.editorial.faq_documents import AS_WORD
from tests.sign_in.people import PASSWORD, code_at, require, shown_codes, shown_key

CLAIM = ("content_type", "checked_page", "rule", "sentence")


def states_of_screens(page: Page, arguments: dict[str, Any]) -> Iterator[str]:
    """Drive ``page`` from state to state and yield the name of each."""
    yield from _refused(page, arguments)
    yield from _question_import(page)
    yield from _plans(page, arguments)
    yield from _own_second_factor(page)


def states_of_signing_in(page: Page) -> Iterator[str]:
    """Drive ``page``, where nobody is signed in, through the second step."""
    _give_password(page)
    _press(page, "Sign in")
    yield "second step without a code"
    AuthenticatorApp.objects.all().delete()
    require("everybody")
    _give_password(page)
    _press(page, "Set up and sign in")
    yield "first set-up without a code"
    _fill_in_first_code(page)
    _press(page, "Set up and sign in")
    yield "first recovery codes"


def _fill_in_first_code(page: Page) -> None:
    key = shown_key(page.content())
    page.get_by_role("textbox", name="Code").fill(code_at(key, timezone.now()))


def _press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=button).first.click()


def _upload(page: Page, address: str, button: str, content: bytes, name: str) -> None:
    page.goto(reverse(address))
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    _press(page, button)


def _refused(page: Page, arguments: dict[str, Any]) -> Iterator[str]:
    page.goto(reverse("claims:accept", args=[arguments[name] for name in CLAIM]))
    page.get_by_label("Reason").fill("x")
    _press(page, "Accept")
    yield "accepting without a reason"
    _upload(page, "places_table:index", "Show the changes", b"a,b", "places.csv")
    yield "a file without places"


def _question_import(page: Page) -> Iterator[str]:
    _upload(page, "import_questions:index", "Show the questions", AS_WORD, "faq.docx")
    yield "a document in parts"
    page.locator(".import-question input[type=text]").first.fill("")
    page.locator(".import-question input[type=checkbox]").first.check()
    _press(page, "Make drafts of the ticked questions")
    yield "a question without words"


def _plans(page: Page, arguments: dict[str, Any]) -> Iterator[str]:
    finished = GenerationRun.objects.order_by("pk").first()
    page.goto(reverse("generate_city_pages:run", args=[finished.pk]))
    yield "a finished run"
    other = Question.objects.get(question="Is a referral needed at all?")
    page.goto(
        reverse("question_merges:merge", args=[other.pk]) + f"?other={arguments['question']}&show=1"
    )
    yield "a merge before it is done"
    page.goto(reverse("wagtailadmin_pages:unpublish", args=[arguments["city_page"]]))
    _press(page, "Yes, unpublish it")
    yield "where visitors go"


def two_windows(page: Page, city_page: int) -> None:
    """Leave ``page`` at a form whose section was changed in another window meanwhile."""
    address = reverse("wagtailadmin_pages:edit", args=[city_page])
    page.goto(address)
    elsewhere: Any = CityPage.objects.get(pk=city_page).get_latest_revision_as_object()
    section = page.locator(".section-card:not(.section-card--changed):has([value=hidden])").first
    key = str(section.get_attribute("id")).removeprefix("section-")
    elsewhere.section_overrides.add(
        SectionOverride(section_key=key, mode="own", body="<p>From the other window.</p>")
    )
    elsewhere.save_revision()
    section.locator("[value=hidden]").check()
    with page.expect_navigation():
        page.evaluate("document.querySelector('[data-edit-form], #page-edit-form').submit()")


def _own_second_factor(page: Page) -> Iterator[str]:
    page.goto(reverse("second_factor:index"))
    _press(page, "Turn it on")
    yield "turning it on without a code"
    _fill_in_first_code(page)
    page.get_by_label("Your password").fill(PASSWORD)
    _press(page, "Turn it on")
    yield "second factor just turned on"
    codes = shown_codes(page.content())
    for screen in ("index", "off", "codes"):
        page.goto(reverse(f"second_factor:{screen}"))
        yield f"second factor on: {screen}"
    page.get_by_role("textbox", name="Code").fill(codes[0])
    page.get_by_label("Your password").fill(PASSWORD)
    _press(page, "Make new recovery codes")
    yield "new recovery codes"


def _give_password(page: Page) -> None:
    page.context.clear_cookies()
    page.goto(reverse("wagtailadmin_login"))
    page.locator("[name=username]").fill("manager")
    page.locator("[name=password]").fill(PASSWORD)
    _press(page, "Sign in")
