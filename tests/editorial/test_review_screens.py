"""The reviewer's list and reading view, and naming reviewers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clinic.models import Person
from editorial.models import Disclosure, MedicalReviewer, Signature
from editorial.review_status import Standing, read_url, review_items
from editorial.services.medical_review import sign
from editorial.services.reviewers import name_reviewer, remove_reviewer
from tests.factories import SmallSite, publish
from tests.whole_site import make_citation

pytestmark = pytest.mark.django_db

IN_A_YEAR = timezone.localdate() + timedelta(days=365)
QUEUE = "/admin/medical-review/"


def stored(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


def sign_all(record: Any, user: User) -> None:
    version = stored(record).get_latest_revision_as_object()
    sign(record=version, user=user, next_review_date=IN_A_YEAR, now=timezone.now())


def change(question: Any, answer: str = "<p>No. You may write.</p>") -> Any:
    draft = stored(question).get_latest_revision_as_object()
    draft.answer = answer
    draft.save_revision()
    return stored(question)


def submit(question: Any, user: User) -> Any:
    question = change(question)
    question.get_workflow().start(question, user)
    return question


@pytest.fixture
def desk(reviewer: MedicalReviewer) -> Client:
    """The reviewer's browser."""
    client = Client()
    client.force_login(reviewer.user)
    return client


def read(client: Client, record: Any) -> BeautifulSoup:
    response = client.get(read_url(record))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def hidden(page: BeautifulSoup, name: str) -> list[Any]:
    return [field["value"] for field in page.select(f".review__form input[name={name}]")]


def signature_form(page: BeautifulSoup, **more: str) -> dict[str, Any]:
    shown = {name: hidden(page, name) for name in ("read", "unsourced")}
    assert shown["read"]
    form = {"step": "sign", "attested": "on", "next_review_date": str(IN_A_YEAR)}
    return form | shown | more


class TestTheList:
    def standing(self) -> dict[str, Standing]:
        today = timezone.localdate()
        return {str(item.record): item.standing for item in review_items(today)}

    def test_it_names_what_was_never_signed_changed_waits_and_is_due(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User
    ) -> None:
        assert self.standing()[str(site.question)] is Standing.UNSIGNED
        sign_all(site.question, reviewer.user)
        assert str(site.question) not in self.standing()
        Signature.objects.update(next_review_date=timezone.localdate())
        assert self.standing()[str(site.question)] is Standing.DUE
        change(site.question)
        assert self.standing()[str(site.question)] is Standing.CHANGED
        submit(site.question, editor)
        assert self.standing()[str(site.question)] is Standing.WAITS

    def test_it_is_empty_once_everything_is_signed(
        self, site: SmallSite, reviewer: MedicalReviewer, desk: Client
    ) -> None:
        for item in review_items(timezone.localdate()):
            sign_all(item.record, reviewer.user)
        assert review_items(timezone.localdate()) == []
        assert "Nothing to read" in desk.get(QUEUE).content.decode()

    def test_what_waits_comes_first(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User, desk: Client
    ) -> None:
        submit(site.question, editor)
        rows = BeautifulSoup(desk.get(QUEUE).content, "html.parser").select("tbody tr")
        assert "Do I need a referral?" in rows[0].get_text()
        assert "Waits for your signature" in rows[0].get_text()


