"""Undoing brings back what was public and nobody had to sign then, and nothing that is new."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from editorial.models import MedicalReviewer, Question, QuestionMerge
from editorial.public_before import PublicText, coming_back
from editorial.services.medical_review import UnsignedTextError
from editorial.services.publishing import said_in_public
from editorial.services.question_merge import MergeRefusedError, merge_questions, undo_merge
from locations.models import CityPage, PlaceChange, SectionOverride
from locations.services.place_life import retire_place
from locations.services.place_undo import UndoRefusedError, undo_change
from tests.factories import SmallSite, make_question, publish

pytestmark = pytest.mark.django_db

EFFECT = "Ketamine reduces migraine pain."
RISKS = "<p>Blood pressure may rise.</p>"


def stored(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def kept(site: SmallSite) -> Question:
    """Another question that says the same."""
    return make_question("Is a referral needed?")


@pytest.fixture
def page(site: SmallSite) -> CityPage:
    """A live city page with words of its own."""
    page = stored(site.city_page)
    page.section_overrides = [SectionOverride(section_key="risks", mode="own", body=RISKS)]
    published: CityPage = publish(page)
    return published


def merge(removed: Question, kept: Question) -> QuestionMerge:
    return merge_questions(removed=stored(removed), kept=kept, unite_sources=False, user=None)


def retire(page: CityPage) -> PlaceChange:
    return retire_place(area=page.area, target=None, user=None)


class TestAMerge:
    def test_what_nobody_signed_comes_back_as_it_was(
        self, site: SmallSite, kept: Question, reviewer: MedicalReviewer
    ) -> None:
        done = merge(site.question, kept)
        assert not stored(site.question).live
        undo_merge(merge=done, user=None)
        assert stored(site.question).live

    def test_a_draft_written_since_stays_a_draft(
        self, site: SmallSite, kept: Question, reviewer: MedicalReviewer
    ) -> None:
        done = merge(site.question, kept)
        draft = stored(site.question)
        draft.answer = "<p>Take more of it.</p>"
        draft.save()
        draft.save_revision()
        undo_merge(merge=done, user=None)
        question = stored(site.question)
        assert question.live
        assert "call us yourself" in question.answer
        assert question.has_unpublished_changes
        with pytest.raises(UnsignedTextError):
            question.get_latest_revision().publish()

    def test_words_put_into_the_recorded_version_come_back_for_nobody(
        self, site: SmallSite, kept: Question, reviewer: MedicalReviewer
    ) -> None:
        """Wagtail's autosave can write into a version where it stands."""
        done = merge(site.question, kept)
        draft = stored(site.question)
        draft.answer = "<p>Take more of it.</p>"
        draft.save()
        draft.save_revision(overwrite_revision=draft.live_revision or draft.latest_revision)
        assert stored(site.question).latest_revision_id == done.steps["latest_revision"]
        with pytest.raises(MergeRefusedError, match="needs a clinician's signature"):
            undo_merge(merge=done, user=None)
        assert not stored(site.question).live
        assert QuestionMerge.objects.get().undone_at is None

    def test_a_sentence_without_a_source_that_was_public_comes_back_too(
        self, site: SmallSite, kept: Question
    ) -> None:
        Question.objects.filter(pk=site.question.pk).update(answer=f"<p>{EFFECT}</p>")
        done = merge(site.question, kept)
        undo_merge(merge=done, user=None)
        assert stored(site.question).live

    def test_a_merge_from_before_this_was_kept_asks_for_a_signature(
        self, site: SmallSite, kept: Question, reviewer: MedicalReviewer
    ) -> None:
        done = merge(site.question, kept)
        del done.steps["said_in_public"]
        done.save()
        with pytest.raises(MergeRefusedError, match="needs a clinician's signature"):
            undo_merge(merge=done, user=None)


class TestARetirement:
    def test_what_nobody_signed_comes_back_as_it_was(
        self, page: CityPage, reviewer: MedicalReviewer
    ) -> None:
        change = retire(page)
        assert not stored(page).live
        undo_change(change=change, user=None)
        assert stored(page).live
        assert stored(page).section_overrides.get().body == RISKS

    def test_a_draft_written_since_stays_a_draft(
        self, page: CityPage, reviewer: MedicalReviewer
    ) -> None:
        change = retire(page)
        draft = stored(page)
        draft.section_overrides = [
            SectionOverride(section_key="risks", mode="own", body="<p>None.</p>")
        ]
        draft.save()
        draft.save_revision()
        undo_change(change=change, user=None)
        assert stored(page).live
        assert stored(page).section_overrides.get().body == RISKS
        assert stored(page).has_unpublished_changes

    def test_other_words_do_not(self, page: CityPage, reviewer: MedicalReviewer) -> None:
        change = retire(page)
        stored(page).section_overrides.update(body="<p>None.</p>")
        with pytest.raises(UndoRefusedError, match="needs a clinician's signature"):
            undo_change(change=change, user=None)
        assert not stored(page).live


class TestComingBack:
    def test_it_is_for_one_record_and_for_the_time_of_one_save(
        self, site: SmallSite, kept: Question, reviewer: MedicalReviewer
    ) -> None:
        said = said_in_public(site.question)
        for question in (site.question, kept):
            stored(question).unpublish()
        question, other = stored(site.question), stored(kept)
        question.live = other.live = True
        other.answer, other.question = question.answer, question.question
        with coming_back(question, said), pytest.raises(UnsignedTextError):
            other.save()
        with pytest.raises(UnsignedTextError):
            question.save()
        with coming_back(question, said):
            question.save()
        assert stored(question).live

    def test_what_is_not_live_says_nothing_in_public(self, site: SmallSite, manager: User) -> None:
        stored(site.question).unpublish()
        assert said_in_public(site.question) == PublicText()
