"""Signing clinical text: what waits, what voids, what never waits, and that nothing goes round."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from clinic.models import Person
from editorial.models import MedicalReviewer, Signature
from editorial.pieces import pieces_of
from editorial.services.medical_review import (
    NothingSignedBeforeError,
    ReviewDateError,
    UnsignedTextError,
    confirm_mistyping,
    sign,
    unsigned_pieces,
)
from editorial.services.reviewers import remove_reviewer
from home.models import ContentPage
from locations.models import CityPage, LandingBlueprint, SectionOverride
from operations.refusals import PublishRefusedError
from tests.editor_forms import edit_form, page_form
from tests.factories import SmallSite, publish

pytestmark = pytest.mark.django_db

IN_A_YEAR = timezone.localdate() + timedelta(days=365)


def stored(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


def draft_of(record: Any, **fields: Any) -> Any:
    """Store a draft of ``record`` with other words, and return it as its editor would go on."""
    version = stored(record).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(version, name, value)
    version.save_revision()
    return stored(record)


def sign_all(record: Any, user: User, *, next_review_date: date = IN_A_YEAR) -> list[Signature]:
    version = record.get_latest_revision_as_object()
    return sign(record=version, user=user, next_review_date=next_review_date, now=timezone.now())


def sign_everything_on(page: Page, site: SmallSite, user: User) -> None:
    """Sign the page and all that it shows."""
    for record in (page, site.question, site.treatment, site.blueprint):
        sign_all(stored(record), user)


NEW_ANSWER = {"answer": "<p>No. You may call us <b>or</b> write.</p>"}


class TestNothingIsAskedBeforeThereIsAReviewer:
    def test_everything_goes_live_and_no_page_names_a_reviewer(self, site: SmallSite) -> None:
        draft_of(site.question, **NEW_ANSWER).get_latest_revision().publish()
        html = Client().get(site.faq_page.url).content.decode()
        assert "write" in html
        assert "Medically reviewed" not in html
        assert "reviewedBy" not in html

    def test_nothing_is_asked_any_more_when_the_last_one_is_removed(
        self, site: SmallSite, reviewer: MedicalReviewer, manager: User
    ) -> None:
        question = draft_of(site.question, **NEW_ANSWER)
        question.get_workflow().start(question, manager)
        remove_reviewer(reviewer=reviewer, user=manager)
        assert stored(question).current_workflow_state is None
        assert stored(question).get_workflow() is None
        # What waited is a draft again, and nothing was published by taking the reviewer away.
        assert stored(question).has_unpublished_changes
        assert "write" not in stored(question).answer
        stored(question).get_latest_revision().publish()
        assert "write" in stored(question).answer
        assert not reviewer.user.groups.exists()

    def test_closing_the_reviewer_s_account_opens_no_way_round(
        self, site: SmallSite, reviewer: MedicalReviewer
    ) -> None:
        User.objects.filter(pk=reviewer.user_id).update(is_active=False)
        with pytest.raises(UnsignedTextError):
            draft_of(site.question, **NEW_ANSWER).get_latest_revision().publish()

    def test_nor_does_deleting_it(self, site: SmallSite, reviewer: MedicalReviewer) -> None:
        User.objects.get(pk=reviewer.user_id).delete()
        with pytest.raises(UnsignedTextError):
            draft_of(site.question, **NEW_ANSWER).get_latest_revision().publish()


class TestWhatNeedsASignature:
    def records(self, site: SmallSite) -> dict[str, tuple[Any, dict[str, Any]]]:
        words = {
            "question": (site.question, NEW_ANSWER),
            "treatment": (site.treatment, {"summary": "A fast infusion."}),
            "FAQ page": (site.faq_page, {"opening": "<p>Ask a nurse.</p>"}),
            "treatment page": (site.treatment_page, {"introduction": "<p>Another.</p>"}),
            "home": (site.home, {"introduction": "<p>Another clinic.</p>"}),
        }
        return words

    @pytest.mark.parametrize(
        "name", ["question", "treatment", "FAQ page", "treatment page", "home"]
    )
    def test_a_changed_word_waits_as_a_draft_and_the_old_text_stays_public(
        self, site: SmallSite, reviewer: MedicalReviewer, name: str
    ) -> None:
        record, words = self.records(site)[name]
        before = {field: getattr(stored(record), field) for field in words}
        changed = draft_of(record, **words)
        with pytest.raises(UnsignedTextError, match="needs a clinician's signature"):
            changed.get_latest_revision().publish()
        now = stored(record)
        assert now.live
        assert {field: getattr(now, field) for field in words} == before
        sign_all(now, reviewer.user)
        stored(record).get_latest_revision().publish()
        assert {field: getattr(stored(record), field) for field in words} == words

    def test_a_section_of_shared_text_is_signed_once_for_every_city(
        self, site: SmallSite, reviewer: MedicalReviewer
    ) -> None:
        version = stored(site.blueprint).get_latest_revision_as_object()
        risks = next(row for row in version.sections.all() if row.key == "risks")
        risks.body = "<p>Ketamine raises blood pressure in {place} too.</p>"
        version.sections = [row for row in version.sections.all() if row.key != "risks"] + [risks]
        version.save_revision()
        with pytest.raises(UnsignedTextError, match="Section risks"):
            stored(site.blueprint).get_latest_revision().publish()
        signatures = sign_all(stored(site.blueprint), reviewer.user)
        assert {row.piece_key for row in signatures} == {
            "heading",
            "section-cost",
            "section-risks",
            "search",
        }
        stored(site.blueprint).get_latest_revision().publish()
        html = Client().get(site.city_page.url).content.decode()
        assert "raises blood pressure in Palo Alto too" in html

    def test_a_section_that_is_not_about_health_waits_for_nobody(
        self, site: SmallSite, reviewer: MedicalReviewer
    ) -> None:
        version = stored(site.blueprint).get_latest_revision_as_object()
        rows = list(version.sections.all())
        rows[0].is_clinical, rows[0].body = False, "<p>Booking is easy.</p>"
        version.sections = rows
        version.save_revision().publish()
        assert not LandingBlueprint.objects.get().has_unpublished_changes

    def test_an_own_wording_and_a_local_question_of_a_city_page_do(
        self, site: SmallSite, reviewer: MedicalReviewer
    ) -> None:
        version = stored(site.city_page).get_latest_revision_as_object()
        version.section_overrides = [
            SectionOverride(section_key="risks", mode="own", body="<p>No risk here.</p>")
        ]
        version.save_revision()
        with pytest.raises(UnsignedTextError) as refusal:
            stored(site.city_page).get_latest_revision().publish()
        assert [piece.key for piece in refusal.value.pieces] == ["own-risks"]

    def test_what_was_public_before_may_stay_and_be_published_again(
        self, site: SmallSite, reviewer: MedicalReviewer
    ) -> None:
        publish(stored(site.question))
        publish(stored(site.faq_page))
        assert not Signature.objects.exists()


class TestWhatNeverWaits:
    def test_facts_directions_and_notices_go_live_at_once(
        self, site: SmallSite, reviewer: MedicalReviewer
    ) -> None:
        clinic = site.clinic
        clinic.phone = "+16505550199"
        publish(clinic)
        area = site.area
        for fact in area.local_facts.all():
            fact.text = "Take the bus."
            fact.save()
        publish(stored(area))
        version = stored(site.city_page).get_latest_revision_as_object()
        version.local_introduction = "<p>People take Foothill Expressway.</p>"
        version.save_revision().publish()
        html = Client().get(site.city_page.url).content.decode()
        assert "(650) 555-0199" in html
        assert "Foothill Expressway" in html

    @pytest.mark.parametrize(
        "answer",
        [
            "<p>NO! You  may call us, yourself.</p>",
            '<p>No — <b>you</b> may <a href="https://a.example/">call</a> us yourself</p>',
        ],
    )
    def test_case_spacing_punctuation_and_links_void_nothing(
        self, site: SmallSite, reviewer: MedicalReviewer, answer: str
    ) -> None:
        sign_all(stored(site.question), reviewer.user)
        draft_of(site.question, answer=answer).get_latest_revision().publish()
        assert stored(site.question).answer == answer

    def test_a_text_that_is_signed_may_come_back_without_another_signature(
        self, site: SmallSite, reviewer: MedicalReviewer
    ) -> None:
        old = stored(site.question).answer
        for answer in ("<p>One.</p>", "<p>Two.</p>"):
            sign_all(draft_of(site.question, answer=answer), reviewer.user)
            stored(site.question).get_latest_revision().publish()
        sign_all(stored(site.question), reviewer.user)
        draft_of(site.question, answer="<p>One.</p>").get_latest_revision().publish()
        assert stored(site.question).answer == "<p>One.</p>"
        with pytest.raises(UnsignedTextError):
            draft_of(site.question, answer=old).get_latest_revision().publish()


class TestNoPathGoesRound:
    @pytest.fixture
    def changed(self, site: SmallSite, reviewer: MedicalReviewer) -> Any:
        return draft_of(site.faq_page, opening="<p>Something new.</p>")

    def test_the_edit_screen_keeps_the_text_as_a_draft(
        self, changed: Page, manager: User, client: Client
    ) -> None:
        """The right to publish does not go round the review."""
        client.force_login(manager)
        form = page_form(client, stored(changed))
        answer = form.fill(title="Another title").post(**{"action-publish": "action-publish"})
        assert answer.status_code == 302
        now = stored(changed)
        assert (now.title, now.has_unpublished_changes) == ("Questions on migraine", True)
        assert now.get_latest_revision_as_object().title == "Another title"
        html = client.get(answer.url).content.decode()
        assert "needs a clinician&#x27;s signature" in html
        assert "saved as a draft" in html

    def test_the_form_of_a_shared_record_keeps_the_text_as_a_draft(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User, client: Client
    ) -> None:
        client.force_login(editor)
        form = edit_form(client, stored(site.treatment))
        answer = form.fill(summary="Quick.").post(**{"action-publish": "action-publish"})
        assert answer.status_code == 302
        now = stored(site.treatment)
        assert (now.summary, now.has_unpublished_changes) == ("A slow infusion.", True)
        assert now.get_latest_revision_as_object().summary == "Quick."

    def test_the_clock(self, changed: Any) -> None:
        version = changed.get_latest_revision_as_object()
        version.go_live_at = timezone.now() + timedelta(hours=1)
        version.save_revision().publish()
        type(changed).objects.filter(pk=changed.pk).update(go_live_at=timezone.now())
        for revision in stored(changed).revisions.filter(approved_go_live_at__isnull=False):
            revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
            revision.content["go_live_at"] = None
            revision.save()
        with pytest.raises(CommandError, match="publish-scheduled"):
            call_command("run_due_work", verbosity=0)
        assert stored(changed).opening == "<p>Ask.</p>"

    def test_publishing_in_bulk(self, changed: Page, manager: User, client: Client) -> None:
        client.force_login(manager)
        address = f"/admin/bulk/wagtailcore/page/publish/?id={changed.pk}&next=/admin/"
        client.post(address, {"include_descendants": ""})
        assert stored(changed).opening == "<p>Ask.</p>"

    def test_a_copy_that_is_published(
        self, site: SmallSite, reviewer: MedicalReviewer, changed: Page
    ) -> None:
        with pytest.raises(UnsignedTextError):
            stored(changed).copy(
                to=stored(site.faq_index),
                update_attrs={"slug": "copy", "title": "Copy", "opening": "<p>New words.</p>"},
                keep_live=True,
            )

    def test_a_plain_save(self, changed: Any) -> None:
        changed.opening = "<p>Something else.</p>"
        with pytest.raises(UnsignedTextError):
            changed.save()

    def test_a_new_page(self, site: SmallSite, reviewer: MedicalReviewer) -> None:
        page = type(site.faq_page)(title="New", slug="new", opening="<p>New.</p>", live=False)
        stored(site.faq_index).add_child(instance=page)
        with pytest.raises(UnsignedTextError):
            publish(page)
        assert not stored(page).live
        sign_all(stored(page), reviewer.user)
        assert publish(stored(page)).live


class TestSigning:
    def test_nobody_but_a_reviewer_signs(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User, manager: User
    ) -> None:
        for user in (editor, manager, User.objects.create_superuser("root")):
            with pytest.raises(PermissionDenied):
                sign_all(stored(site.question), user)

    def test_an_unpublished_clinician_does_not_sign(
        self, site: SmallSite, reviewer: MedicalReviewer, doctor: Person
    ) -> None:
        doctor.unpublish()
        with pytest.raises(PermissionDenied):
            sign_all(stored(site.question), reviewer.user)

    def test_it_is_kept_with_name_credentials_statement_and_dates(
        self, site: SmallSite, reviewer: MedicalReviewer
    ) -> None:
        (signature,) = sign_all(stored(site.question), reviewer.user)
        assert signature.reviewer_name == "Ann Test, MD"
        assert signature.text == "Do I need a referral?\nNo. You may call us yourself.\nNo."
        assert "accurate" in signature.attested
        assert signature.reviewed_date == timezone.localdate()
        assert signature.next_review_date == IN_A_YEAR

    def test_signing_twice_on_one_day_writes_nothing_more(
        self, site: SmallSite, reviewer: MedicalReviewer
    ) -> None:
        assert sign_all(stored(site.question), reviewer.user)
        assert sign_all(stored(site.question), reviewer.user) == []
        assert Signature.objects.count() == 1

    @pytest.mark.parametrize("days", [-1, 0, 3 * 366 + 1])
    def test_the_next_review_is_within_three_years(
        self, site: SmallSite, reviewer: MedicalReviewer, days: int
    ) -> None:
        when = timezone.localdate() + timedelta(days=days)
        with pytest.raises(ReviewDateError):
            sign_all(stored(site.question), reviewer.user, next_review_date=when)
        assert not Signature.objects.exists()

    def test_one_click_confirms_a_mistyping_and_keeps_the_dates(
        self, site: SmallSite, reviewer: MedicalReviewer
    ) -> None:
        sign_all(stored(site.question), reviewer.user)
        Signature.objects.update(reviewed_date=date(2026, 1, 2), next_review_date=date(2027, 1, 2))
        draft = draft_of(site.question, answer="<p>No. You may cal us yourself.</p>")
        version = draft.get_latest_revision_as_object()
        signature = confirm_mistyping(
            record=version, user=reviewer.user, now=timezone.now(), key="answer"
        )
        assert signature.kind == Signature.Kind.TYPO
        assert (signature.reviewed_date, signature.next_review_date) == (
            date(2026, 1, 2),
            date(2027, 1, 2),
        )
        assert unsigned_pieces(version) == []

    def test_there_is_no_mistyping_in_what_nobody_signed(
        self, site: SmallSite, reviewer: MedicalReviewer
    ) -> None:
        with pytest.raises(NothingSignedBeforeError):
            confirm_mistyping(
                record=stored(site.question), user=reviewer.user, now=timezone.now(), key="answer"
            )


class TestOnThePage:
    @pytest.mark.parametrize("name", ["faq_page", "treatment_page", "city_page", "home"])
    def test_a_page_names_its_reviewer_once_all_its_texts_are_signed(
        self, site: SmallSite, reviewer: MedicalReviewer, name: str
    ) -> None:
        page = getattr(site, name)
        shown = {
            "faq_page": [site.question, site.treatment],
            "treatment_page": [site.treatment],
            "city_page": [site.blueprint],
            "home": [site.treatment],
        }[name]
        # Each of the texts that it shows, its own among them, is one too few while unsigned.
        for record in shown:
            assert "Medically reviewed" not in Client().get(page.url).content.decode()
            sign_all(stored(record), reviewer.user)
        assert "Medically reviewed" not in Client().get(page.url).content.decode()
        sign_all(stored(page), reviewer.user)
        html = Client().get(page.url).content.decode()
        assert "Medically reviewed by" in html
        assert "Ann Test" in html
        assert f'"lastReviewed": "{timezone.localdate()}"' in html.replace('":"', '": "')

    def test_the_day_is_that_of_the_text_read_longest_ago(
        self, site: SmallSite, reviewer: MedicalReviewer
    ) -> None:
        sign_everything_on(site.faq_page, site, reviewer.user)
        old = Signature.objects.filter(object_id=str(site.question.pk), piece_key="answer")
        old.update(reviewed_date=date(2025, 3, 4))
        html = Client().get(site.faq_page.url).content.decode()
        assert "March 4, 2025" in html
        assert "2025-03-04" in html

    def test_shared_text_that_is_off_the_site_is_on_no_page(self, site: SmallSite) -> None:
        assert "Shared text of cost" in Client().get(site.city_page.url).content.decode()
        stored(site.blueprint).unpublish()
        assert "Shared text of cost" not in Client().get(site.city_page.url).content.decode()

    def test_somebody_who_is_off_the_site_is_not_named(
        self, site: SmallSite, reviewer: MedicalReviewer, doctor: Person
    ) -> None:
        sign_everything_on(site.faq_page, site, reviewer.user)
        doctor.unpublish()
        assert "Ann Test" not in Client().get(site.faq_page.url).content.decode()

    def test_a_changed_draft_takes_no_name_off_the_page(
        self, site: SmallSite, reviewer: MedicalReviewer
    ) -> None:
        sign_everything_on(site.faq_page, site, reviewer.user)
        draft_of(site.question, **NEW_ANSWER)
        assert "Medically reviewed" in Client().get(site.faq_page.url).content.decode()


class TestWorkflow:
    def submit(self, record: Any, user: User) -> WorkflowState:
        state: WorkflowState = record.get_workflow().start(record, user)
        return state

    def test_signing_publishes_though_the_reviewer_may_not_publish(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User
    ) -> None:
        question = draft_of(site.question, **NEW_ANSWER)
        task_state = self.submit(question, editor).current_task_state
        assert not reviewer.user.has_perm("editorial.publish_question")
        task_state.task.specific.on_action(
            task_state,
            reviewer.user,
            "approve",
            attested=True,
            next_review_date=IN_A_YEAR.isoformat(),
        )
        assert "write" in stored(question).answer
        assert stored(question).current_workflow_state is None
        assert Signature.objects.count() == 1

    def test_an_approval_that_fails_changes_nothing(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User
    ) -> None:
        question = draft_of(site.question, **NEW_ANSWER)
        task_state = self.submit(question, editor).current_task_state
        bad = [
            (editor, {"attested": True, "next_review_date": IN_A_YEAR.isoformat()}),
            (reviewer.user, {"attested": True, "next_review_date": "2020-01-01"}),
            (reviewer.user, {"attested": True, "next_review_date": "soon"}),
            (reviewer.user, {"next_review_date": IN_A_YEAR.isoformat()}),
            (reviewer.user, {}),
        ]
        for user, sent in bad:
            with pytest.raises((PermissionDenied, PublishRefusedError)):
                task_state.task.specific.on_action(task_state, user, "approve", **sent)
        task_state.refresh_from_db()
        assert task_state.status == task_state.STATUS_IN_PROGRESS
        assert not Signature.objects.exists()
        assert "write" not in stored(question).answer

    def test_what_has_nothing_to_sign_waits_for_nobody(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User
    ) -> None:
        ContentPage.objects.filter(pk=site.about.pk).update(is_clinical=False)
        about = draft_of(site.about, title="About us all", is_clinical=False)
        state = self.submit(about, editor)
        assert state.status == WorkflowState.STATUS_APPROVED
        assert stored(about).title == "About us all"

    def test_editing_what_was_approved_asks_again(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User
    ) -> None:
        question = draft_of(site.question, **NEW_ANSWER)
        state = self.submit(question, editor)
        task = state.current_task_state.task.specific
        task.on_action(state.current_task_state, reviewer.user, "reject", comment="Shorter.")
        question = draft_of(site.question, answer="<p>No, and <i>never</i>.</p>")
        state.refresh_from_db()
        state.resume(user=editor)
        state.refresh_from_db()
        assert state.current_task_state.status == "in_progress"
        assert stored(question).current_workflow_state == state
        with pytest.raises(UnsignedTextError):
            stored(question).get_latest_revision().publish()

    def test_only_reviewers_have_anything_to_do_there_and_others_cannot_change_it(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User, manager: User
    ) -> None:
        question = draft_of(site.question, **NEW_ANSWER)
        task = self.submit(question, editor).current_task_state.task.specific
        assert [name for name, *_ in task.get_actions(question, reviewer.user)] == [
            "reject",
            "approve",
        ]
        for user in (editor, manager):
            assert task.get_actions(question, user) == []
            assert task.locked_for_user(question, user)
            assert not task.get_task_states_user_can_moderate(user).exists()
        assert task.get_task_states_user_can_moderate(reviewer.user).count() == 1


def test_every_kind_of_record_has_pieces_with_keys_that_differ(site: SmallSite) -> None:
    for record in (site.question, site.treatment, site.blueprint, site.faq_page, site.home):
        pieces = pieces_of(stored(record))
        assert pieces
        assert len({piece.key for piece in pieces}) == len(pieces)
    assert [piece.key for piece in pieces_of(CityPage.objects.get())] != []
