"""The editor's screens for merging questions."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from editorial.models import Question, QuestionCitation, QuestionMerge
from faq_pages.models import FAQPage, QuestionPlacement
from tests.factories import SmallSite, add_page, make_question, make_site, publish
from tests.whole_site import make_citation

INDEX = "question_merges:index"
LIST = "wagtailsnippets_editorial_question:list"


@pytest.fixture
def site(db: None) -> SmallSite:
    return make_site()


@pytest.fixture
def goes(site: SmallSite) -> Question:
    """A question on a page of its own, with a source."""
    question = make_question("Is a referral needed?", answer="<p>It <b>is</b> not.</p>")
    question.citations = [QuestionCitation(citation=make_citation("A trial"))]
    publish(question)
    page = FAQPage(title="Other", slug="other", opening="<p>Ask.</p>")
    page.placements = [QuestionPlacement(question=question)]
    add_page(site.faq_index, page)
    return question


def text(response: Any) -> str:
    html = BeautifulSoup(response.content, "html.parser")
    return html.find("main").get_text(" ", strip=True)


def step(question: Question) -> str:
    return reverse("question_merges:merge", args=[question.pk])


def bulk(*questions: Any) -> str:
    address = reverse("wagtail_bulk_action", args=["editorial", "question", "merge"])
    ids = "&".join(f"id={getattr(question, 'pk', question)}" for question in questions)
    return f"{address}?{ids}"


def agree(client: Client, page: Any) -> Any:
    """Press "Merge them now" on the overview."""
    html = BeautifulSoup(page.content, "html.parser")
    form = html.find("form", method="post", action=True)
    fields = {field["name"]: field["value"] for field in form.find_all("input")}
    return client.post(form["action"], fields)


def test_likely_duplicates_are_listed_and_the_less_used_one_goes(
    admin_client: Client, site: SmallSite, goes: Question
) -> None:
    unused = make_question("Are referrals needed?")
    page = admin_client.get(reverse(INDEX))
    rows = BeautifulSoup(page.content, "html.parser").select("main tbody tr")
    pairs = [[cell.get_text(strip=True) for cell in row.find_all("td")[:2]] for row in rows]
    assert [unused.question, site.question.question] in pairs
    assert [unused.question, goes.question] in pairs
    assert "Nothing yet." in text(page)


def test_the_list_of_duplicates_says_so_when_there_are_none(
    admin_client: Client, site: SmallSite
) -> None:
    assert "No two published questions share most" in text(admin_client.get(reverse(INDEX)))


def test_two_ticked_questions_are_compared_agreed_to_merged_and_taken_apart(
    admin_client: Client, site: SmallSite, goes: Question
) -> None:
    unused = make_question("Are referrals needed?")
    overview = admin_client.get(bulk(goes, unused), follow=True)
    # The one on more pages stays; the other is offered the other way round.
    assert "Goes: Are referrals needed?" in text(overview)
    assert "No page shows the question that goes." in text(overview)
    swapped = BeautifulSoup(overview.content, "html.parser").find(
        "a", string="Keep “Are referrals needed?” instead"
    )
    overview = admin_client.get(swapped["href"])
    words = text(overview)
    assert "Goes: Is a referral needed?" in words
    assert "Other (FAQ page): shows the other question in the same place." in " ".join(
        words.split()
    )
    assert "A trial (2013)" in words
    assert "<b>is</b>" in overview.content.decode()
    done = agree(admin_client, overview)
    merge = QuestionMerge.objects.get()
    assert done.url == reverse("question_merges:done", args=[merge.pk])
    assert merge.summary in text(admin_client.get(reverse(INDEX)))
    for question in (goes, unused):
        history = reverse("wagtailsnippets_editorial_question:history", args=[question.pk])
        assert merge.summary in text(admin_client.get(history))
    assert "Undo the merge" in text(admin_client.get(done.url))
    admin_client.post(done.url)
    assert "Undone on" in text(admin_client.get(done.url))
    assert Question.objects.get(pk=goes.pk).live


def test_the_form_suggests_the_likeliest_first(
    admin_client: Client, site: SmallSite, goes: Question
) -> None:
    make_question("What does it cost?")
    html = BeautifulSoup(admin_client.get(step(goes)).content, "html.parser")
    groups = {
        group["label"]: [option.get_text() for option in group.find_all("option")]
        for group in html.select("select[name=other] optgroup")
    }
    assert groups == {
        "Likely the same": [site.question.question],
        "All others": ["What does it cost?"],
    }


def test_what_stands_in_the_way_is_said_before_anybody_agrees(
    admin_client: Client, site: SmallSite, goes: Question
) -> None:
    goes.locked = True
    goes.save()
    chosen = {"other": site.question.pk, "show": 1}
    page = admin_client.get(step(goes), chosen)
    assert "is locked. Unlock it first." in text(page)
    assert "Merge them now" not in text(page)
    refused = admin_client.post(step(goes), {"other": site.question.pk, "checksum": "x"})
    assert refused.status_code == 409
    assert Question.objects.get(pk=goes.pk).live


def test_what_changed_since_somebody_looked_is_shown_again(
    admin_client: Client, site: SmallSite, goes: Question
) -> None:
    overview = admin_client.get(step(goes), {"other": site.question.pk, "show": 1})
    kept = Question.objects.get(pk=site.question.pk)
    kept.answer = "<p>Yes, you do.</p>"
    publish(kept)
    again = agree(admin_client, overview)
    assert again.status_code == 409
    assert "Yes, you do." in text(again)
    assert agree(admin_client, again).status_code == 302


@pytest.mark.parametrize("other", ["", "nonsense", "999999", "9" * 30, "own"])
def test_a_choice_that_is_none_is_refused(
    admin_client: Client, site: SmallSite, goes: Question, other: str
) -> None:
    other = str(goes.pk) if other == "own" else other
    refused = admin_client.post(step(goes), {"other": other, "checksum": ""})
    assert refused.status_code == 400
    assert admin_client.get(step(goes), {"other": other, "show": 1}).status_code == 200
    assert QuestionMerge.objects.count() == 0


@pytest.mark.parametrize("ids", [["all"], ["nonsense"], ["0"], ["9" * 30]])
def test_ticking_anything_but_two_questions_is_told_what_to_do(
    admin_client: Client, site: SmallSite, goes: Question, ids: list[str]
) -> None:
    for chosen in (ids, [*ids, goes.pk], [goes.pk, site.question.pk, make_question("A?").pk]):
        page = admin_client.get(bulk(*chosen), follow=True)
        assert page.redirect_chain[-1][0] == reverse(LIST)
        assert "Tick the two questions that say the same" in page.content.decode()


def test_a_refused_undo_says_why(admin_client: Client, site: SmallSite, goes: Question) -> None:
    overview = admin_client.get(step(goes), {"other": site.question.pk, "show": 1})
    done = agree(admin_client, overview).url
    Question.objects.filter(pk=site.question.pk).update(merged_into=make_question("A third?"))
    refused = admin_client.post(done)
    assert refused.status_code == 409
    assert "was itself merged into another" in text(refused)


def test_nobody_without_the_right_merges(site: SmallSite, goes: Question) -> None:
    client = Client()
    user = User.objects.create_user("looker")
    client.force_login(user)
    assert client.get(bulk(goes, site.question)).status_code == 302
    assert client.post(step(goes), {"other": site.question.pk}).status_code == 302
    assert Question.objects.get(pk=goes.pk).live
