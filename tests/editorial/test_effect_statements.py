"""What names no source goes live once somebody has said that it claims no effect, not before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from clinic.models import Person
from editorial.models import MedicalReviewer, NoEffectStatement, PublishTask, QuestionCitation
from editorial.review_status import read_url
from editorial.services.claims import UncitedEffectError, accept_claim, open_claims
from editorial.services.effect_statements import (
    ChangedSinceReadError,
    RecordLockedError,
    UnstatedTextsError,
    check_stated,
    state_and_publish,
    state_no_effect,
    texts_to_state,
    unsourced_texts,
)
from editorial.services.publishing import check_may_be_public
from editorial.services.question_merge import merge_questions, undo_merge
from home.models import TreatmentPageCitation
from tests.editor_forms import page_form
from tests.editorial.claims_corpus import Half, effect_sentences
from tests.editorial.second_corpus import second_sentences
from tests.editorial.third_corpus import third_sentences
from tests.editorial.versions import draft, stored
from tests.factories import SmallSite, make_person, make_question
from tests.open_gate import nobody_asked
from tests.whole_site import make_citation, make_notice, make_picture

pytestmark = pytest.mark.django_db

# Of a treatment's effect, and of its kind that no rule knows.
MISSED = "My neighbor sings in the choir again since spring."
PLAIN = "The chair leans back."
PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def _asked(site: SmallSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask from here on; nobody was asked about the site."""
    monkeypatch.setattr("editorial.services.publishing.check_stated", check_stated)


def waiting(record: Any) -> list[str]:
    version = stored(record).get_latest_revision_as_object()
    return [text.text for text in texts_to_state(version)]


def hashes(record: Any) -> list[str]:
    return [text.hash for text in texts_to_state(record.get_latest_revision_as_object())]


def screen(record: Any) -> str:
    """Return the address of the screen that asks about ``record``."""
    kind = ContentType.objects.get_for_model(Page if isinstance(record, Page) else record)
    return reverse("claims:state", args=[kind.pk, record.pk])


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown(response: Any) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def filled_in(desk: Client, record: Any) -> dict[str, Any]:
    """Return what a clinician posts who signs what the reading view shows."""
    page = BeautifulSoup(desk.get(read_url(record)).content, "html.parser")
    day = str(timezone.localdate() + timedelta(days=365))
    form: dict[str, Any] = {"step": "sign", "attested": "on", "next_review_date": day}
    for name in ("read", "unsourced"):
        form[name] = [box["value"] for box in page.select(f".review__form input[name={name}]")]
    return form


@pytest.fixture
def doctor() -> Person:
    """A clinician whom visitors can see."""
    with nobody_asked():
        return make_person("Ann Test")


