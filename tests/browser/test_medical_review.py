"""Text that a clinician signs, from the editor's first draft to the line under the heading.

Run with ``SCREENSHOTS=1`` it saves pictures of the editor's guide.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone
from playwright.sync_api import Page, expect

from editorial.models import Citation, NoEffectStatement
from editorial.review_status import review_items
from editorial.services.medical_review import sign
from editorial.services.reviewers import name_reviewer
from faq_pages.models import FAQIndexPage, FAQPage
from tests.browser.conftest import OpenPage
from tests.browser.editor_steps import (
    PATIENCE_MS,
    add_row,
    choose,
    field,
    insist,
    messages,
    open_record,
    panel,
    press_action,
    save_button,
    wait_for_first_look,
    wait_for_form,
    wait_until_saved,
    write,
)
from tests.browser.screenshots import save_picture
from tests.browser.test_citing_a_source import cite
from tests.factories import make_person
from tests.open_gate import nobody_asked

# People are asked about texts without a source here.
pytestmark = pytest.mark.statement

FAQ = "/faq/ketamine-for-migraine/"
QUESTION = "Does a taxi count as a ride home?"


@pytest.fixture
def reviewer(demo_site: str) -> User:
    """The account of a clinician, named by a site manager."""
    account = User.objects.create_user("ann", password="a long enough password")
    manager = User.objects.create_user("manager", password="a long enough password")
    manager.groups.add(Group.objects.get(name="Site managers"))
    with nobody_asked():
        doctor = make_person("Ann Test")
    name_reviewer(account=account, person=doctor, user=manager)
    return account


def sign_all_that_is_public(user: User) -> None:
    for item in review_items(timezone.localdate()):
        sign(
            record=item.record,
            user=user,
            next_review_date=timezone.localdate() + timedelta(days=365),
            now=timezone.now(),
        )


def html(visitor: Page, path: str) -> str:
    return visitor.request.get(path).text()


def test_a_signature_on_the_edit_screen_outlives_a_missing_source(
    open_page: OpenPage, marketing_editor: User, reviewer: User, visitor: Page
) -> None:
    editor = open_page(user=marketing_editor, viewport={"width": 1280, "height": 900})
    desk = open_page(user=reviewer, viewport={"width": 1280, "height": 900})
    for window in (editor, desk):
        window.set_default_timeout(PATIENCE_MS)
    source = Citation.objects.get(title__startswith="A randomized controlled trial of intranasal")
    page = FAQPage.objects.get(slug="ketamine-for-migraine")
    editor.goto(f"/admin/pages/{page.pk}/edit/")
    wait_for_form(editor)
    wait_for_first_look(editor)
    write(panel(editor, "Opening").get_by_role("textbox"), "Ketamine reduces migraine pain.")
    press_action(editor, "Submit to Medical review")
    expect(messages(editor)).to_contain_text("submitted")
    expect(messages(editor)).to_contain_text("would not go live with it")

    desk.goto(f"/admin/pages/{page.pk}/edit/")
    wait_for_form(desk)
    press_action(desk, "Sign and publish")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("I have read this text.").check()
    assert field(dialog, "Next review").input_value()
    dialog.get_by_role("button", name="Sign and publish").click()
    expect(desk.get_by_role("heading", name="Medical review")).to_be_visible()
    expect(messages(desk)).to_contain_text("has been updated")
    expect(messages(desk)).to_contain_text("Signed. It is not live yet, because:")
    expect(messages(desk)).not_to_contain_text("permission")
    assert "Ketamine reduces migraine pain." not in html(visitor, FAQ)

    editor.goto(f"/admin/pages/{page.pk}/edit/")
    wait_for_form(editor)
    expect(messages(editor)).to_contain_text("Signed, and not live yet.")
    save_picture(editor, "editor-review-signed-not-live", height=700)
    wait_for_first_look(editor)
    cite(editor, panel(editor, "Opening").get_by_role("textbox"), source)
    wait_until_saved(editor)
    # The source is signed too: what a sentence rests on is part of what a clinician stands by.
    press_action(editor, "Submit to Medical review")
    expect(messages(editor)).to_contain_text("submitted")
    desk.goto(f"/admin/pages/{page.pk}/edit/")
    wait_for_form(desk)
    press_action(desk, "Sign and publish")
    dialog.get_by_label("I have read this text.").check()
    dialog.get_by_role("button", name="Sign and publish").click()
    expect(desk.get_by_role("heading", name="Medical review")).to_be_visible()
    assert "Ketamine reduces migraine pain" in html(visitor, FAQ)


def test_a_risky_claim_is_told_cited_signed_and_a_shared_question_signed_again(
    open_page: OpenPage, marketing_editor: User, reviewer: User, visitor: Page
) -> None:
    editor = open_page(user=marketing_editor, viewport={"width": 1280, "height": 900})
    desk = open_page(user=reviewer, viewport={"width": 1600, "height": 1000})
    for window in (editor, desk):
        window.set_default_timeout(PATIENCE_MS)
    assert "Medically reviewed" not in html(visitor, FAQ)
    sign_all_that_is_public(reviewer)
    assert "Medically reviewed by" in html(visitor, FAQ)
    assert '"reviewedBy"' in html(visitor, FAQ)
    source = Citation.objects.get(title__startswith="A randomized controlled trial of intranasal")
    path = "/faq/infusions-and-headache/"

    index = FAQIndexPage.objects.get()
    editor.goto(f"/admin/pages/add/faq_pages/faqpage/{index.pk}/")
    wait_for_form(editor)
    field(editor, "Title").fill("Infusions and headache")
    wait_for_first_look(editor)
    opening = panel(editor, "Opening").get_by_role("textbox")
    write(opening, "Infusions are completely safe. Ketamine reduces migraine pain.")
    row = add_row(editor, "Questions", "Question")
    choose(editor, row.get_by_role("button", name="Choose question"), QUESTION)
    wait_until_saved(editor)

    # It is told.
    press_action(editor, "Publish")
    expect(messages(editor)).to_contain_text("names no source")
    wait_for_form(editor)
    claims = panel(editor, "Claims that need care")
    expect(claims.get_by_text("2 wordings need care")).to_be_visible()
    save_picture(editor, "editor-claims", show=claims)
    assert visitor.request.get(path).status == 404

    # It cites and rewords, and submits.
    wait_for_first_look(editor)
    opening = panel(editor, "Opening").get_by_role("textbox")
    write(opening, "Infusions have risks. Ketamine may reduce migraine pain.")
    cite(editor, opening, source)
    wait_until_saved(editor)
    save_button(editor).click()
    insist(editor, "Save draft", messages(editor).get_by_text("updated"))
    expect(claims.get_by_text("No wording here needs care")).to_be_visible()
    press_action(editor, "Submit to Medical review")
    expect(messages(editor)).to_contain_text("submitted")
    assert visitor.request.get(path).status == 404

    # A clinician signs, and the page is live with line and markup.
    sign_what_waits(desk, "Infusions and headache")
    page = html(visitor, path)
    assert "Medically reviewed by" in page
    assert '"reviewedBy"' in page
    assert "Ketamine may reduce migraine pain" in page
    assert source.title in page

    # One clinical word of a question that several pages show. It waits, whoever publishes.
    open_record(editor, "Questions", "Question library", QUESTION)
    wait_for_first_look(editor)
    answer = panel(editor, "Answer").get_by_role("textbox")
    write(answer, "No. An adult who stays with you overnight is what we ask for.")
    press_action(editor, "Publish")
    expect(messages(editor)).to_contain_text("needs a clinician's signature")
    save_picture(editor, "editor-review-refused", height=700)
    wait_for_form(editor)
    press_action(editor, "Submit to Medical review")
    expect(messages(editor)).to_contain_text("submitted")
    shown_on = ["/", path, FAQ]
    for each in shown_on:
        assert "stays with you overnight" not in html(visitor, each), each
    desk.goto("/admin/")
    desk.get_by_role("link", name="Medical review", exact=True).click()
    waiting = desk.get_by_role("row").filter(has_text="Waits for your signature")
    expect(waiting).to_have_count(1)
    save_picture(desk, "editor-review-list", height=600)
    waiting.get_by_role("link", name=QUESTION).click()
    expect(desk.locator("ins").first).to_be_visible()
    seen = desk.frame_locator("iframe[title='The page as visitors will see it']")
    expect(seen.get_by_text("stays with you overnight").first).to_be_attached()
    save_picture(desk, "editor-review-read", height=1000)
    links = desk.locator(".screen-purpose p").nth(1).get_by_role("link")
    expect(links).to_have_count(len(shown_on))
    leads_to = [str(link.get_attribute("href")) for link in links.all()]
    assert sorted(leads_to) == sorted(shown_on)

    sign_what_is_shown(desk)
    for each in shown_on:
        assert "stays with you overnight" in html(visitor, each), each
        assert "Medically reviewed by" in html(visitor, each), each


def test_a_text_without_a_source_goes_live_with_somebody_s_word(
    open_page: OpenPage, marketing_editor: User, visitor: Page
) -> None:
    editor = open_page(user=marketing_editor, viewport={"width": 1280, "height": 900})
    editor.set_default_timeout(PATIENCE_MS)
    open_record(editor, "Questions", "Question library", QUESTION)
    wait_for_first_look(editor)
    answer = panel(editor, "Answer").get_by_role("textbox")
    write(answer, "No. Ask a friend; mine is glad to see me in the choir again.")
    press_action(editor, "Publish")
    expect(messages(editor)).to_contain_text("One question before it goes live.")
    expect(editor.get_by_role("heading", name="Texts without a source")).to_be_visible()
    expect(editor.get_by_text("in the choir again")).to_be_visible()
    save_picture(editor, "editor-texts-without-source", height=700)
    assert "in the choir again" not in html(visitor, FAQ)
    editor.get_by_role("button", name="None of them does: publish").click()
    expect(messages(editor)).to_contain_text("is live")
    assert "in the choir again" in html(visitor, FAQ)
    assert NoEffectStatement.objects.filter(stated_by=marketing_editor).exists()


def sign_what_waits(desk: Page, name: str) -> None:
    desk.goto("/admin/medical-review/")
    waiting = desk.get_by_role("row").filter(has_text="Waits for your signature")
    waiting.get_by_role("link", name=name).click()
    sign_what_is_shown(desk)


def sign_what_is_shown(desk: Page) -> None:
    desk.get_by_label("I have read this text.").check()
    desk.get_by_role("button", name="Sign and publish").click()
    expect(messages(desk)).to_contain_text("is live")