class TestReading:
    @pytest.mark.index
    def test_it_shows_the_page_the_changed_words_and_where_the_text_stands(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User, desk: Client
    ) -> None:
        sign_all(site.question, reviewer.user)
        submit(site.question, editor)
        page = read(desk, site.question)
        assert [mark.get_text(strip=True) for mark in page.select("ins")] == ["write."]
        assert [mark.get_text(strip=True) for mark in page.select("del")] == ["call us yourself."]
        assert site.faq_page.title in page.select_one(".screen-purpose").get_text()
        preview = desk.get(page.select_one("iframe")["src"])
        assert preview.status_code == 200
        assert "You may write." in preview.content.decode()

    def test_it_lists_claims_and_sources(self, site: SmallSite, desk: Client) -> None:
        citation = make_citation("A trial of infusions")
        mark = f'<embed embedtype="citation" id="{citation.pk}"/>'
        change(site.question, f"<p>Ketamine is completely safe.</p><p>We follow it.{mark}</p>")
        page = read(desk, site.question)
        assert "Ketamine is completely safe." in page.select_one(".claim").get_text()
        assert "A trial of infusions" in page.select_one(".review__texts").get_text()

    def test_signing_publishes_what_waited(
        self, site: SmallSite, editor: User, desk: Client
    ) -> None:
        submit(site.question, editor)
        form = signature_form(read(desk, site.question), comment="Good.")
        response = desk.post(read_url(site.question), form, follow=True)
        assert "is live" in response.content.decode()
        assert "write" in stored(site.question).answer
        assert "write" in Client().get(site.faq_page.url).content.decode()

    def test_signing_a_draft_that_nobody_submitted_publishes_nothing(
        self, site: SmallSite, desk: Client
    ) -> None:
        change(site.question)
        desk.post(read_url(site.question), signature_form(read(desk, site.question)))
        assert "write" not in stored(site.question).answer
        assert Signature.objects.exists()

    def test_a_text_that_changed_while_it_was_read_is_not_signed(
        self, site: SmallSite, desk: Client
    ) -> None:
        change(site.question)
        form = signature_form(read(desk, site.question))
        change(site.question, "<p>No. You may dance.</p>")
        response = desk.post(read_url(site.question), form)
        assert response.status_code == 409
        assert "changed while you read it" in response.content.decode()
        assert not Signature.objects.exists()

    @pytest.mark.parametrize(
        ("change_of_form", "status", "words"),
        [
            ({"attested": ""}, 400, "Tick this if you stand by the text"),
            ({"next_review_date": "soon"}, 400, "Enter a valid date"),
            ({"next_review_date": "2020-01-01"}, 400, "Choose a day to come"),
            ({"next_review_date": ""}, 400, "This field is required"),
            ({"step": "dance"}, 404, ""),
            ({"step": ""}, 404, ""),
        ],
    )
    def test_bad_input_says_what_to_do_and_signs_nothing(
        self,
        site: SmallSite,
        desk: Client,
        change_of_form: dict[str, str],
        status: int,
        words: str,
    ) -> None:
        form = signature_form(read(desk, site.question)) | change_of_form
        response = desk.post(read_url(site.question), form)
        assert response.status_code == status
        assert words in response.content.decode()
        assert not Signature.objects.exists()

    def test_one_click_lets_a_mistyping_go_live(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User, desk: Client
    ) -> None:
        sign_all(site.question, reviewer.user)
        submit(site.question, editor)
        (field,) = read(desk, site.question).select("form:not(.review__form) input[name=read]")
        form = {"step": "mistyping", "key": "answer", "read": field["value"]}
        response = desk.post(read_url(site.question), form, follow=True)
        assert "is live" in response.content.decode()
        assert "write" in stored(site.question).answer

    def test_a_mistyping_is_confirmed_in_the_text_that_was_read_alone(
        self, site: SmallSite, reviewer: MedicalReviewer, desk: Client
    ) -> None:
        sign_all(site.question, reviewer.user)
        change(site.question)
        (field,) = read(desk, site.question).select("form:not(.review__form) input[name=read]")
        change(site.question, "<p>Take 50 mg.</p>")
        form = {"step": "mistyping", "key": "answer", "read": field["value"]}
        response = desk.post(read_url(site.question), form)
        assert response.status_code == 409
        assert Signature.objects.count() == 1

    def test_sending_back_needs_a_reason(self, site: SmallSite, editor: User, desk: Client) -> None:
        submit(site.question, editor)
        response = desk.post(read_url(site.question), {"step": "return", "comment": " "})
        assert response.status_code == 409
        desk.post(read_url(site.question), {"step": "return", "comment": "Name the risk."})
        state = stored(site.question).current_workflow_state
        assert state.status == "needs_changes"
        assert state.current_task_state.comment == "Name the risk."

    def test_others_read_along_but_cannot_sign(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User, client: Client
    ) -> None:
        client.force_login(editor)
        page = read(client, site.question)
        assert page.select("form.review__form") == []
        response = client.post(read_url(site.question), {"step": "sign"})
        assert response.status_code in (302, 403)
        assert not Signature.objects.exists()

    @pytest.mark.parametrize(
        "path", ["editorial/question/999999/", "editorial/nothing/1/", "auth/user/1/", "a/b/1/"]
    )
    def test_there_is_nothing_else_to_read(self, desk: Client, path: str) -> None:
        for more in ("", "preview/"):
            assert desk.get(f"{QUEUE}{path}{more}").status_code == 404


