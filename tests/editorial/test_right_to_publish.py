"""Submitting goes round nobody's right: who may edit and not publish, publishes nothing alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from clinic.models import Treatment
from editorial.approved_drafts import approved_draft
from editorial.models import MedicalReviewer, MedicalReviewTask, PublishTask
from editorial.review_status import read_url, review_items
from editorial.services.medical_review import sign
from editorial.services.reviewers import remove_reviewer
from home.models import ContentPage
from tests.editor_forms import edit_form, page_form
from tests.factories import SmallSite, publish

pytestmark = pytest.mark.django_db


def stored(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def writer(site: SmallSite) -> User:
    """Somebody in a group of the site's own that edits pages and treatments, publishing none."""
    group = Group.objects.create(name="Writers")
    names = ("access_admin", "change_treatment", "add_treatment")
    group.permissions.add(*Permission.objects.filter(codename__in=names))
    for name in ("add_page", "change_page"):
        right = Permission.objects.get(codename=name, content_type__app_label="wagtailcore")
        root = Page.objects.get(depth=1)
        GroupPagePermission.objects.create(group=group, page=root, permission=right)
    user = User.objects.create_user("writer", "writer@clinic.example", "a long enough password")
    user.groups.add(group)
    return user


@pytest.fixture
def plain_page(site: SmallSite) -> ContentPage:
    """A page that an editor says is not about health."""
    page: ContentPage = stored(site.about)
    page.is_clinical = False
    return publish(page)


@pytest.fixture
def _everything_signed(plain_page: ContentPage, reviewer: MedicalReviewer) -> None:
    day = timezone.localdate() + timedelta(days=365)
    for item in review_items(timezone.localdate()):
        sign(record=item.record, user=reviewer.user, next_review_date=day, now=timezone.now())


def submit_page(client: Client, page: Any, **fields: Any) -> Any:
    form = page_form(client, stored(page)).fill(**fields)
    # The sections are added by a script.
    form.fields["sections-count"] = ["0"]
    assert form.post(**{"action-submit": "Submit"}).status_code == 302
    return stored(page)


def submit_treatment(client: Client, treatment: Treatment, **fields: Any) -> Treatment:
    form = edit_form(client, stored(treatment)).fill(**fields)
    assert form.post(**{"action-submit": "action-submit"}).status_code == 302
    submitted: Treatment = stored(treatment)
    return submitted


def waits_for_somebody_who_may_publish(record: Any) -> bool:
    state = record.current_workflow_task_state
    return state is not None and isinstance(state.task.specific, PublishTask)


@pytest.mark.usefixtures("_everything_signed")
class TestWhatNeedsNoSignature:
    def test_a_page_waits_for_somebody_who_may_publish_it(
        self,
        site: SmallSite,
        plain_page: ContentPage,
        writer: User,
        editor: User,
        reviewer: MedicalReviewer,
    ) -> None:
        page = submit_page(browser(writer), plain_page, search_description="Ask us.")
        assert page.search_description == ""
        assert waits_for_somebody_who_may_publish(page)
        task = page.current_workflow_task
        assert task.get_actions(page, writer) == []
        assert task.get_actions(page, reviewer.user) == []
        assert task.locked_for_user(page, writer)
        assert not task.get_task_states_user_can_moderate(writer).exists()
        # Wagtail lists it for whoever may, and one click there publishes it.
        desk = browser(editor)
        assert str(plain_page) in desk.get("/admin/").content.decode()
        form = page_form(desk, page)
        # The sections are added by a script.
        form.fields["sections-count"] = ["0"]
        answer = form.post(**{"action-workflow-action": "true", "workflow-action-name": "approve"})
        assert answer.status_code == 302
        assert stored(page).search_description == "Ask us."
        assert stored(page).current_workflow_state is None

    def test_so_does_a_shared_record(self, site: SmallSite, writer: User, editor: User) -> None:
        treatment = submit_treatment(browser(writer), site.treatment, session_length="50 minutes")
        assert treatment.session_length != "50 minutes"
        assert waits_for_somebody_who_may_publish(treatment)
        answer = edit_form(browser(editor), treatment).post(
            **{"action-workflow-action": "true", "workflow-action-name": "approve"}
        )
        assert answer.status_code == 302
        assert stored(treatment).session_length == "50 minutes"

    def test_it_is_sent_back_and_submitted_again(
        self, plain_page: ContentPage, writer: User, editor: User
    ) -> None:
        page = submit_page(browser(writer), plain_page, search_description="Ask us.")
        page.current_workflow_task.on_action(
            page.current_workflow_task_state, editor, "reject", comment="Shorter."
        )
        assert page.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
        page = submit_page(browser(writer), plain_page, search_description="Call us.")
        assert page.search_description == ""
        assert waits_for_somebody_who_may_publish(page)

    def test_nobody_else_approves_it_by_hand(self, plain_page: ContentPage, writer: User) -> None:
        page = submit_page(browser(writer), plain_page, search_description="Ask us.")
        state = page.current_workflow_task_state
        for action in ("approve", "reject"):
            with pytest.raises(PermissionDenied):
                state.task.specific.on_action(state, writer, action)
        assert stored(page).search_description == ""

    def test_a_reviewer_finds_none_of_it_on_the_list(
        self, plain_page: ContentPage, writer: User, reviewer: MedicalReviewer
    ) -> None:
        submit_page(browser(writer), plain_page, search_description="Ask us.")
        assert review_items(timezone.localdate()) == []

    def test_whoever_may_publish_waits_for_nobody(
        self, site: SmallSite, plain_page: ContentPage, editor: User
    ) -> None:
        page = submit_page(browser(editor), plain_page, search_description="Ask us.")
        assert page.search_description == "Ask us."
        treatment = submit_treatment(browser(editor), site.treatment, session_length="50 minutes")
        assert treatment.session_length == "50 minutes"

    def test_when_nobody_signs_any_more_it_is_a_draft_again(
        self,
        site: SmallSite,
        plain_page: ContentPage,
        writer: User,
        manager: User,
        reviewer: MedicalReviewer,
    ) -> None:
        page = submit_page(browser(writer), plain_page, search_description="Ask us.")
        remove_reviewer(reviewer=reviewer, user=manager)
        assert stored(page).current_workflow_state is None
        assert stored(page).search_description == ""
        assert stored(page).get_workflow() is None