class TestWhatWaits:
    def test_a_claim_that_no_rule_knows_stays_a_draft(self, site: SmallSite) -> None:
        question = draft(site.question, answer=f"<p>{MISSED}</p>")
        assert not open_claims(question.get_latest_revision_as_object())
        with pytest.raises(UnstatedTextsError, match="1 new text that names no source: “My nei"):
            question.get_latest_revision().publish()
        assert MISSED not in stored(question).answer

    def test_no_claim_of_three_corpora_passes_unasked(self, site: SmallSite) -> None:
        said = [s.text for s in effect_sentences(Half.HELD_OUT) if s.has_effect]
        said += [s.text for s in second_sentences(Half.HELD_OUT) if s.effect != "no"]
        said += [s.text for s in third_sentences(Half.HELD_OUT) if s.has_effect]
        assert len(said) > 170
        for sentence in said:
            site.question.answer = f"<p>{sentence}</p>"
            with pytest.raises((UncitedEffectError, UnstatedTextsError)):
                check_may_be_public(site.question)

    def test_only_the_new_texts_are_asked_about(self, site: SmallSite) -> None:
        draft(site.faq_page, opening=f"<p>Ask.</p><p>{PLAIN}</p>", search_description="Come by.")
        assert waiting(site.faq_page) == ["Come by.", PLAIN]

    def test_another_comma_or_capital_asks_nothing(self, site: SmallSite) -> None:
        draft(site.faq_page, opening="<p>“ask”!</p>").get_latest_revision().publish()
        assert stored(site.faq_page).opening == "<p>“ask”!</p>"

    def test_an_answer_is_told_with_its_question(self, site: SmallSite, manager: User) -> None:
        question = draft(site.question, answer="<p>Yes.</p>")
        state_no_effect(record=question.get_latest_revision_as_object(), user=manager)
        with nobody_asked():
            other = make_question("Will I sing again?", answer="<p>No.</p>", short_answer="")
        assert waiting(draft(other, answer="<p>Yes.</p>")) == ["Yes."]

    def test_a_published_source_behind_each_sentence_is_enough(self, site: SmallSite) -> None:
        mark = f'<embed embedtype="citation" id="{make_citation().pk}"/>'
        assert waiting(draft(site.question, answer=f"<p>{MISSED}{mark}</p>")) == []
        assert waiting(draft(site.question, answer=f"<p>{PLAIN} {MISSED}{mark}</p>")) != []

    def test_a_source_for_the_whole_answer_is_enough(self, site: SmallSite) -> None:
        version = stored(site.question).get_latest_revision_as_object()
        version.answer = f"<p>{MISSED}</p>"
        version.citations = [QuestionCitation(citation=make_citation())]
        version.save_revision().publish()
        assert MISSED in stored(site.question).answer

    def test_a_source_that_is_taken_away_asks(self, site: SmallSite) -> None:
        mark = f'<embed embedtype="citation" id="{make_citation().pk}"/>'
        draft(site.question, answer=f"<p>{MISSED}{mark}</p>").get_latest_revision().publish()
        assert waiting(draft(site.question, answer=f"<p>{MISSED}</p>")) == [MISSED]

    def test_of_a_paragraph_only_what_has_no_source_is_asked_about(
        self, site: SmallSite, editor: User
    ) -> None:
        mark = f'<embed embedtype="citation" id="{make_citation().pk}"/>'
        question = draft(site.question, answer=f"<p>{MISSED}{mark} {PLAIN}</p>")
        assert waiting(question) == [PLAIN]
        state_and_publish(record=question, user=editor, hashes=hashes(question))
        # The word was not given for the sentence that had a source.
        assert waiting(draft(site.question, answer=f"<p>{MISSED} {PLAIN}</p>")) != []

    def test_a_source_elsewhere_on_the_page_vouches_for_no_title_and_no_other_text(
        self, site: SmallSite
    ) -> None:
        citation = make_citation()
        version = stored(site.treatment_page).get_latest_revision_as_object()
        version.citations = [TreatmentPageCitation(citation=citation)]
        version.introduction = f'<p>A<embed embedtype="citation" id="{citation.pk}"/></p>'
        version.search_description = MISSED
        version.save_revision()
        assert waiting(site.treatment_page) == [MISSED]

    def test_a_question_that_becomes_a_statement_asks(self, site: SmallSite, editor: User) -> None:
        page = draft(site.faq_page, opening="<p>Singing again by spring?</p>")
        state_and_publish(record=page, user=editor, hashes=hashes(page))
        page = draft(site.faq_page, opening="<p>Singing again by spring.</p>")
        assert waiting(page) == ["Singing again by spring."]

    def test_what_is_told_as_a_claim_is_not_asked_about_again(
        self, site: SmallSite, manager: User
    ) -> None:
        effect = "Ketamine reduces migraine pain."
        question = draft(site.question, answer=f"<p>{effect}</p>")
        (found,) = open_claims(question.get_latest_revision_as_object())
        assert waiting(question) == []
        accept_claim(
            record=question,
            rule=found.claim.key.value,
            sentence_hash=found.claim.sentence_hash,
            reason="The source stands in the sentence before.",
            user=manager,
        )
        question.get_latest_revision().publish()
        assert effect in stored(question).answer

    def test_facts_directions_and_notices_wait_for_nobody(self, site: SmallSite) -> None:
        draft(site.clinic, phone="+16505550199", parking="Behind the house.")
        stored(site.clinic).get_latest_revision().publish()
        draft(site.treatment, price="$500", session_length="An hour.")
        stored(site.treatment).get_latest_revision().publish()
        area = stored(site.area).get_latest_revision_as_object()
        area.local_facts.all()[0].text = "Take the train to San Antonio."
        area.save_revision().publish()
        with nobody_asked():
            notice = make_notice()
        draft(notice, message="<p>Closed on Friday.</p>").get_latest_revision().publish()
        draft(site.city_page, title="Palo Alto, CA").get_latest_revision().publish()
        assert stored(site.clinic).parking == "Behind the house."
        assert "Friday" in stored(notice).message
        assert stored(site.city_page).title == "Palo Alto, CA"


