"""One question takes the place of another: on pages, in drafts, for links; and the way back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from editorial.models import Question, QuestionCitation, QuestionMerge
from editorial.rules.merging import merged_rows, united_rows
from editorial.services.question_merge import (
    MergeOutdatedError,
    MergeRefusedError,
    merge_questions,
    undo_merge,
)
from faq_pages.models import FAQPage, QuestionPlacement
from home.models import HomePage, HomePageQuestion
from operations.services.scheduled_publishing import publish_what_is_due
from tests.factories import SmallSite, add_page, in_order, make_question, make_site, publish
from tests.whole_site import make_citation

A, B, C, D = 1, 2, 3, 4


def rows(*questions: tuple[int, str]) -> list[dict[str, Any]]:
    return [{"question": key, "group": group} for key, group in questions]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([(C, "")], [(C, "")]),
        ([(A, ""), (C, "")], [(B, ""), (C, "")]),
        ([(A, "Day"), (C, ""), (B, "")], [(B, "Day"), (C, "")]),
        ([(B, ""), (C, ""), (A, "")], [(B, ""), (C, "")]),
        # The heading of a group goes to the next question of that group, and to no other group.
        ([(B, ""), (A, "Day"), (C, ""), (D, "")], [(B, ""), (C, "Day"), (D, "")]),
        ([(B, ""), (A, "Day"), (C, "Cost")], [(B, ""), (C, "Cost")]),
        ([(B, ""), (A, "Day")], [(B, "")]),
        ([(B, ""), (A, "Day"), (A, ""), (C, "")], [(B, ""), (C, "Day")]),
        ([(B, ""), (B, "Day"), (C, "")], [(B, ""), (B, "Day"), (C, "")]),
    ],
)
def test_the_earlier_place_stays_and_groups_keep_their_headings(
    before: list[tuple[int, str]], after: list[tuple[int, str]]
) -> None:
    found = merged_rows(
        rows(*before), removed=A, kept=B, question_key="question", heading_field="group"
    )
    assert found == rows(*after)


def test_sources_are_united_without_doubles() -> None:
    there = [{"pk": 5, "citation": 1, "sort_order": 0}]
    added = [{"pk": 6, "citation": key, "sort_order": 0} for key in (1, 2, 2)]
    new = {"pk": None, "citation": 2, "sort_order": 1}
    assert united_rows(there, added, key="citation") == [*there, new]


@pytest.fixture
def site(db: None) -> SmallSite:
    return make_site()


@pytest.fixture
def kept(site: SmallSite) -> Question:
    return site.question


@pytest.fixture
def removed(site: SmallSite) -> Question:
    return make_question("Is a referral needed?", answer="<p>It is not.</p>")


@pytest.fixture
def between(site: SmallSite) -> Question:
    return make_question("What does it cost?")


@pytest.fixture
def admin(db: None) -> User:
    return User.objects.create_superuser("root")


def add_faq(site: SmallSite, slug: str, *questions: Question, group: str = "") -> FAQPage:
    page = FAQPage(title=slug, slug=slug, opening="<p>Ask.</p>")
    page.placements = in_order(
        QuestionPlacement(question=question, group=group) for question in questions
    )
    return add_page(site.faq_index, page)


def shown(page: Any) -> list[str]:
    """Return the questions on a page as a visitor reads them."""
    html = BeautifulSoup(Client().get(page.get_url()).content, "html.parser")
    return [heading.get_text() for heading in html.select("details.question h3")]


def ids(page: Any) -> list[str]:
    html = BeautifulSoup(Client().get(page.get_url()).content, "html.parser")
    return [element["id"] for element in html.find_all(id=True)]


def placed(page: Any) -> list[Question]:
    return [row.question for row in page.placements.all()]


def merge(removed: Question, kept: Question, **options: Any) -> QuestionMerge:
    options = {"unite_sources": False, "user": None} | options
    return merge_questions(removed=removed, kept=kept, **options)


def test_pages_show_the_question_that_was_kept_in_the_same_place(
    site: SmallSite, removed: Question, kept: Question, between: Question
) -> None:
    page = add_faq(site, "other", removed, between)
    both = add_faq(site, "both", kept, between, removed)
    home = HomePage.objects.get(pk=site.home.pk)
    home.questions = [HomePageQuestion(question=removed)]
    publish(home)
    merge(removed, kept)
    assert shown(page) == [kept.question, between.question]
    assert shown(both) == [kept.question, between.question]
    assert shown(home) == [kept.question]
    stored = Question.objects.get(pk=removed.pk)
    assert (stored.live, stored.merged_into) == (False, kept)
    assert stored.status_string == "merged into another"


def test_links_to_the_question_that_went_lead_to_the_other(
    site: SmallSite, removed: Question, kept: Question, between: Question
) -> None:
    page = add_faq(site, "other", removed)
    merge(removed, kept)
    assert {removed.anchor, kept.anchor} <= set(ids(page))
    # And on: what was merged into it goes along.
    merge(kept, between)
    found = ids(page)
    assert {removed.anchor, kept.anchor, between.anchor} <= set(found)
    assert len(found) == len(set(found))


def test_an_id_stands_on_a_page_once_when_a_merged_question_is_live_again(
    site: SmallSite, removed: Question, kept: Question
) -> None:
    page = add_faq(site, "other", removed, kept)
    merge(removed, kept)
    page = FAQPage.objects.get(pk=page.pk)
    page.placements.add(QuestionPlacement(question=removed, sort_order=9))
    page.save()
    Question.objects.filter(pk=removed.pk).update(live=True, merged_into=None)
    assert shown(page) == [kept.question, removed.question]
    assert len(ids(page)) == len(set(ids(page)))


def test_a_draft_and_a_version_that_waits_show_the_question_that_was_kept(
    site: SmallSite, removed: Question, kept: Question, between: Question
) -> None:
    draft = FAQPage.objects.get(pk=site.faq_page.pk)
    draft.placements = [QuestionPlacement(question=between), QuestionPlacement(question=removed)]
    draft.opening = "<p>A new opening.</p>"
    draft.save_revision()
    waiting = add_faq(site, "waiting", between)
    waiting.placements = [QuestionPlacement(question=removed)]
    waiting.go_live_at = timezone.now() + timedelta(days=1)
    revision = waiting.save_revision()
    revision.publish()
    merge(removed, kept)
    stored = FAQPage.objects.get(pk=draft.pk)
    assert shown(stored) == [kept.question]
    version = stored.get_latest_revision_as_object()
    assert placed(version) == [between, kept]
    assert version.opening == draft.opening
    revision.refresh_from_db()
    assert placed(revision.as_object()) == [kept]
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        publish_what_is_due(timezone.now())
    assert placed(FAQPage.objects.get(pk=waiting.pk)) == [kept]


def test_an_older_version_that_is_brought_back_shows_the_question_that_was_kept(
    site: SmallSite, removed: Question, kept: Question, between: Question
) -> None:
    page = add_faq(site, "other", removed, between, kept)
    older = page.latest_revision
    merge(removed, kept)
    older.as_object().save_revision().publish()
    page = FAQPage.objects.get(pk=page.pk)
    assert placed(page) == [removed, between, kept]
    assert shown(page) == [kept.question, between.question]
    assert len(ids(page)) == len(set(ids(page)))


def test_sources_are_taken_over_only_if_wanted(
    site: SmallSite, removed: Question, kept: Question
) -> None:
    source = make_citation("A trial")
    removed.citations = [QuestionCitation(citation=source)]
    publish(removed)
    other = make_question("Is one needed, a referral?")
    merge(removed, other)
    assert not other.citations.exists()
    undo_merge(merge=QuestionMerge.objects.get(), user=None)
    done = merge(removed, kept, unite_sources=True)
    assert [row.citation for row in Question.objects.get(pk=kept.pk).citations.all()] == [source]
    assert list(done.report["sources"]) == [str(source)]
    undo_merge(merge=done, user=None)
    assert not Question.objects.get(pk=kept.pk).citations.exists()


def test_the_markup_goes_along(site: SmallSite, removed: Question, between: Question) -> None:
    first, second = add_faq(site, "first", between), add_faq(site, "second", removed)
    removed.refresh_from_db()
    assert removed.marked_up_on_id == second.pk
    nowhere = make_question("Is it placed nowhere?")
    merge(removed, nowhere)
    assert Question.objects.get(pk=nowhere.pk).marked_up_on_id == second.pk
    assert Question.objects.get(pk=removed.pk).live is False
    assert first.pk


def state(site: SmallSite) -> dict[str, Any]:
    """Return what visitors and editors have of every page with questions, and the questions."""
    pages = [*FAQPage.objects.order_by("pk"), *HomePage.objects.order_by("pk")]
    return {
        "pages": [
            (
                page.pk,
                page.has_unpublished_changes,
                ids(page),
                [(row["question"], row.get("group")) for row in _rows(page)],
                [
                    (row["question"], row.get("group"))
                    for row in _rows(page.get_latest_revision_as_object())
                ],
            )
            for page in pages
        ],
        "questions": list(
            Question.objects.order_by("pk").values_list(
                "pk", "live", "merged_into", "marked_up_on", "has_unpublished_changes"
            )
        ),
    }


def _rows(page: Any) -> list[dict[str, Any]]:
    data = page.serializable_data()
    return data["placements"] if "placements" in data else data["questions"]


def test_undoing_brings_everything_back_and_twice_does_nothing(
    site: SmallSite, removed: Question, kept: Question, between: Question
) -> None:
    add_faq(site, "both", kept, removed, between, group="Day")
    draft = add_faq(site, "draft", removed)
    draft.opening = "<p>A new opening.</p>"
    draft.save_revision()
    before = state(site)
    done = merge(removed, kept)
    assert state(site) != before
    undo_merge(merge=done, user=None)
    assert state(site) == before
    undo_merge(merge=done, user=None)
    assert state(site) == before


def test_merging_again_does_nothing(site: SmallSite, removed: Question, kept: Question) -> None:
    add_faq(site, "other", removed)
    done = merge(removed, kept)
    before = state(site)
    assert merge(removed, kept) == done
    assert state(site) == before


def test_undoing_leaves_what_was_edited_since_and_says_where(
    site: SmallSite, removed: Question, kept: Question, between: Question
) -> None:
    page = add_faq(site, "other", removed)
    done = merge(removed, kept)
    page = FAQPage.objects.get(pk=page.pk)
    page.placements = [QuestionPlacement(question=between)]
    publish(page)
    before = state(site)
    with pytest.raises(MergeRefusedError, match="“other” was edited since"):
        undo_merge(merge=done, user=None)
    assert state(site) == before
    assert QuestionMerge.objects.get(pk=done.pk).undone_at is None


def test_a_question_that_was_edited_since_comes_back_as_it_was_with_the_edit_as_a_draft(
    site: SmallSite, removed: Question, kept: Question
) -> None:
    done = merge(removed, kept)
    edited = Question.objects.get(pk=removed.pk)
    edited.answer = "<p>Edited since.</p>"
    edited.save_revision()
    undo_merge(merge=done, user=None)
    stored = Question.objects.get(pk=removed.pk)
    assert (stored.live, stored.answer, stored.merged_into) == (True, removed.answer, None)
    assert stored.get_latest_revision_as_object().answer == "<p>Edited since.</p>"


def lock(record: Any) -> None:
    record.locked = True
    record.save()


@pytest.mark.parametrize(
    ("hinder", "reason"),
    [
        (lambda site, removed, kept, page: Question.objects.get(pk=kept.pk).unpublish(),
         "is not published"),
        (lambda site, removed, kept, page: lock(removed), "is locked"),
        (lambda site, removed, kept, page: lock(Page.objects.get(pk=page.pk)), "“other” is locked"),
        (lambda site, removed, kept, page: merge(kept, make_question("A third?")),
         "was merged into another already"),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_named_and_nothing_changes(
    site: SmallSite, removed: Question, kept: Question, hinder: Any, reason: str
) -> None:
    page = add_faq(site, "other", removed)
    hinder(site, removed, kept, page)
    before = state(site)
    with pytest.raises(MergeRefusedError, match=reason):
        merge(removed, kept)
    assert state(site) == before


def test_a_question_is_not_merged_into_itself(site: SmallSite, kept: Question) -> None:
    with pytest.raises(MergeRefusedError, match="into itself"):
        merge(kept, kept)


def test_what_changed_since_somebody_looked_is_shown_again(
    site: SmallSite, removed: Question, kept: Question
) -> None:
    with pytest.raises(MergeOutdatedError):
        merge(removed, kept, checksum="of another plan")
    assert Question.objects.get(pk=removed.pk).live


def test_whoever_may_not_publish_questions_merges_none(
    site: SmallSite, removed: Question, kept: Question, admin: User
) -> None:
    nobody = User.objects.create_user("nobody")
    with pytest.raises(PermissionDenied):
        merge(removed, kept, user=nobody)
    done = merge(removed, kept, user=admin)
    with pytest.raises(PermissionDenied):
        undo_merge(merge=done, user=nobody)
    undo_merge(merge=done, user=admin)
    entries = ModelLogEntry.objects.filter(action__startswith="editorial.merge_")
    assert sorted(entries.values_list("user__username", "object_id")) == sorted(
        [("root", str(question.pk)) for question in (removed, kept)] * 2
    )


def test_the_first_of_two_merges_is_undone_last(
    site: SmallSite, removed: Question, kept: Question, between: Question
) -> None:
    add_faq(site, "other", removed)
    before = state(site)
    first = merge(removed, kept)
    second = merge(kept, between)
    with pytest.raises(MergeRefusedError, match="Undo that first"):
        undo_merge(merge=first, user=None)
    undo_merge(merge=second, user=None)
    undo_merge(merge=first, user=None)
    assert state(site) == before
