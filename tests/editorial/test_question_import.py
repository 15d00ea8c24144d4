"""Questions from a document, in the editor: choose, look, get drafts."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import querydict_from_html, rich_text

from editorial.models import Question
from editorial.rules.import_limits import MAX_QUESTIONS
from editorial.services.question_import import (
    LOG_ACTION,
    NewQuestion,
    QuestionsRefusedError,
    TooManyQuestionsError,
    import_questions,
)
from editorial.views.question_import_forms import PASTE_FEATURES
from home.roles import MARKETING_EDITORS
from tests.editorial.faq_documents import ANSWERS, AS_WORD, QUESTIONS
from tests.factories import make_question
from tests.locations.row_counts import row_counts

pytestmark = pytest.mark.django_db

SCREEN, DRAFTS = "/admin/questions/import/", "/admin/questions/import/drafts/"
LIBRARY = "/admin/snippets/editorial/question/"
NEW = NewQuestion(question="Can I drive?", answer="<p>No.</p>")


@pytest.fixture
def editor() -> User:
    user = User.objects.create_user("editor")
    user.groups.add(Group.objects.get(name=MARKETING_EDITORS))
    return user


@pytest.fixture
def client(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def text(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def upload(client: Client, name: str, content: bytes) -> Any:
    empty = rich_text("<p></p>", features=PASTE_FEATURES)
    return client.post(SCREEN, {"file": SimpleUploadedFile(name, content), "pasted": empty})


def paste(client: Client, html: str) -> Any:
    return client.post(SCREEN, {"pasted": rich_text(html, features=PASTE_FEATURES)})


def list_form(response: Any) -> dict[str, str]:
    """Return what the browser would send from the list of questions."""
    data = querydict_from_html(response.content.decode(), form_id="found-questions")
    return {name: value for name, value in data.items() if name != "csrfmiddlewaretoken"}


def test_a_word_document_becomes_drafts_once(client: Client, editor: User) -> None:
    before = row_counts()
    screen = upload(client, "faq.docx", AS_WORD)
    assert (screen.status_code, row_counts()) == (200, before)
    for words in ("5 questions were found, 4 ticked", "Left over", "trained and kind", ANSWERS[0]):
        assert words in text(screen)

    form = list_form(screen)
    response = client.post(DRAFTS, form, follow=True)
    assert "4 drafts were made" in text(response)
    made = {question.question: question for question in Question.objects.all()}
    assert {name: question.answer for name, question in made.items()} == dict(
        zip(QUESTIONS, ANSWERS, strict=True)
    )
    for question in made.values():
        assert f'<a href="{LIBRARY}edit/{question.pk}/" class="import-link">' in text(response)
        assert (question.live, question.latest_revision.user) == (False, editor)
        assert ModelLogEntry.objects.for_instance(question).get().action == LOG_ACTION
        assert client.get(f"{LIBRARY}edit/{question.pk}/").status_code == 200

    before = row_counts()
    assert "4 questions were left out" in text(client.post(DRAFTS, form, follow=True))
    assert row_counts() == before


def test_what_is_pasted_is_split_as_a_file_is(client: Client) -> None:
    screen = paste(client, "<h2>Can I drive?</h2><p><b>No</b>.</p>")
    client.post(DRAFTS, list_form(screen) | {"question-0": "Can I drive home"})
    question = Question.objects.get()
    assert (question.question, question.answer) == ("Can I drive home?", "<p><b>No</b>.</p>")


def test_a_question_of_the_library_is_named_and_taken_only_if_ticked(client: Client) -> None:
    there = make_question("Can I DRIVE?")
    screen = paste(client, "<h2>Can I drive?</h2><p>No.</p><h2>Who comes?</h2><p>A friend.</p>")
    assert "2 questions were found, 1 ticked" in text(screen)
    assert f'<a href="{LIBRARY}edit/{there.pk}/">Can I DRIVE?</a>' in text(screen)

    form = list_form(screen)
    assert "tick-0" not in form
    form |= {"tick-0": "on"}
    for _time in range(2):
        client.post(DRAFTS, form)
        assert Question.objects.count() == 3


def test_one_bad_question_keeps_all_out_and_says_which(client: Client) -> None:
    screen = paste(client, "<h2>Can I drive?</h2><p>No.</p><h2>Who comes?</h2><p>A friend.</p>")
    for words, problem in (
        ("x" * 201, "has 202 characters, and 200 are allowed"),
        (" \u200b ", "Write the question."),
        ("can i drive", "ticked twice"),
    ):
        response = client.post(DRAFTS, list_form(screen) | {"question-1": words})
        assert response.status_code == 400
        assert problem in text(response)
        assert "Nothing was imported: 1 question cannot be." in text(response)
    assert "A friend." in text(response)
    assert not Question.objects.exists()


def test_answers_that_come_back_are_cleaned_again(client: Client) -> None:
    form = list_form(paste(client, "<h2>Can I drive?</h2><p>No.</p>"))
    form["answer-0"] = '<p onclick="x">No<script>alert(1)</script><a href="javascript:x">.</a></p>'
    form["question-0"] = "<script>alert(2)</script>?"
    response = client.post(DRAFTS, form, follow=True)
    assert Question.objects.get().answer == "<p>No.</p>"
    assert "<script>alert(2)" not in response.content.decode()


def test_hostile_words_stay_words_on_the_screen(client: Client) -> None:
    screen = upload(
        client,
        "faq.txt",
        b'"><script>alert(1)</script>\nQ: Is <script>alert(2)</script> "safe"?\nA: '
        b"<script>alert(3)",
    )
    assert screen.status_code == 200
    assert "<script>alert(" not in screen.content.decode()


def test_nothing_ticked_or_nothing_found_is_said(client: Client) -> None:
    screen = paste(client, "<h2>Can I drive?</h2><p>No.</p><h2>Prices</h2><p>Ask us.</p>")
    form = {k: v for k, v in list_form(screen).items() if not k.startswith("tick")}
    response = client.post(DRAFTS, form)
    assert response.status_code == 400
    assert "tick the questions that you want" in text(response)
    assert "No question was found." in text(paste(client, "<p>We are a clinic.</p>"))
    assert client.get(DRAFTS).headers["Location"] == SCREEN


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Paste questions and answers, or choose a file."),
        ({"pasted": "no JSON"}, "Paste questions and answers, or choose a file."),
        ({"pasted": '{"blocks": [{}]}'}, "Paste questions and answers, or choose a file."),
        ({"file": ("a.docx", b"x")}, "The Word document cannot be read."),
        ({"file": ("a.xls", b"x")}, "The name of the file has to end in .docx"),
        ({"file": ("a.txt", b"")}, "The submitted file is empty."),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(
    client: Client, data: dict[str, Any], message: str
) -> None:
    if "file" in data:
        data = {"file": SimpleUploadedFile(*data["file"])}
    response = client.post(SCREEN, data)
    assert response.status_code == 400
    assert message in text(response)


def test_pasting_and_choosing_at_once_is_refused(client: Client) -> None:
    pasted = rich_text("<h2>Can I drive?</h2>", features=PASTE_FEATURES)
    data = {"pasted": pasted, "file": SimpleUploadedFile("a.txt", b"x")}
    assert "one after the other" in text(client.post(SCREEN, data))


def test_who_may_not_add_questions_makes_none() -> None:
    with pytest.raises(PermissionDenied):
        import_questions(questions=[NEW], user=User.objects.create_user("nobody"))
    assert not Question.objects.exists()


def test_the_service_trusts_no_words_and_no_answer(editor: User) -> None:
    hostile = NewQuestion(question="Can I\x07 drive", answer='<p onclick="x">No<img src=x></p>')
    (made,) = import_questions(questions=[hostile], user=editor)
    assert (made.question, made.answer) == ("Can I drive?", "<p>No</p>")
    assert import_questions(questions=[hostile], user=editor) == []


def test_the_service_makes_all_or_nothing(editor: User) -> None:
    empty = NewQuestion(question="Who comes?", answer="<p> </p>")
    before = row_counts()
    with pytest.raises(QuestionsRefusedError) as caught:
        import_questions(questions=[NEW, empty], user=editor)
    assert set(caught.value.problems) == {1}
    with pytest.raises(TooManyQuestionsError):
        import_questions(questions=[NEW] * (MAX_QUESTIONS + 1), user=editor)
    assert row_counts() == before


FIELDS = st.sampled_from(
    ["count", "left_over", "tick-0", "question-0", "answer-0", "known-0", "where-0", "tick-1",
     "question-1"]
)  # fmt: skip
VALUES = st.sampled_from(["", "1", "2", "9" * 30, "-1", "²", "\0", "Can I?", "<p>x</p>"]) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=20
)


@given(st.dictionaries(FIELDS, VALUES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_no_form_is_an_error_of_the_server(client: Client, data: dict[str, str]) -> None:
    assert client.post(DRAFTS, data).status_code in (302, 400)