def test_asking_takes_few_queries(
    site: SmallSite, editor: User, django_assert_num_queries: Any
) -> None:
    answer = "".join(f"<p>The chair leans back {number} times.</p>" for number in range(20))
    version = draft(site.question, answer=answer).get_latest_revision_as_object()
    state_no_effect(record=version, user=editor)
    # The question and the short answer are public, and nobody was asked about them.
    with django_assert_num_queries(3):
        check_stated(version)
    state_no_effect(record=version, user=editor, texts=unsourced_texts(version))
    with django_assert_num_queries(1):
        check_stated(version)


class TestTheWord:
    def test_it_publishes_and_stands_in_the_history(self, site: SmallSite, editor: User) -> None:
        question = draft(site.question, answer=f"<p>{PLAIN}</p>")
        state_and_publish(record=question, user=editor, hashes=hashes(question))
        assert PLAIN in stored(question).answer
        statement = NoEffectStatement.objects.get()
        assert (statement.text, statement.stated_by, statement.record) == (PLAIN, editor, question)
        entry = ModelLogEntry.objects.filter(action="editorial.state_no_effect").get()
        assert entry.formatter.format_message(entry) == (
            f"Said that 1 text without a source claims no effect: “{PLAIN}”"
        )

    def test_it_holds_for_the_same_text_elsewhere_and_twice_changes_nothing(
        self, site: SmallSite, editor: User
    ) -> None:
        page = draft(site.faq_page, opening=f"<p>{PLAIN}</p>")
        for _time in range(2):
            state_no_effect(record=page.get_latest_revision_as_object(), user=editor)
        assert NoEffectStatement.objects.count() == 1
        assert PageLogEntry.objects.filter(action="editorial.state_no_effect").count() == 1
        draft(site.contact, introduction=f"<p>{PLAIN}</p>").get_latest_revision().publish()
        assert PLAIN in stored(site.contact).introduction

    def test_it_is_not_given_for_a_text_that_changed_meanwhile(
        self, site: SmallSite, editor: User
    ) -> None:
        read = hashes(draft(site.question, answer=f"<p>{PLAIN}</p>"))
        question = draft(site.question, answer=f"<p>{MISSED}</p>")
        with pytest.raises(ChangedSinceReadError):
            state_and_publish(record=question, user=editor, hashes=read)
        assert not NoEffectStatement.objects.exists()

    def test_nobody_gives_it_who_may_not_publish(self, site: SmallSite) -> None:
        stranger = User.objects.create_user("stranger", "s@clinic.example", PASSWORD)
        question = draft(site.question, answer=f"<p>{PLAIN}</p>")
        with pytest.raises(PermissionDenied):
            state_no_effect(record=question.get_latest_revision_as_object(), user=stranger)
        with pytest.raises(PermissionDenied):
            state_and_publish(record=question, user=stranger, hashes=hashes(question))
        assert not NoEffectStatement.objects.exists()

    def test_what_is_locked_stays_as_it_is(
        self, site: SmallSite, editor: User, manager: User
    ) -> None:
        question = draft(site.question, answer=f"<p>{PLAIN}</p>")
        question.locked, question.locked_by = True, manager
        question.save(update_fields=["locked", "locked_by"])
        with pytest.raises(RecordLockedError):
            state_and_publish(record=question, user=editor, hashes=hashes(question))
        assert PLAIN not in stored(question).answer

    def test_it_stays_when_something_else_is_missing(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User
    ) -> None:
        question = draft(site.question, answer=f"<p>{PLAIN}</p>")
        asked = {"read": hashes(question)}
        answer = browser(editor).post(screen(question), asked, follow=True)
        assert "Your word is kept. It is not live yet, because:" in shown(answer)
        assert "needs a clinician's signature" in shown(answer)
        assert PLAIN not in stored(question).answer
        assert NoEffectStatement.objects.filter(text=PLAIN, stated_by=editor).exists()


