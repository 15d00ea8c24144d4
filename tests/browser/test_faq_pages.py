"""An FAQ page in a visitor's hands: searching, opening, links to one question, paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from editorial.models import FormerAnchor, Question
from editorial.services.question_merge import merge_questions
from tests.browser.conftest import OpenPage
from tests.browser.page_checks import accessibility_problems, overflow
from tests.browser.test_public_pages import FAQ


@pytest.fixture
def faq(visitor: Page) -> Page:
    visitor.goto(FAQ)
    return visitor


def questions(page: Page) -> Locator:
    return page.locator("details.question:visible")


def field(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search these questions")


def found(page: Page) -> Locator:
    return page.locator(".question-tools").get_by_role("status")


def test_the_first_answer_is_open_and_the_others_are_closed(faq: Page) -> None:
    expect(questions(faq).first).to_have_attribute("open", "")
    expect(faq.locator("details.question[open]")).to_have_count(1)


def test_questions_are_searched_by_the_words_of_question_and_answer(faq: Page) -> None:
    count = questions(faq).count()
    field(faq).press_sequentially("REFERRAL")
    expect(questions(faq).filter(has_text="Do you need a referral?")).to_be_visible()
    left = questions(faq).count()
    assert 0 < left < count
    expect(found(faq)).to_contain_text(f"{left} of {count} questions ha")
    # A group without a question that matches is gone too.
    for group in faq.locator(".question-group:visible").all():
        expect(group.locator("details.question:visible").first).to_be_visible()
    assert accessibility_problems(faq) == []

    field(faq).fill("  drive   HOME ")
    for question in questions(faq).all():
        text = (question.text_content() or "").lower()
        assert "drive" in text
        assert "home" in text

    field(faq).fill("no such words anywhere")
    expect(questions(faq)).to_have_count(0)
    expect(found(faq)).to_contain_text("No question on this page has these words")

    field(faq).fill("")
    expect(questions(faq)).to_have_count(count)
    expect(found(faq)).to_be_empty()


def test_all_answers_are_opened_and_closed_by_the_keyboard(faq: Page) -> None:
    field(faq).focus()
    faq.keyboard.press("Tab")
    expect(faq.get_by_role("button", name="Open all answers")).to_be_focused()
    faq.keyboard.press("Enter")
    expect(faq.locator("details.question:not([open])")).to_have_count(0)
    assert accessibility_problems(faq) == []
    faq.keyboard.press("Tab")
    expect(faq.get_by_role("button", name="Close all answers")).to_be_focused()
    faq.keyboard.press("Space")
    expect(faq.locator("details.question[open]")).to_have_count(0)


def test_without_script_there_is_nothing_that_does_nothing(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(FAQ)
    expect(page.locator(".question-tools")).to_be_hidden()
    assert questions(page).count() == page.locator("details.question").count()


def test_the_list_of_questions_leads_to_each_group_and_back(faq: Page) -> None:
    contents = faq.get_by_role("navigation", name="Questions on this page")
    for number, link in enumerate(contents.get_by_role("link").all(), start=1):
        link.click()
        group = faq.locator(f"#group-{number}")
        expect(group).to_be_in_viewport()
        group.get_by_role("link", name="Back to the list of questions").click()
        expect(contents).to_be_in_viewport()


def test_a_link_to_a_question_opens_it_also_when_it_was_searched_away(faq: Page) -> None:
    question = faq.locator("details.question:not([open])").last
    anchor = question.locator(".question__answer").get_attribute("id")
    answer = faq.locator(f"#{anchor}")
    field(faq).fill("no such words anywhere")
    faq.evaluate("anchor => { location.hash = anchor; }", anchor)
    expect(answer).to_be_visible()
    expect(answer).to_be_in_viewport()
    expect(field(faq)).to_have_value("")


def test_a_link_to_a_question_that_was_merged_opens_the_one_that_was_kept(
    open_page: OpenPage,
) -> None:
    kept, removed = Question.objects.filter(live=True).order_by("pk")[5:7]
    merge_questions(removed=removed, kept=kept, unite_sources=True, user=None)
    assert FormerAnchor.objects.get().anchor == removed.anchor
    for java_script_enabled in (True, False):
        page = open_page(java_script_enabled=java_script_enabled)
        page.goto(f"{FAQ}#{removed.anchor}")
        answer = page.locator(f"#{kept.anchor}")
        expect(answer).to_be_visible()
        expect(answer).to_be_in_viewport()
        expect(page.get_by_role("heading", name=removed.question)).to_have_count(0)


def test_paper_shows_every_answer_even_while_somebody_searches(faq: Page) -> None:
    field(faq).fill("referral")
    faq.evaluate("dispatchEvent(new Event('beforeprint'))")
    faq.emulate_media(media="print")
    answers = faq.locator(".question__answer")
    assert answers.count() > 10
    assert all(answer.is_visible() for answer in answers.all())
    for selector in (".question-tools", ".questions__back", ".contents"):
        expect(faq.locator(selector).first).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_tools_fit_every_screen(faq: Page, width: int) -> None:
    faq.set_viewport_size({"width": width, "height": 800})
    field(faq).fill("referral")
    assert overflow(faq) == 0
    for button in faq.locator(".question-tools button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
