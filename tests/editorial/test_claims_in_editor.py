"""Claims in the editor: found on records, let stand with a reason, taken back, listed."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from clinic.models import Treatment
from editorial.claim_texts import checked_models, checked_texts
from editorial.models import AcceptedClaim, Question
from editorial.services.claims import (
    ClaimGoneError,
    ReasonTooShortError,
    accept_claim,
    newest_version,
    open_claims,
    take_back_claim,
)
from faq_pages.models import FAQPage
from home.models import ContentPage, HomePage, TreatmentPage
from locations.models import CityPage, LandingBlueprint, LocalQuestion, SectionOverride
from tests.editor_forms import edit_form, page_form
from tests.factories import (
    add_page,
    make_area,
    make_blueprint,
    make_city_page,
    make_home,
    make_hub,
    make_question,
    make_section,
    make_treatment,
)

pytestmark = pytest.mark.django_db

REASON = "The label says so, seen on May 4."
SAFE = "Ketamine is safe."


def person(group: str) -> User:
    user = User.objects.create_user(group)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor() -> User:
    return person("Marketing editors")


@pytest.fixture
def client_of_editor(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def page() -> ContentPage:
    content = ContentPage(title="About us", slug="about", introduction=f"<p>{SAFE}</p>")
    added: ContentPage = add_page(make_home(), content)
    return added


def found_in(record: Any) -> dict[str, str]:
    """Return the sentence of each open claim by the field that it stands in."""
    return {found.field: found.claim.sentence for found in open_claims(record)}


def findings(client: Client, record: Any) -> BeautifulSoup:
    kind = ContentType.objects.get_for_model(record)
    response = client.get(reverse("claims:findings", args=[kind.pk, record.pk]))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def accept_first(record: Any, user: User, reason: str = REASON) -> AcceptedClaim:
    found = open_claims(newest_version(record))[0].claim
    return accept_claim(
        record=record,
        rule=found.key,
        sentence_hash=found.sentence_hash,
        reason=reason,
        user=user,
    )


def test_the_kinds_with_texts_about_the_treatment_are_checked() -> None:
    wanted = {Question, Treatment, FAQPage, TreatmentPage, HomePage, ContentPage, CityPage}
    assert {*wanted, LandingBlueprint} <= set(checked_models())


def test_a_question_is_read_with_its_answer_and_its_short_answer() -> None:
    question = make_question(
        "Does it hurt?", answer="<p>No. We <b>guarantee</b> it.</p>", short_answer=SAFE
    )
    assert found_in(question) == {"answer": "We guarantee it.", "short_answer": SAFE}


def test_a_treatment_is_read() -> None:
    assert found_in(make_treatment(summary=SAFE)) == {"summary": SAFE}


def test_a_page_is_read_with_its_sections_and_what_search_engines_show_of_it() -> None:
    home = make_home()
    section = {"heading": "A cure", "body": "<p>We guarantee it.</p>", "appearance": "caution"}
    page = add_page(
        home,
        ContentPage(
            title="About us",
            slug="about",
            seo_title="Best ketamine clinic",
            search_description="Act now.",
            sections=[("section", section)],
        ),
    )
    claims = [(found.field, found.claim.sentence) for found in open_claims(page)]
    assert claims == [
        ("seo_title", "Best ketamine clinic"),
        ("search_description", "Act now."),
        ("sections", "A cure"),
        ("sections", "We guarantee it."),
    ]


def test_a_city_page_is_read_with_its_questions_and_with_the_wordings_it_shows() -> None:
    blueprint = make_blueprint(make_section("who"), make_section("how"))
    page = make_city_page(make_hub(), blueprint, make_area())
    page.local_introduction = "<p>Act now.</p>"
    page.local_questions = [LocalQuestion(question="Does it work?", answer=f"<p>{SAFE}</p>")]
    page.section_overrides = [
        SectionOverride(section_key="who", mode="own", body="<p>It cures migraine.</p>"),
        SectionOverride(section_key="how", mode="shared", body="<p>We guarantee it.</p>"),
    ]
    assert found_in(page) == {
        "local_introduction": "Act now.",
        "local_questions": SAFE,
        "section_overrides": "It cures migraine.",
    }


def test_shared_page_text_is_read_with_its_sections() -> None:
    section = make_section("who", body="<p>It is safe for people from {place}.</p>")
    blueprint = make_blueprint(section, title_pattern="Best clinic near {place}")
    assert found_in(blueprint) == {
        "title_pattern": "Best clinic near {place}",
        "sections": "It is safe for people from {place}.",
    }


def test_every_text_names_its_field_and_is_read_once(page: ContentPage) -> None:
    texts = list(checked_texts(page))
    assert [(text.field, text.text) for text in texts] == [
        ("title", "About us"),
        ("introduction", SAFE),
    ]


def test_the_edit_form_asks_for_the_claims(client_of_editor: Client, page: ContentPage) -> None:
    for record, form in (
        (page, reverse("wagtailadmin_pages:edit", args=[page.pk])),
        (question := make_question(), question.snippet_viewset.get_url_name("edit")),
        (treatment := make_treatment(), treatment.snippet_viewset.get_url_name("edit")),
    ):
        address = form if form.startswith("/") else reverse(form, args=[record.pk])
        kind = ContentType.objects.get_for_model(record)
        html = client_of_editor.get(address).content.decode()
        assert f'data-saved-panel="{reverse("claims:findings", args=[kind.pk, record.pk])}"' in html


def test_a_form_for_something_new_says_when_its_words_are_read(client_of_editor: Client) -> None:
    add = reverse(Question.snippet_viewset.get_url_name("add"))
    html = client_of_editor.get(add).content.decode()
    assert "Save a draft first" in html
    assert "data-saved-panel" not in html


def test_whoever_publishes_is_told_of_wordings_that_need_care(client_of_editor: Client) -> None:
    page = add_page(make_home(), ContentPage(title="About us", slug="about"))
    for record, open_form, field in (
        (page, page_form, "title"),
        (make_treatment(), edit_form, "summary"),
    ):
        for text, is_told in (("Ketamine is safe", True), ("Ask us", False)):
            form = open_form(client_of_editor, record).fill(**{field: text})
            # The sections of a page are added by a script.
            form.fields["sections-count"] = ["0"]
            answer = client_of_editor.get(form.post(**{"action-publish": "publish"}).url)
            shown = " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())
            told = "It is live, with 1 wording that needs care: “safe”." in shown
            assert told is is_told, (record, text)


def test_the_panel_marks_the_words_and_says_why_by_whose_rule_and_what_instead(
    client_of_editor: Client, page: ContentPage
) -> None:
    shown = findings(client_of_editor, page)
    assert [mark.get_text() for mark in shown.select("ol mark")] == ["safe"]
    text = " ".join(shown.get_text().split())
    assert "1 wording needs care." in text
    assert SAFE in text
    assert "No medicine is safe for everybody" in text
    assert "Food and Drug Administration" in text
    assert "We check your blood pressure" in text


def test_the_panel_reads_the_newest_draft(client_of_editor: Client, page: ContentPage) -> None:
    page.introduction = "<p>Plain words.</p>"
    page.save_revision()
    assert not findings(client_of_editor, page).select("mark")


def test_what_is_written_in_a_claim_is_escaped(client_of_editor: Client) -> None:
    page = add_page(
        make_home(), ContentPage(title="<script>alert(1)</script> is safe", slug="hostile")
    )
    shown = findings(client_of_editor, page)
    assert not shown.select("script")
    assert "<script>alert(1)</script> is safe" in shown.get_text()


def test_accepting_asks_for_a_reason_keeps_it_and_closes_the_claim(
    client_of_editor: Client, editor: User, page: ContentPage
) -> None:
    link = findings(client_of_editor, page).select_one("a.button")
    assert link is not None
    address = link["href"]
    assert "<mark>safe</mark>" in client_of_editor.get(address).content.decode()

    refused = client_of_editor.post(address, {"reason": "Because."})
    assert refused.status_code == 200
    assert not AcceptedClaim.objects.exists()

    client_of_editor.post(address, {"reason": REASON})
    accepted = AcceptedClaim.objects.get()
    assert (accepted.sentence, accepted.reason, accepted.accepted_by) == (SAFE, REASON, editor)
    assert open_claims(page) == []
    assert REASON in findings(client_of_editor, page).get_text()
    entry = PageLogEntry.objects.get(action="editorial.accept_claim")
    assert REASON in entry.message
    assert SAFE in entry.message


def test_an_acceptance_holds_for_the_sentence_wherever_it_stands_on_the_record(
    editor: User, page: ContentPage
) -> None:
    accept_first(page, editor)
    page.introduction = f"<p>Something new. {SAFE}</p>"
    assert open_claims(page) == []
    page.introduction = ""
    page.search_description = SAFE
    assert open_claims(page) == []


def test_another_sentence_another_rule_and_another_record_are_asked_about_again(
    editor: User, page: ContentPage
) -> None:
    accept_first(page, editor)
    page.introduction = "<p>Ketamine is very safe.</p>"
    assert found_in(page) == {"introduction": "Ketamine is very safe."}
    other = add_page(page.get_parent(), ContentPage(title=SAFE, slug="other"))
    assert found_in(other) == {"title": SAFE}


def test_accepting_twice_changes_nothing(editor: User, page: ContentPage) -> None:
    claim = open_claims(page)[0].claim
    accept_first(page, editor)
    accept_claim(
        record=page,
        rule=claim.key,
        sentence_hash=claim.sentence_hash,
        reason="Another reason, given later.",
        user=editor,
    )
    assert AcceptedClaim.objects.get().reason == REASON
    assert PageLogEntry.objects.filter(action="editorial.accept_claim").count() == 1


def test_a_sentence_that_is_gone_from_the_newest_draft_cannot_be_accepted(
    editor: User, client_of_editor: Client, page: ContentPage
) -> None:
    claim = open_claims(page)[0].claim
    page.introduction = ""
    page.save_revision()
    with pytest.raises(ClaimGoneError):
        accept_claim(
            record=page,
            rule=claim.key,
            sentence_hash=claim.sentence_hash,
            reason=REASON,
            user=editor,
        )
    kind = ContentType.objects.get_for_model(page)
    address = reverse("claims:accept", args=[kind.pk, page.pk, claim.key, claim.sentence_hash])
    response = client_of_editor.post(address, {"reason": REASON}, follow=True)
    assert "was changed or taken out meanwhile" in response.content.decode()
    assert not AcceptedClaim.objects.exists()


def test_a_reason_of_a_few_letters_is_none(editor: User, page: ContentPage) -> None:
    with pytest.raises(ReasonTooShortError):
        accept_first(page, editor, reason="   ok     ")


def test_nobody_accepts_what_they_may_not_publish(page: ContentPage) -> None:
    stranger = User.objects.create_user("stranger")
    with pytest.raises(PermissionDenied):
        accept_first(page, stranger)
    with pytest.raises(PermissionDenied):
        accept_first(make_question(short_answer=SAFE), stranger)


def test_who_edits_without_publishing_reads_the_claims_and_accepts_none() -> None:
    question = make_question(short_answer=SAFE)
    writer = User.objects.create_user("writer")
    wanted = ("access_admin", "change_question")
    writer.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    client = Client()
    client.force_login(writer)
    shown = findings(client, question)
    assert shown.select("mark")
    assert not shown.select("a.button")
    with pytest.raises(PermissionDenied):
        accept_first(question, writer)


def test_an_acceptance_is_taken_back_and_the_sentence_asked_about_again(
    client_of_editor: Client, editor: User, page: ContentPage
) -> None:
    accepted = accept_first(page, editor)
    address = reverse("claims:take_back", args=[accepted.pk])
    assert REASON in client_of_editor.get(address).content.decode()
    assert AcceptedClaim.objects.exists()
    client_of_editor.post(address)
    assert found_in(page) == {"introduction": SAFE}
    assert PageLogEntry.objects.filter(action="editorial.take_back_claim").count() == 1
    take_back_claim(acceptance=accepted, user=editor)
    assert PageLogEntry.objects.filter(action="editorial.take_back_claim").count() == 1


def test_nobody_takes_back_what_they_may_not_accept(editor: User, page: ContentPage) -> None:
    accepted = accept_first(page, editor)
    with pytest.raises(PermissionDenied):
        take_back_claim(acceptance=accepted, user=User.objects.create_user("stranger"))
    assert AcceptedClaim.objects.exists()


def test_a_claim_on_a_record_is_kept_in_its_history(editor: User) -> None:
    question = make_question(short_answer=SAFE)
    accept_first(question, editor)
    assert open_claims(question) == []


def rows(client: Client, **query: str) -> list[dict[str, str]]:
    response = client.get(reverse("claims:report"), {**query, "export": "csv"})
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    return list(csv.DictReader(StringIO(text)))


def test_the_report_lists_open_claims_of_what_is_live_and_of_drafts(
    client_of_editor: Client, editor: User, page: ContentPage
) -> None:
    make_question("Is it good?", short_answer="We guarantee it.")
    page.introduction = "<p>Act now.</p>"
    page.save_revision()
    listed = {(row["Where"], row["Version"], row["Sentence"]) for row in rows(client_of_editor)}
    assert listed == {
        ("About us", "Draft", "Act now."),
        ("About us", "Live, gone from the draft", SAFE),
        ("Is it good?", "Live", "We guarantee it."),
    }
    accept_first(page, editor)
    listed = {(row["Version"], row["Sentence"]) for row in rows(client_of_editor)}
    assert ("Draft", "Act now.") not in listed


def test_the_report_leads_to_the_form_and_is_narrowed_down_by_kind(
    client_of_editor: Client, page: ContentPage
) -> None:
    make_question("Is it good?", short_answer="We guarantee it.")
    html = client_of_editor.get(reverse("claims:report")).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html
    assert {row["Rule"] for row in rows(client_of_editor, rule="guarantee")} == {
        "Promise of a result"
    }
    assert {row["Rule"] for row in rows(client_of_editor)} == {"Promise of a result", "Safety"}


def test_the_report_says_that_nothing_is_open(client_of_editor: Client) -> None:
    make_home()
    assert "No open claims" in client_of_editor.get(reverse("claims:report")).content.decode()


def test_no_cell_of_the_export_is_run_as_a_formula(client_of_editor: Client) -> None:
    add_page(make_home(), ContentPage(title='=HYPERLINK("x") is safe', slug="formula"))
    (row,) = rows(client_of_editor)
    assert row["Where"].startswith("'=")
    assert row["Sentence"].startswith("'=")
