"""Every way to make a city page live asks the gate, and a refusal changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Revision, Workflow, WorkflowTask

from editorial.approved_drafts import approved_draft
from locations.models import CityIndexPage, CityPage, ServiceArea
from locations.services.gate import GateRefusedError
from operations.due_work import WorkFailed
from operations.services.scheduled_publishing import publish_what_is_due
from tests.editor_forms import stored_rich_text
from tests.locations.city_page_editor import CityPageEditor

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db, pytest.mark.gate]

REFUSAL = "cannot be published yet"


@pytest.fixture
def draft() -> CityPage:
    """The page of Atherton, taken off the site, with too short an introduction in its draft."""
    page: CityPage = CityPage.objects.get(slug="atherton-ca")
    page.unpublish()
    version = page.get_latest_revision_as_object()
    version.local_introduction = "<p>People come by car.</p>"
    version.save_revision()
    return CityPage.objects.get(pk=page.pk)


@pytest.fixture
def person() -> User:
    return User.objects.create_superuser("person", "person@clinic.example", "secret")


@pytest.fixture
def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def is_live(page: Page) -> bool:
    return CityPage.objects.live().filter(pk=page.pk).exists()


def shown_messages(response: HttpResponse) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_the_edit_screen_keeps_the_text_as_a_draft(browser: Client, draft: CityPage) -> None:
    editor = CityPageEditor(browser, draft)
    editor.fill(search_description="Typed just now")
    response = browser.post(editor.address, editor.fields | {"action-publish": "1"}, follow=True)
    assert REFUSAL in shown_messages(response)
    assert "saved as a draft" in shown_messages(response)
    assert not is_live(draft)
    stored = CityPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert stored.search_description == "Typed just now"


def test_a_live_page_keeps_what_visitors_read(browser: Client) -> None:
    page = CityPage.objects.get(slug="cupertino-ca")
    editor = CityPageEditor(browser, page)
    number = int(editor.fields["local_questions-TOTAL_FORMS"][0])
    for row in range(number):
        editor.fill_row("local_questions", row, DELETE="1")
    response = browser.post(editor.address, editor.fields | {"action-publish": "1"}, follow=True)
    assert REFUSAL in shown_messages(response)
    live = CityPage.objects.get(pk=page.pk)
    assert live.live
    assert live.local_questions.count() == number
    assert live.has_unpublished_changes


def test_publishing_a_revision_is_refused(draft: CityPage) -> None:
    with pytest.raises(GateRefusedError):
        draft.get_latest_revision().publish()
    assert not is_live(draft)


def test_approving_a_workflow_publishes_nothing_and_the_approval_stands(
    browser: Client, draft: CityPage, person: User
) -> None:
    task = GroupApprovalTask.objects.create(name="A second pair of eyes")
    task.groups.add(Group.objects.get(name="Site managers"))
    workflow = Workflow.objects.create(name="Two people")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    state = workflow.start(draft, person)
    response = browser.post(
        reverse(
            "wagtailadmin_pages:workflow_action",
            args=[draft.pk, "approve", state.current_task_state.pk],
        ),
        follow=True,
    )
    assert REFUSAL in shown_messages(response)
    state.refresh_from_db()
    assert state.status == state.STATUS_APPROVED
    assert not is_live(draft)
    waiting = approved_draft(CityPage.objects.get(pk=draft.pk))
    assert waiting is not None
    assert REFUSAL in waiting.advice


def test_publishing_several_pages_publishes_none_of_them(browser: Client, draft: CityPage) -> None:
    good = CityPage.objects.get(slug="stanford-ca")
    good.unpublish()
    response = browser.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        + f"?id={draft.pk}&id={good.pk}",
        follow=True,
    )
    assert draft.title in shown_messages(response)
    assert "Nothing was published" in shown_messages(response)
    assert not is_live(draft)
    assert not is_live(good)


def test_publishing_a_page_with_those_below_it_asks_for_each(
    browser: Client, draft: CityPage
) -> None:
    hub = CityIndexPage.objects.get()
    response = browser.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={hub.pk}",
        {"include_descendants": "on"},
        follow=True,
    )
    assert draft.title in shown_messages(response)
    assert not is_live(draft)


def test_a_schedule_is_refused_when_it_is_due_and_goes_on_with_the_others(
    draft: CityPage,
) -> None:
    good = CityPage.objects.get(slug="stanford-ca")
    good.unpublish()
    due = timezone.now() - timedelta(minutes=1)
    for page in (draft, good):
        Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=due)
    good_revision = CityPage.objects.get(pk=good.pk).latest_revision_id
    Revision.objects.filter(pk=good_revision).update(approved_go_live_at=due)
    with pytest.raises(WorkFailed, match=REFUSAL):
        publish_what_is_due(timezone.now())
    assert not is_live(draft)
    assert is_live(good)


def test_a_schedule_is_refused_when_it_is_made(browser: Client, draft: CityPage) -> None:
    editor = CityPageEditor(browser, draft)
    editor.fields["go_live_at"] = [f"{timezone.now() + timedelta(days=2):%Y-%m-%d %H:%M}"]
    response = browser.post(editor.address, editor.fields | {"action-publish": "1"}, follow=True)
    assert REFUSAL in shown_messages(response)
    assert not Revision.objects.filter(
        object_id=str(draft.pk), approved_go_live_at__isnull=False
    ).exists()


def copy_fields(page: Page, **more: str) -> dict[str, str]:
    parent = page.get_parent().pk
    return {"new_title": "Copy", "new_slug": "copy", "new_parent_page": str(parent)} | more


def test_a_copy_of_a_live_page_is_not_published(browser: Client) -> None:
    page = CityPage.objects.get(slug="stanford-ca")
    response = browser.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        copy_fields(page, publish_copies="on"),
        follow=True,
    )
    assert "cannot be published" in shown_messages(response)
    assert not Page.objects.filter(slug="copy").exists()
    with pytest.raises(GateRefusedError):
        page.copy(update_attrs={"slug": "copy"}, keep_live=True)


def test_a_copy_of_the_hub_with_its_pages_is_not_published(browser: Client) -> None:
    hub = CityIndexPage.objects.get()
    before = Page.objects.count()
    response = browser.post(
        reverse("wagtailadmin_pages:copy", args=[hub.pk]),
        copy_fields(hub, publish_copies="on", copy_subpages="on"),
        follow=True,
    )
    assert "cannot be published" in shown_messages(response)
    assert Page.objects.count() == before


def test_an_unpublished_copy_is_made(browser: Client) -> None:
    page = CityPage.objects.get(slug="stanford-ca")
    browser.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), copy_fields(page))
    assert not Page.objects.get(slug="copy").live


@pytest.mark.statement
def test_over_the_gate_somebody_is_asked_about_texts_without_a_source_first(
    browser: Client, draft: CityPage
) -> None:
    address = reverse("city_page_gate:publish_over", args=[draft.pk])
    seen = browser.get(address).context["text_seen"]
    reason = {"reason": "Short on purpose.", "text_seen": seen}
    asked = browser.post(address, reason, follow=True)
    assert "no-effect" in asked.redirect_chain[-1][0]
    read = [text.hash for text in asked.context["texts"]]
    assert len(read) == 1
    answer = browser.post(asked.redirect_chain[-1][0], {"read": read}, follow=True)
    assert "Your word is kept." in shown_messages(answer)
    assert REFUSAL in shown_messages(answer)
    assert not is_live(draft)
    browser.post(address, reason)
    assert is_live(draft)


def test_an_alias_may_be_live_exactly_as_long_as_its_original(draft: CityPage) -> None:
    good = CityPage.objects.get(slug="stanford-ca")
    assert good.create_alias(update_slug="second-door").live
    CityPage.objects.filter(pk=draft.pk).update(local_introduction="<p>Short.</p>")
    alias = CityPage.objects.get(pk=draft.pk).create_alias(update_slug="third-door")
    alias.live = True
    with pytest.raises(GateRefusedError):
        alias.save()


def test_the_interface_for_programs_is_refused_in_its_own_words(
    browser: Client, draft: CityPage
) -> None:
    response = browser.post(
        reverse("wagtailadmin_api:pages:action", args=[draft.pk, "publish"]),
        headers={"Accept": "application/json"},
    )
    assert response.status_code == 409
    assert REFUSAL in response.json()["detail"]
    assert not is_live(draft)


@pytest.mark.parametrize(
    "save",
    [
        lambda page: page.save(),
        lambda page: page.save(clean=False),
        lambda page: page.save(update_fields=["live"]),
        lambda page: Page.objects.get(pk=page.pk).get_latest_revision().publish(),
    ],
)
def test_saving_a_page_as_live_is_refused(
    draft: CityPage, save: Callable[[CityPage], None]
) -> None:
    draft.local_introduction = "<p>Short.</p>"
    draft.live = True
    with pytest.raises(GateRefusedError):
        save(draft)
    assert not is_live(draft)


def test_what_is_published_at_once_on_a_new_page_is_kept_as_a_draft(
    browser: Client, draft: CityPage
) -> None:
    """Wagtail would add the page as live before it asks anybody."""
    hub = CityIndexPage.objects.get()
    address = reverse("wagtailadmin_pages:add", args=["locations", "citypage", hub.pk])
    editor = CityPageEditor(browser, draft, address)
    editor.fill(title="Kept", slug="kept")
    area = ServiceArea.objects.create(name="Los Gatos", slug="los-gatos-ca", county="Santa Clara")
    editor.fields |= {
        "area": [str(area.pk)],
        "blueprint": [str(draft.blueprint_id)],
        "local_introduction": [stored_rich_text("<p>Typed and not lost.</p>", ["bold"])],
    }
    response = browser.post(editor.address, editor.fields | {"action-publish": "1"}, follow=True)
    assert REFUSAL in shown_messages(response)
    page = CityPage.objects.get(slug="kept")
    assert not page.live
    assert "Typed and not lost." in page.local_introduction


def test_an_alias_does_not_become_a_page_of_its_own_with_the_same_text(browser: Client) -> None:
    good = CityPage.objects.get(slug="stanford-ca")
    alias = good.create_alias(update_slug="second-door")
    response = browser.post(
        reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]), follow=True
    )
    assert REFUSAL in shown_messages(response)
    assert CityPage.objects.get(pk=alias.pk).alias_of_id == good.pk