class TestNamingReviewers:
    def test_a_manager_names_a_reviewer_and_takes_it_back(
        self, site: SmallSite, manager: User, doctor: Person, client: Client
    ) -> None:
        client.force_login(manager)
        account = User.objects.create_user("ann")
        add = reverse("medical_reviewers:add")
        response = client.post(add, {"person": doctor.pk, "user": account.pk})
        assert response.status_code == 302
        reviewer = MedicalReviewer.objects.get()
        assert (reviewer.user, reviewer.person) == (account, doctor)
        assert account.groups.get().name == "Medical reviewers"
        for record in (site.question, site.faq_page, site.blueprint, site.treatment, site.home):
            assert stored(record).get_workflow().name == "Medical review"
        client.post(reverse("medical_reviewers:delete", args=[reviewer.pk]))
        assert not MedicalReviewer.objects.exists()
        assert stored(site.question).get_workflow() is None

    def test_a_clinician_without_credentials_is_refused(
        self, site: SmallSite, manager: User, doctor: Person, client: Client
    ) -> None:
        client.force_login(manager)
        doctor.credentials = ""
        doctor.save()
        account = User.objects.create_user("ann")
        add = reverse("medical_reviewers:add")
        response = client.post(add, {"person": doctor.pk, "user": account.pk})
        assert "credentials first" in response.content.decode()
        assert not MedicalReviewer.objects.exists()

    def test_an_editor_names_nobody(
        self, reviewer: MedicalReviewer, editor: User, doctor: Person
    ) -> None:
        with pytest.raises(PermissionDenied):
            name_reviewer(account=editor, person=doctor, user=editor)
        with pytest.raises(PermissionDenied):
            remove_reviewer(reviewer=reviewer, user=editor)

    def test_naming_again_changes_nothing(
        self, reviewer: MedicalReviewer, manager: User, doctor: Person
    ) -> None:
        again = name_reviewer(account=reviewer.user, person=doctor, user=manager)
        assert again.pk == reviewer.pk
        assert MedicalReviewer.objects.count() == 1

    def test_a_workflow_that_the_site_has_already_gets_the_signing_as_a_last_step(
        self, site: SmallSite, manager: User, doctor: Person
    ) -> None:
        from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

        workflow = Workflow.objects.create(name="Second pair of eyes")
        task = GroupApprovalTask.objects.create(name="Second pair of eyes")
        WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr, sort_order=1)
        WorkflowPage.objects.create(page=Page.objects.get(depth=1), workflow=workflow)
        name_reviewer(account=User.objects.create_user("ann"), person=doctor, user=manager)
        steps = [step.name for step in stored(site.faq_page).get_workflow().tasks]
        assert steps == ["Second pair of eyes", "Medical review", "Approval to publish"]


def test_a_reviewer_is_offered_nothing_that_would_turn_them_away(
    site: SmallSite, desk: Client
) -> None:
    html = desk.get("/admin/").content.decode()
    assert "/admin/medical-review/" in html
    assert "/admin/places/" not in html


@pytest.mark.parametrize("name", ["treatment", "disclosure"])
def test_a_treatment_and_the_disclosure_list_exactly_the_pages_that_show_them(
    site: SmallSite, reviewer: MedicalReviewer, desk: Client, name: str
) -> None:
    if name == "treatment":
        record, words = site.treatment, site.treatment.name
    else:
        record = Disclosure(heading="Off-label", body="<p>Ask.</p>", locale=site.treatment.locale)
        record.live = False
        record.save()
        record.save_revision()
        sign_all(record, reviewer.user)
        publish(stored(record))
        words = "Off-label"
    listed = {link["href"] for link in read(desk, record).select(".screen-purpose p")[1]("a")}
    shown = {page.url for page in site.pages if words in Client().get(page.url).content.decode()}
    assert shown
    assert listed == shown
