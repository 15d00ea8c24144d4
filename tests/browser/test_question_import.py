"""A document of questions, as a marketing editor brings it in: as a file, and pasted."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from editorial.models import Question
from tests.browser.conftest import OpenPage
from tests.browser.editor_steps import PATIENCE_MS, field, open_from_menu
from tests.browser.screenshots import save_picture
from tests.editorial.faq_documents import ANSWERS, AS_WORD, QUESTIONS

PASTE = """(box, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "without its look");
  box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
}"""
# As Google Docs writes to the clipboard.
COPIED = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
    '<h2 dir="ltr"><span style="font-size:16pt;font-weight:400;">May I eat before?</span></h2>'
    '<p dir="ltr"><span style="font-weight:700;">No</span><span style="font-weight:400;">, see '
    '</span><a href="https://www.google.com/url?q=https://clinic.example/food&amp;sa=D"><span '
    'style="font-weight:400;">our advice</span></a><span style="font-weight:400;">:</span></p>'
    '<ul><li dir="ltr"><p dir="ltr"><span style="font-weight:400;">water is fine</span></p>'
    "</li></ul></b>"
)


@pytest.fixture
def editor(open_page: OpenPage, marketing_editor: User) -> Page:
    """A marketing editor's screen in the size of the pictures."""
    page = open_page(user=marketing_editor, viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    return page


def choose_file(editor: Page) -> Locator:
    open_from_menu(editor, "Questions", "Import questions")
    main = editor.get_by_role("main")
    file = {"name": "faq.docx", "mimeType": "application/octet-stream", "buffer": AS_WORD}
    main.get_by_label("Or choose a file").set_input_files(file)  # type: ignore[arg-type]
    main.get_by_role("button", name="Show the questions").click()
    return main


def test_a_word_document_becomes_drafts(editor: Page) -> None:
    main = choose_file(editor)
    expect(main.get_by_role("heading", name="5 questions were found, 2 ticked")).to_be_visible()
    # The demo has the first and the last question already.
    expect(main.get_by_role("link", name=QUESTIONS[3], exact=True)).to_be_visible()
    expect(main.get_by_label(f"Import: {QUESTIONS[3]}")).not_to_be_checked()
    expect(main.get_by_label("Import: Call us or book online?")).not_to_be_checked()
    main.get_by_label("Question 2", exact=True).fill("When may I consider it")
    save_picture(editor, "editor-import-questions", height=900)
    main.get_by_role("button", name="Make drafts of the ticked questions").click()

    expect(editor.get_by_text("2 drafts were made:")).to_be_visible()
    made = {one.question: one.answer for one in Question.objects.filter(live=False)}
    asked = ["When may I consider it?", QUESTIONS[2]]
    assert made == dict(zip(asked, ANSWERS[1:3], strict=True))
    editor.get_by_role("status").get_by_role("link", name=asked[0]).click()
    expect(field(editor.get_by_role("main"), "Question")).to_have_value(asked[0])


def test_what_google_docs_copies_keeps_its_look(editor: Page) -> None:
    open_from_menu(editor, "Questions", "Import questions")
    main = editor.get_by_role("main")
    box = main.locator("[contenteditable=true]")
    box.click()
    box.evaluate(PASTE, COPIED)
    # The box hands its text to the form a moment later.
    form_value = main.locator("input[data-draftail-input]")
    expect(form_value).to_have_value(re.compile("water is fine"))
    main.get_by_role("button", name="Show the questions").click()
    main.get_by_role("button", name="Make drafts of the ticked questions").click()
    expect(editor.get_by_text("1 draft was made:")).to_be_visible()
    question = Question.objects.get(question="May I eat before?")
    assert question.answer == (
        '<p><b>No</b>, see <a href="https://clinic.example/food">our advice</a>:</p>'
        "<ul><li>water is fine</li></ul>"
    )