@pytest.mark.usefixtures("_everything_signed")
class TestWhatNeedsASignature:
    def test_a_signature_publishes_what_somebody_wrote_who_may_not(
        self, site: SmallSite, writer: User, reviewer: MedicalReviewer
    ) -> None:
        treatment = submit_treatment(browser(writer), site.treatment, summary="A fast infusion.")
        assert isinstance(treatment.current_workflow_task, MedicalReviewTask)
        desk = browser(reviewer.user)
        page = BeautifulSoup(desk.get(read_url(treatment)).content, "html.parser")
        read = [field["value"] for field in page.select(".review__form input[name=read]")]
        unsourced = [field["value"] for field in page.select(".review__form input[name=unsourced]")]
        day = str(timezone.localdate() + timedelta(days=365))
        form = {
            "step": "sign",
            "read": read,
            "unsourced": unsourced,
            "attested": "on",
            "next_review_date": day,
        }
        assert "is live" in desk.post(read_url(treatment), form, follow=True).content.decode()
        assert stored(treatment).summary == "A fast infusion."

    def test_a_clinical_word_that_somebody_changes_while_approving_is_signed_first(
        self, site: SmallSite, writer: User, editor: User
    ) -> None:
        treatment = submit_treatment(browser(writer), site.treatment, session_length="50 minutes")
        form = edit_form(browser(editor), treatment).fill(summary="A fast infusion.")
        form.post(**{"action-workflow-action": "true", "workflow-action-name": "approve"})
        treatment = stored(treatment)
        assert treatment.summary == "A slow infusion."
        assert isinstance(treatment.current_workflow_task, MedicalReviewTask)


def test_a_workflow_of_the_site_s_own_publishes_for_nobody_who_may_not(
    plain_page: ContentPage, writer: User
) -> None:
    """There is no step of ours in it; Wagtail alone would leave the workflow hanging."""
    workflow = Workflow.objects.create(name="Second pair of eyes")
    task = GroupApprovalTask.objects.create(name="Second pair of eyes")
    task.groups.add(*writer.groups.all())
    WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr)
    WorkflowPage.objects.create(page=Page.objects.get(depth=1), workflow=workflow)
    page = submit_page(browser(writer), plain_page, search_description="Ask us.")
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, writer, "approve")
    page = stored(page)
    assert page.search_description == ""
    assert page.current_workflow_state is None
    draft = approved_draft(page)
    assert draft is not None
    assert draft.advice.startswith("Approved, and not live yet.")


def test_what_has_no_clinical_text_is_read_where_it_is_edited(site: SmallSite) -> None:
    assert read_url(site.area) == f"/admin/snippets/locations/servicearea/edit/{site.area.pk}/"
    assert read_url(site.question).startswith("/admin/medical-review/")
