"""An editor cites a source in a text, as a person would, and a visitor follows the number."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from editorial.models import Citation, Question
from tests.browser.conftest import OpenPage
from tests.browser.editor_steps import (
    PATIENCE_MS,
    add_record,
    add_row,
    choose,
    open_page_editor,
    panel,
    publish,
    wait_for_first_look,
    wait_for_form_value,
    write,
)
from tests.browser.screenshots import save_picture

QUESTION = "Has ketamine been tried for migraine with aura?"
TRIAL = "A randomized controlled trial of intranasal ketamine"
OTHER = "Glutamate and its receptors"
FAQ = "Ketamine infusion therapy for migraine in Los Altos, CA"


@pytest.fixture
def editor(open_page: OpenPage, marketing_editor: User) -> Page:
    """A marketing editor's screen in the size of the pictures."""
    page = open_page(user=marketing_editor, viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    return page


def cite(page: Page, box: Locator, source: Citation) -> None:
    """Select the last word of ``box`` and choose ``source`` for it."""
    box.press("ControlOrMeta+End")
    box.press("Shift+ControlOrMeta+ArrowLeft")
    page.get_by_role("button", name="Cite a source").first.click()
    window = page.get_by_role("dialog")
    expect(window).to_be_visible()
    save_picture(page, "editor-choose-source")
    window.get_by_role("link", name=str(source), exact=True).click()
    expect(window).to_be_hidden()
    expect(form_value(box)).to_have_value(re.compile(re.escape(f"[{source.short_name}]")))
    # The editor takes the focus back a moment after the window has closed, or the next key does.
    box.focus()


def form_value(box: Locator) -> Locator:
    """Return what the form posts for a rich-text field, on its own or within a block."""
    posted = "input[@type='hidden' and contains(@value, 'entityMap')]"
    return box.locator(f"xpath=ancestor::*[.//{posted}][1]//{posted}")


def test_a_source_is_cited_in_an_answer_and_numbered_on_the_page(
    editor: Page, visitor: Page
) -> None:
    source = Citation.objects.get(title__startswith=TRIAL)
    add_record(editor, "Questions", "Question library", "Add question")
    panel(editor, "Question").get_by_role("textbox").fill(QUESTION)
    answer = panel(editor, "Answer").get_by_role("textbox")
    write(answer, "One small trial did so.")
    cite(editor, answer, source)
    expect(answer).to_contain_text(f"did so.[{source.short_name}]")
    save_picture(editor, "editor-cite-source", show=answer)
    publish(editor)
    question = Question.objects.get(question=QUESTION)
    assert f'did so.<embed embedtype="citation" id="{source.pk}"/></p>' in question.answer

    open_page_editor(editor, "Home", "Questions", FAQ)
    row = add_row(editor, "Questions", "Question")
    choose(editor, row.get_by_role("button", name="Choose question"), QUESTION)
    publish(editor)

    visitor.goto(f"/faq/ketamine-for-migraine/#{question.anchor}")
    shown = visitor.locator(f"[id='{question.anchor}']")
    mark = shown.get_by_role("link", name=re.compile(r"^Source \d+$")).first
    expect(mark).to_be_visible()
    number = mark.inner_text().strip("[]")
    save_picture(visitor, "visitor-cited-source", show=mark, height=560)
    mark.click()
    entry = visitor.locator(f"#source-{number}")
    expect(entry).to_be_in_viewport()
    expect(entry).to_contain_text(source.title)
    entry.get_by_role("link", name=f"Back to where source {number} is cited").click()
    expect(mark).to_be_in_viewport()


def test_a_mark_is_copied_and_pasted_changed_and_removed(editor: Page) -> None:
    first, second = (Citation.objects.get(title__startswith=title) for title in (TRIAL, OTHER))
    add_record(editor, "Questions", "Question library", "Add question")
    panel(editor, "Question").get_by_role("textbox").fill(QUESTION)
    answer = panel(editor, "Answer").get_by_role("textbox")
    write(answer, "It was tried.")
    cite(editor, answer, first)
    mark = f'<embed embedtype="citation" id="{first.pk}"/>'

    answer.press("ControlOrMeta+a")
    answer.press("ControlOrMeta+c")
    answer.press("ControlOrMeta+End")
    answer.press("ControlOrMeta+v")
    expect(answer.locator(".TooltipEntity")).to_have_count(2)

    answer.locator(".TooltipEntity").last.click()
    editor.get_by_role("button", name="Edit", exact=True).click()
    window = editor.get_by_role("dialog")
    window.get_by_role("link", name=str(second), exact=True).click()
    expect(window).to_be_hidden()
    expect(answer).to_have_text(
        f"It was tried.[{first.short_name}]It was tried.[{second.short_name}]"
    )

    answer.locator(".TooltipEntity").first.click()
    editor.get_by_role("button", name="Remove", exact=True).click()
    expect(answer).to_have_text(f"It was tried.It was tried.[{second.short_name}]")
    answer.press("ControlOrMeta+z")
    expect(answer.locator(".TooltipEntity")).to_have_count(2)
    answer.press("ControlOrMeta+End")
    answer.press("Backspace")
    expect(answer).to_have_text(f"It was tried.[{first.short_name}]It was tried.")
    wait_for_form_value(answer, ']It was tried."')
    publish(editor)
    question = Question.objects.get(question=QUESTION)
    assert f"<p>It was tried.{mark}It was tried.</p>" in re.sub(" data-[^>]*", "", question.answer)


def test_a_source_is_cited_in_a_section_of_a_treatment_page(editor: Page, visitor: Page) -> None:
    source = Citation.objects.get(title__startswith=TRIAL)
    open_page_editor(editor, "Home", "Treatments", "Ketamine infusion therapy for migraine")
    wait_for_first_look(editor)
    body = editor.locator("[data-streamfield-child] [role=textbox][contenteditable=true]").first
    cite(editor, body, source)
    publish(editor)
    visitor.goto("/treatments/ketamine-for-migraine/")
    expect(visitor.locator("main .citation-mark a").first).to_have_text("[1]")
    expect(visitor.locator("#source-1")).to_contain_text(source.title)