class TestOnTheScreen:
    def test_publishing_asks_and_one_click_publishes(self, site: SmallSite, editor: User) -> None:
        client = browser(editor)
        form = page_form(client, stored(site.faq_page)).fill(search_description="Come by.")
        answer = form.post(**{"action-publish": "action-publish"})
        page = client.get(answer.url)
        assert "One question before it goes live." in shown(page)
        assert "Come by." in shown(page)
        assert stored(site.faq_page).search_description == ""
        said = BeautifulSoup(page.content, "html.parser").select("input[name=read]")
        done = client.post(answer.url, {"read": [box["value"] for box in said]}, follow=True)
        assert "is live" in shown(done)
        assert stored(site.faq_page).search_description == "Come by."

    def test_what_changed_meanwhile_is_shown_again(self, site: SmallSite, editor: User) -> None:
        client = browser(editor)
        form = page_form(client, stored(site.faq_page)).fill(search_description="Come by.")
        address = form.post(**{"action-publish": "action-publish"}).url
        answer = client.post(address, {"read": ["something else"]})
        assert answer.status_code == 409
        assert "The texts changed while you read them." in shown(answer)
        assert stored(site.faq_page).search_description == ""

    def test_a_date_is_kept(self, site: SmallSite, editor: User) -> None:
        version = stored(site.question).get_latest_revision_as_object()
        version.answer = f"<p>{PLAIN}</p>"
        version.go_live_at = timezone.now() + timedelta(days=1)
        version.save_revision()
        client = browser(editor)
        read = hashes(stored(site.question))
        done = client.post(screen(site.question), {"read": read}, follow=True)
        assert "goes live at its date" in shown(done)
        assert stored(site.question).get_latest_revision().approved_go_live_at is not None

    def test_a_short_way_is_shown_where_nothing_waits(self, site: SmallSite, editor: User) -> None:
        asked = browser(editor).get(screen(site.question))
        assert "Nothing here waits for your word." in shown(asked)

    def test_the_box_of_the_form_counts_what_waits(self, site: SmallSite, editor: User) -> None:
        draft(site.question, answer=f"<p>{PLAIN}</p>")
        box = shown(browser(editor).get(screen(site.question).replace("no-effect/", "")))
        assert "1 new text names no source." in box
        assert "Publish it, and you are asked." in box
        assert "3 texts without a source" in box

    def test_several_at_once_are_named_and_none_is_published(
        self, site: SmallSite, manager: User
    ) -> None:
        for page in (site.faq_page, site.contact):
            stored(page).unpublish()
        draft(site.faq_page, opening=f"<p>{PLAIN}</p>")
        address = (
            "/admin/bulk/wagtailcore/page/publish/"
            f"?id={site.faq_page.pk}&id={site.contact.pk}&next=/admin/"
        )
        answer = browser(manager).post(address, follow=True)
        assert "Nothing was published: 2 pages may not go live yet." in shown(answer)
        assert not stored(site.contact).live
        assert not stored(site.faq_page).live


