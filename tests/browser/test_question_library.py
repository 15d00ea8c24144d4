"""Two questions that say the same become one, as a marketing editor does it.

Run with ``SCREENSHOTS=1`` it saves the pictures of the editor's guide.
"""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from wagtail.models import Locale

from editorial.models import Question
from faq_pages.models import FAQPage, QuestionPlacement
from tests.browser.conftest import OpenPage
from tests.browser.editor_steps import PATIENCE_MS, messages, open_from_menu
from tests.browser.screenshots import save_picture
from tests.browser.test_public_pages import FAQ
from tests.factories import publish

KEPT, GOES = "Do you need a referral?", "Is a referral needed?"


@pytest.fixture
def editor(open_page: OpenPage, marketing_editor: User) -> Page:
    """A marketing editor's screen in the size of the pictures."""
    page = open_page(user=marketing_editor, viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    return page


@pytest.fixture
def twin(demo_site: str) -> Question:
    """A second question on referrals, the last on the FAQ page."""
    question = Question(
        question=GOES,
        answer="<p>No referral is needed. Bring a list of your medicines.</p>",
        locale=Locale.get_default(),
    )
    question.save()
    publish(question)
    page = FAQPage.objects.get(slug="ketamine-for-migraine")
    page.placements.add(QuestionPlacement(question=question, sort_order=99))
    publish(page)
    return question


def test_two_questions_become_one_and_two_again(
    editor: Page, visitor: Page, twin: Question
) -> None:
    visitor.goto(FAQ)
    expect(visitor.get_by_role("heading", name=GOES)).to_be_visible()

    open_from_menu(editor, "Questions", "Question library")
    expect(editor.get_by_role("row").filter(has_text=GOES)).to_contain_text("1 page")
    save_picture(editor, "editor-question-library", height=760)
    for question in (KEPT, GOES):
        row = editor.get_by_role("row").filter(has=editor.get_by_role("link", name=question))
        row.get_by_role("checkbox").check()
    editor.get_by_role("link", name="Merge the two ticked questions").click()

    main = editor.get_by_role("main")
    expect(main).to_contain_text("shows both now; the earlier place stays.")
    expect(main).to_contain_text("Bring a list of your medicines.")
    save_picture(editor, "editor-merge-questions", height=900)
    editor.get_by_role("button", name="Merge them now").click()
    expect(messages(editor)).to_contain_text("was merged into")

    visitor.goto("about:blank")
    visitor.goto(f"{FAQ}#{twin.anchor}")
    expect(visitor.get_by_role("heading", name=GOES)).to_have_count(0)
    answer = visitor.locator(".question__answer").filter(has=visitor.locator(f"#{twin.anchor}"))
    expect(answer).to_be_visible()

    editor.get_by_role("button", name="Undo the merge").click()
    expect(messages(editor)).to_contain_text("Everything is as it was before.")
    visitor.goto("about:blank")
    visitor.goto(FAQ)
    expect(visitor.get_by_role("heading", name=GOES)).to_be_visible()
