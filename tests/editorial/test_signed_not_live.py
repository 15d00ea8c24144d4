"""A signature stays when something else keeps the text from going live, and nobody signs again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from editorial.approved_drafts import approved_draft
from editorial.models import MedicalReviewer, Signature, ToDoRow
from editorial.review_status import read_url, review_items
from editorial.services.medical_review import sign
from editorial.services.to_do import look
from editorial.to_do_access import rows_for
from home.models import ContentPage
from locations.models import CityPage, SectionOverride
from locations.services.gate import check_may_go_live
from operations.to_do import registered_checks
from tests.editor_forms import edit_form, page_form
from tests.factories import SmallSite
from tests.locations.city_page_editor import CityPageEditor
from tests.whole_site import make_citation

pytestmark = pytest.mark.django_db

IN_A_YEAR = timezone.localdate() + timedelta(days=365)
EFFECT = "Ketamine reduces migraine pain."
GATE = "cannot be published yet"


def stored(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


def draft_of(record: Any, **fields: Any) -> Any:
    version = stored(record).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(version, name, value)
    version.save_revision()
    return stored(record)


def with_own_wording(page: CityPage, body: str = "<p>Blood pressure may rise.</p>") -> Any:
    """Store a draft of a city page with an own wording, which the open gate lets go live."""
    version = stored(page).get_latest_revision_as_object()
    version.section_overrides = [SectionOverride(section_key="risks", mode="own", body=body)]
    version.save_revision()
    return stored(page)


def submit(record: Any, user: User) -> WorkflowState:
    state: WorkflowState = record.get_workflow().start(record, user)
    return state


@contextmanager
def closed_gate() -> Iterator[None]:
    """Ask the publishing gate, which other tests find open."""
    with pytest.MonkeyPatch.context() as patch:
        for asks in ("locations.gate_signals", "locations.gate_hooks"):
            patch.setattr(f"{asks}.check_may_go_live", check_may_go_live)
        yield


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def said(response: Any) -> str:
    """Return what the green, yellow and red lines of a screen say."""
    found = BeautifulSoup(response.content, "html.parser").select(".messages li, .messages")
    return " ".join(line.get_text(" ", strip=True) for line in found)


def sign_in_reading_view(desk: Client, record: Any) -> Any:
    page = BeautifulSoup(desk.get(read_url(record)).content, "html.parser")
    read = [field["value"] for field in page.select(".review__form input[name=read]")]
    unsourced = [field["value"] for field in page.select(".review__form input[name=unsourced]")]
    form = {
        "step": "sign",
        "read": read,
        "unsourced": unsourced,
        "attested": "on",
        "next_review_date": str(IN_A_YEAR),
    }
    return desk.post(read_url(record), form, follow=True)


def sign_where_it_is_edited(desk: Client, record: Any) -> Any:
    form = CityPageEditor(desk, record) if isinstance(record, CityPage) else edit_form(desk, record)
    attested = {"attested": True, "next_review_date": str(IN_A_YEAR), "comment": ""}
    answer = form.post(
        **{
            "action-workflow-action": "true",
            "workflow-action-name": "approve",
            "workflow-action-extra-data": json.dumps(attested),
        }
    )
    return desk.get(answer.url)


def sign_in_wagtail_s_window(desk: Client, record: Any) -> Any:
    """Sign as from Wagtail's first screen, which offers no hook."""
    state = record.current_workflow_task_state
    address = (
        reverse("wagtailadmin_pages:workflow_action", args=[record.pk, "approve", state.pk])
        if isinstance(record, CityPage)
        else reverse(
            "wagtailsnippets_editorial_question:workflow_action",
            args=[record.pk, "approve", state.pk],
        )
    )
    desk.post(address, {"attested": "on", "next_review_date": str(IN_A_YEAR)})
    return desk.get("/admin/")