class TestWhoApprovesOrSigns:
    def test_a_signature_gives_the_word(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User
    ) -> None:
        question = draft(site.question, answer=f"<p>{PLAIN}</p>")
        question.get_workflow().start(question, editor)
        desk = browser(reviewer.user)
        assert PLAIN in shown(desk.get(read_url(question)))
        form = filled_in(desk, question)
        assert form["unsourced"]
        unread = desk.post(read_url(question), form | {"unsourced": []})
        assert unread.status_code == 409
        assert "is live" in shown(desk.post(read_url(question), form, follow=True))
        assert PLAIN in stored(question).answer
        assert NoEffectStatement.objects.filter(stated_by=reviewer.user, text=PLAIN).exists()

    def test_a_mistyping_covers_the_text_that_was_read_and_no_other(
        self, site: SmallSite, reviewer: MedicalReviewer
    ) -> None:
        desk = browser(reviewer.user)
        page = draft(site.faq_page, opening=f"<p>{PLAIN}</p>")
        assert desk.post(read_url(page), filled_in(desk, page)).status_code == 302
        page = draft(page, opening="<p>The chair leans bakc.</p>", search_description="Come by.")
        screen_to_read = BeautifulSoup(desk.get(read_url(page)).content, "html.parser")
        mistyping = screen_to_read.select_one("form:has(input[value=mistyping])")
        assert mistyping is not None
        form = {box["name"]: box["value"] for box in mistyping.select("input[name]")}
        assert desk.post(read_url(page), form).status_code == 302
        assert waiting(page) == ["Come by."]

    def test_whoever_approves_is_asked_first_and_approves_by_that(
        self, site: SmallSite, reviewer: MedicalReviewer, manager: User
    ) -> None:
        page = waiting_for_approval(site)
        state = page.current_workflow_task_state
        client = browser(manager)
        step = [page.pk, "approve", state.pk]
        asked = client.post(reverse("wagtailadmin_pages:workflow_action", args=step))
        assert "no-effect" in asked.url
        assert stored(page).current_workflow_state is not None
        shown_again = BeautifulSoup(client.get(asked.url).content, "html.parser")
        read = [box["value"] for box in shown_again.select("input[name=read]")]
        client.post(asked.url, {"read": read})
        assert stored(page).search_description == "Come by."
        assert stored(page).current_workflow_state is None
        assert stored(page).workflow_states.latest("created_at").status == "approved"


def test_the_undo_of_a_merge_brings_back_what_nobody_was_asked_about(
    site: SmallSite, manager: User
) -> None:
    removed = stored(site.question)
    with nobody_asked():
        kept = make_question("Must I bring a referral?")
    merge = merge_questions(removed=removed, kept=kept, unite_sources=False, user=manager)
    assert not stored(removed).live
    undo_merge(merge=merge, user=manager)
    assert stored(removed).live


def test_what_somebody_changed_while_approving_is_kept_when_they_are_asked(
    site: SmallSite, reviewer: MedicalReviewer, manager: User
) -> None:
    page = waiting_for_approval(site)
    form = page_form(browser(manager), stored(page)).fill(search_description="Come in.")
    # The sections are added by a script.
    form.fields["sections-count"] = ["0"]
    answer = form.post(**{"action-workflow-action": "true", "workflow-action-name": "approve"})
    assert answer.url == screen(page)
    assert stored(page).get_latest_revision_as_object().search_description == "Come in."
    assert stored(page).search_description == ""


def waiting_for_approval(site: SmallSite) -> Any:
    """Submit a page that is not about health, in the name of somebody who may not publish."""
    page = stored(site.about)
    page.is_clinical = False
    page.save_revision().publish()
    writer = User.objects.create_user("writer", "w@clinic.example", PASSWORD)
    page = draft(site.about, search_description="Come by.")
    page.get_workflow().start(page, writer)
    page = stored(page)
    assert isinstance(page.current_workflow_task_state.task.specific, PublishTask)
    return page


@pytest.mark.parametrize("name", ["title", "description"])
def test_what_a_picture_shows_claims_no_effect(name: str, manager: User) -> None:
    picture = make_picture()
    address = reverse("wagtailimages:edit", args=[picture.pk])
    fields = {
        "title": "A window",
        "description": "A chair.",
        "depicts": "nobody",
        "collection": "1",
    }
    client = browser(manager)
    refused = client.post(address, fields | {name: "Ketamine reduces migraine pain."})
    assert "Say what can be seen." in shown(refused)
    assert stored(picture).title == "A window"
    client.post(address, fields | {name: "A window and a chair."})
    assert getattr(stored(picture), name) == "A window and a chair."
