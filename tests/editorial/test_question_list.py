"""The library's list: what it tells, how it is narrowed down, and the file made from it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from taggit.models import Tag

from clinic.models import Treatment
from editorial.models import Question, Signature
from editorial.services.question_merge import merge_questions
from faq_pages.models import FAQPage, QuestionPlacement
from home.models import HomePage, HomePageQuestion
from tests.editor_forms import edit_form
from tests.factories import (
    SmallSite,
    add_page,
    make_person,
    make_question,
    make_site,
    make_treatment,
    publish,
)

LIST = "wagtailsnippets_editorial_question:list"
QUERIES = 17


@pytest.fixture
def site(db: None) -> SmallSite:
    return make_site()


@pytest.fixture
def tagged(site: SmallSite) -> Question:
    question = Question.objects.get(pk=site.question.pk)
    question.tags.add("insurance")
    question.treatments = [site.treatment]
    return publish(question)


def listed(client: Client, **filters: Any) -> dict[str, str]:
    """Return the words of each row of the list by its question."""
    html = BeautifulSoup(client.get(reverse(LIST), filters).content, "html.parser")
    rows = [row.find_all("td") for row in html.select("main table tbody tr")]
    return {
        cells[1].find("a").get_text(strip=True): " ".join(
            cell.get_text(" ", strip=True) for cell in cells[2:]
        )
        for cells in rows
    }


def place_on_home(site: SmallSite, *questions: Question) -> None:
    home = HomePage.objects.get(pk=site.home.pk)
    home.questions = [HomePageQuestion(question=question) for question in questions]
    publish(home)


def test_the_list_tells_on_how_many_live_pages_a_question_is_shown(
    admin_client: Client, site: SmallSite, tagged: Question
) -> None:
    unused = make_question("Is it shown nowhere?")
    place_on_home(site, tagged)
    draft = FAQPage(title="Draft", slug="draft", opening="<p>Ask.</p>", live=False)
    draft.placements = [QuestionPlacement(question=tagged)]
    type(site.faq_index).objects.get(pk=site.faq_index.pk).add_child(instance=draft)
    twice = FAQPage(title="Twice", slug="twice", opening="<p>Ask.</p>")
    twice.placements = [QuestionPlacement(question=tagged) for _ in range(2)]
    add_page(site.faq_index, twice)
    rows = listed(admin_client)
    assert "insurance 3 pages" in rows[tagged.question]
    assert "Not on any live page" in rows[unused.question]
    usage = reverse("wagtailsnippets_editorial_question:usage", args=[tagged.pk])
    assert f'href="{usage}"' in admin_client.get(reverse(LIST)).content.decode()


def test_the_form_tells_where_a_question_is_shown(
    admin_client: Client, site: SmallSite, tagged: Question
) -> None:
    html = edit_form(admin_client, tagged).html
    assert "<strong>1 live page</strong>" in html
    assert reverse("wagtailadmin_pages:edit", args=[site.faq_page.pk]) in html
    assert "Merge into another question…" in html


def test_the_list_needs_no_more_queries_for_forty_questions_than_for_two(
    admin_client: Client, site: SmallSite, tagged: Question
) -> None:
    make_question("Is it shown nowhere?")

    def queries() -> int:
        admin_client.get(reverse(LIST))
        with CaptureQueriesContext(connection) as found:
            assert len(listed(admin_client)) == Question.objects.in_use().count()
        return len(found)

    assert queries() == QUERIES
    for number in range(17):
        question = make_question(f"Is this number {number}?", treatments=[])
        question.tags.add("insurance", f"tag {number}")
        publish(question)
    place_on_home(site, *Question.objects.order_by("pk")[:8])
    assert queries() == QUERIES


@pytest.fixture
def many(site: SmallSite, tagged: Question) -> dict[str, Question]:
    gone = make_question("Is a referral wanted?")
    merge_questions(removed=gone, kept=tagged, unite_sources=False, user=None)
    draft = make_question("Is it a draft?")
    Question.objects.get(pk=draft.pk).unpublish()
    changed = make_question("Has it changes?")
    changed.short_answer = "They wait."
    changed.save_revision()
    return {"tagged": tagged, "gone": gone, "draft": draft, "changed": changed}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["tagged", "gone", "draft", "changed"]),
        ({"q": "REFERRAL"}, ["tagged", "gone"]),
        ({"q": "call us yourself"}, ["tagged", "gone", "draft", "changed"]),
        ({"q": '"'}, []),
        ({"q": "no such words"}, []),
        ({"status": "live"}, ["tagged", "changed"]),
        ({"status": "changed"}, ["changed"]),
        ({"status": "draft"}, ["draft"]),
        ({"status": "merged"}, ["gone"]),
        ({"placed": "no"}, ["draft", "changed"]),
        ({"placed": "yes"}, ["tagged"]),
        ({"placed": "no", "status": "draft"}, ["draft"]),
        ({"tag": "insurance"}, ["tagged"]),
        ({"treatment": "own"}, ["tagged"]),
        ({"treatment": "other"}, []),
        ({"status": "nonsense"}, ["tagged", "gone", "draft", "changed"]),
    ],
)
def test_the_list_is_narrowed_down(
    admin_client: Client,
    site: SmallSite,
    many: dict[str, Question],
    filters: dict[str, Any],
    found: list[str],
) -> None:
    other = make_treatment(slug="other", name="Another treatment")
    keys = {"own": site.treatment.pk, "other": other.pk}
    if "treatment" in filters:
        filters = {"treatment": keys[filters["treatment"]]}
    if "tag" in filters:
        filters = {"tag": Tag.objects.get(name=filters["tag"]).pk}
    assert set(listed(admin_client, **filters)) == {many[name].question for name in found}


def test_a_question_that_was_merged_says_into_which_and_is_not_offered_for_pages(
    admin_client: Client, many: dict[str, Question]
) -> None:
    gone, kept = many["gone"].question, many["tagged"].question
    assert f"Merged into {kept}" in listed(admin_client)[gone]
    for name in ("choose", "choose_results"):
        chooser = Question.snippet_viewset.chooser_viewset.url_namespace
        offered = admin_client.get(reverse(f"{chooser}:{name}")).content.decode()
        assert kept in offered
        assert gone not in offered


def test_a_question_that_was_merged_cannot_be_published_beside_the_other(
    admin_client: Client, many: dict[str, Question]
) -> None:
    form = edit_form(admin_client, many["gone"])
    response = form.post(**{"action-publish": "action-publish"})
    assert "was merged into “Do I need a referral?”" in response.content.decode()
    form.save_draft()
    assert Question.objects.get(pk=many["gone"].pk).live is False


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_has_every_question_and_no_formula(
    admin_client: Client, site: SmallSite, tagged: Question, kind: str, tmp_path: Any
) -> None:
    risky = make_question('=HYPERLINK("http://x")?', short_answer="@SUM(A1)")
    response = admin_client.get(reverse(LIST), {"export": kind})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if kind == "csv":
        text = content.decode()
        assert "'=HYPERLINK" in text
        assert "'@SUM(A1)" in text
        assert f"{tagged.question},No.,No. You may call us yourself.,insurance" in text
        return
    path = tmp_path / "questions.xlsx"
    path.write_bytes(content)
    rows = list(load_workbook(path).active.iter_rows())
    cells = [cell for row in rows for cell in row]
    assert risky.question in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d"}
    assert [cell.value for cell in rows[0]][:6] == [
        "Question",
        "Short answer",
        "Answer",
        "Tags",
        "Treatments",
        "Live pages that show it",
    ]


def test_tags_and_treatments_wait_in_the_draft_until_it_is_published(
    admin_client: Client, site: SmallSite
) -> None:
    form = edit_form(admin_client, site.question)
    form.fields["treatments"] = [str(site.treatment.pk)]
    form.fill(tags="cost, insurance").save_draft()
    stored = Question.objects.get(pk=site.question.pk)
    assert (stored.tag_names, stored.treatment_names) == ("", "")
    draft = stored.get_latest_revision_as_object()
    assert draft.tag_names == "cost, insurance"
    assert draft.treatment_names == site.treatment.name
    edit_form(admin_client, stored).publish()
    stored = Question.objects.get(pk=site.question.pk)
    assert (stored.tag_names, stored.treatment_names) == (draft.tag_names, draft.treatment_names)
    first = stored.revisions.order_by("pk").first().as_object()
    publish(first)
    assert Question.objects.get(pk=stored.pk).tag_names == ""


def test_a_version_whose_tag_or_treatment_was_deleted_can_be_opened(
    admin_client: Client, site: SmallSite, tagged: Question
) -> None:
    other = make_treatment(slug="other", name="Another treatment")
    tagged = Question.objects.get(pk=tagged.pk)
    tagged.treatments = [other]
    tagged.save_revision()
    Tag.objects.all().delete()
    Treatment.objects.get(pk=other.pk).delete()
    form = edit_form(admin_client, tagged)
    assert form.fields["tags"] == [""]
    form.publish()
    assert Question.objects.get(pk=tagged.pk).treatment_names == ""


def test_the_list_tells_when_a_clinician_read_a_question_last(
    admin_client: Client, site: SmallSite
) -> None:
    content_type = ContentType.objects.get_for_model(Question)
    person = make_person("Ann Test")
    today = timezone.localdate()
    for day in (today - timedelta(days=8), today - timedelta(days=400)):
        Signature.objects.create(
            piece_hash="0" * 64,
            piece_key="answer",
            content_type=content_type,
            object_id=str(site.question.pk),
            reviewer=person,
            reviewed_date=day,
            next_review_date=today + timedelta(days=365),
            signed_at=timezone.now(),
        )
    unread = make_question("Has nobody read this?")
    rows = listed(admin_client)
    assert "1\xa0week" in rows[site.question.question]
    assert "week" not in rows[unread.question]