def assert_signed_and_kept_back(record: Any, state: WorkflowState) -> None:
    """The signature is there, the workflow is over, and what visitors read is as it was."""
    assert Signature.objects.for_record(record).exists()
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_APPROVED
    assert not state.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).exists()
    assert stored(record).current_workflow_state is None
    assert stored(record).has_unpublished_changes


WAYS = [sign_in_reading_view, sign_where_it_is_edited, sign_in_wagtail_s_window]


class TestAMissingSource:
    @pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
    def test_the_signature_stays_on_every_way_and_the_reviewer_is_told_why(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User, way: Any
    ) -> None:
        question = draft_of(site.question, answer=f"<p>{EFFECT}</p>")
        state = submit(question, editor)
        lines = said(way(browser(reviewer.user), question))
        assert "Signed. It is not live yet, because:" in lines
        assert "names no source" in lines
        assert "An editor mends that and publishes it." in lines
        assert_signed_and_kept_back(question, state)
        assert EFFECT not in stored(question).answer

    def test_a_source_that_is_added_is_signed_too(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User
    ) -> None:
        """What a sentence rests on is part of what a clinician stands by."""
        question = draft_of(site.question, answer=f"<p>{EFFECT}</p>")
        submit(question, editor)
        sign_in_reading_view(browser(reviewer.user), question)
        desk = browser(editor)
        form = edit_form(desk, question)
        assert "Signed, and not live yet." in form.html
        assert "nobody has to sign" in form.html
        form.add_row("citations", citation=make_citation().pk).post(**{"action-submit": "submit"})
        assert EFFECT not in stored(question).answer
        sign_in_reading_view(browser(reviewer.user), question)
        assert EFFECT in stored(question).answer
        assert Signature.objects.for_record(question).count() == 2
        assert approved_draft(stored(question)) is None
        assert "not live yet" not in edit_form(desk, stored(question)).html

    def test_its_history_tells_of_it(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User
    ) -> None:
        question = draft_of(site.question, answer=f"<p>{EFFECT}</p>")
        submit(question, editor)
        sign_in_reading_view(browser(reviewer.user), question)
        address = reverse("wagtailsnippets_editorial_question:history", args=[question.pk])
        html = browser(editor).get(address).content.decode()
        assert "Approved, but not live:" in html

    def test_a_mistyping_that_is_confirmed_stays_confirmed(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User
    ) -> None:
        version = stored(site.question)
        sign(record=version, user=reviewer.user, next_review_date=IN_A_YEAR, now=timezone.now())
        question = draft_of(site.question, answer=f"<p>{EFFECT}</p>")
        state = submit(question, editor)
        desk = browser(reviewer.user)
        page = BeautifulSoup(desk.get(read_url(question)).content, "html.parser")
        (field,) = page.select("form:not(.review__form) input[name=read]")
        form = {"step": "mistyping", "key": "answer", "read": field["value"]}
        lines = said(desk.post(read_url(question), form, follow=True))
        assert "Signed. It is not live yet, because:" in lines
        assert Signature.objects.filter(kind=Signature.Kind.TYPO).exists()
        assert_signed_and_kept_back(question, state)

    def test_the_list_to_do_has_it_for_the_editor_until_it_is_live(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User
    ) -> None:
        def look_again() -> list[str]:
            checks = [check for check in registered_checks() if check.key == "approved-drafts"]
            assert look(checks=checks, now=timezone.now(), asked_for=True) == ()
            return [row.message for row in ToDoRow.objects.filter(kind="approved-drafts")]

        question = draft_of(site.question, answer=f"<p>{EFFECT}</p>")
        submit(question, editor)
        assert look_again() == []
        sign_in_reading_view(browser(reviewer.user), question)
        (message,) = look_again()
        assert message.startswith("Signed, and not live yet.")
        assert "names no source" in message
        assert [row.kind for row in rows_for(editor)] == ["approved-drafts"]
        assert not rows_for(reviewer.user).exists()
        question = draft_of(question, answer=f"<p>{EFFECT} And helps.</p>")
        # What was written since wants a signature of its own.
        assert look_again() == []


class TestTheGate:
    @pytest.fixture
    def page(self, site: SmallSite, reviewer: MedicalReviewer) -> Any:
        """A draft of a city page with words of its own; the page itself went live ungated."""
        return with_own_wording(site.city_page)

    @pytest.fixture
    def _gate(self, page: Any) -> Iterator[None]:
        with closed_gate():
            yield

    @pytest.mark.usefixtures("_gate")
    @pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
    def test_the_signature_stays_on_every_way_and_the_reviewer_is_told_why(
        self, page: Any, reviewer: MedicalReviewer, editor: User, way: Any
    ) -> None:
        state = submit(page, editor)
        lines = said(way(browser(reviewer.user), page))
        assert "Signed. It is not live yet, because:" in lines
        assert GATE in lines
        assert_signed_and_kept_back(page, state)
        assert not stored(page).section_overrides.exists()

    def test_when_it_passes_the_gate_the_editor_publishes_it(
        self,
        page: Any,
        reviewer: MedicalReviewer,
        editor: User,
    ) -> None:
        with closed_gate():
            submit(page, editor)
            sign_in_reading_view(browser(reviewer.user), page)
            form = CityPageEditor(browser(editor), page)
            assert "Signed, and not live yet." in form.html
            assert GATE in form.html
        signatures = Signature.objects.count()
        form.publish()
        assert stored(page).section_overrides.exists()
        assert Signature.objects.count() == signatures

    @pytest.mark.usefixtures("_gate")
    def test_the_editor_is_told_on_submitting_and_the_reviewer_before_signing(
        self, page: Any, reviewer: MedicalReviewer, editor: User
    ) -> None:
        desk = browser(editor)
        answer = CityPageEditor(desk, page).post(**{"action-submit": "Submit"})
        lines = said(desk.get(answer.url))
        assert "has been submitted" in lines
        assert "would not go live with it" in lines
        assert GATE in lines
        assert stored(page).current_workflow_task_state is not None
        html = browser(reviewer.user).get(read_url(page)).content.decode()
        assert "will not go live with your signature yet" in html

    def test_nobody_is_told_of_what_does_not_stand_in_the_way(
        self, page: Any, editor: User
    ) -> None:
        desk = browser(editor)
        answer = CityPageEditor(desk, page).post(**{"action-submit": "Submit"})
        assert "would not go live" not in said(desk.get(answer.url))


class TestWhatIsSubmittedWithoutASource:
    def test_shared_text_is_asked_about_itself_and_may_be_submitted(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User
    ) -> None:
        desk = browser(editor)
        form = edit_form(desk, stored(site.treatment)).fill(summary=EFFECT)
        answer = form.post(**{"action-submit": "action-submit"})
        lines = said(desk.get(answer.url))
        assert "would not go live with it" in lines
        assert "names no source" in lines
        assert stored(site.treatment).current_workflow_task_state is not None

    def test_what_has_nothing_to_sign_does_not_hang_in_the_workflow(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User
    ) -> None:
        about = stored(site.about)
        about.is_clinical = False
        about.save_revision()
        ContentPage.objects.filter(pk=about.pk).update(is_clinical=False)
        for item in review_items(timezone.localdate()):
            sign(
                record=item.record,
                user=reviewer.user,
                next_review_date=IN_A_YEAR,
                now=timezone.now(),
            )
        desk = browser(editor)
        form = page_form(desk, stored(site.about)).fill(search_description=EFFECT)
        # The sections are added by a script.
        form.fields["sections-count"] = ["0"]
        answer = form.post(**{"action-submit": "Submit"})
        lines = said(desk.get(answer.url))
        assert "Approved. It is not live yet, because:" in lines
        page = stored(site.about)
        assert page.current_workflow_state is None
        assert page.workflow_states.get().status == WorkflowState.STATUS_APPROVED
        assert page.search_description != EFFECT
        draft = approved_draft(page)
        assert draft is not None
        assert draft.advice.startswith("Approved, and not live yet.")
