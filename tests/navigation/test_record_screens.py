"""Bad input on the screens of shared records is answered, not failed on."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Locale, Workflow, WorkflowTask

from editorial.models import Disclosure
from home.roles import SITE_MANAGERS
from tests.factories import make_home, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def disclosure() -> Disclosure:
    record = Disclosure(heading="Off-label", body="<p>Ask us.</p>", locale=Locale.get_default())
    record.save()
    return publish(record)


def _screen(name: str, *args: Any) -> str:
    return reverse(Disclosure.snippet_viewset.get_url_name(name), args=args)


def _chooser(name: str, *args: Any) -> str:
    viewset = Disclosure.snippet_viewset.chooser_viewset
    return reverse(viewset.get_url_name(name), args=args)


@pytest.mark.parametrize("key", ["0", "999", "abc", "1;drop"])
def test_a_made_up_key_finds_no_record(admin_client: Client, key: str) -> None:
    assert admin_client.get(_chooser("chosen", key)).status_code == 404


@pytest.mark.parametrize(("keys", "status"), [("id=abc", 404), ("id=1&id=x", 404), ("id=0", 200)])
def test_made_up_keys_find_no_records(admin_client: Client, keys: str, status: int) -> None:
    assert admin_client.get(f"{_chooser('chosen_multiple')}?{keys}").status_code == status


def test_a_record_is_chosen_by_its_key(admin_client: Client, disclosure: Disclosure) -> None:
    answer = admin_client.get(_chooser("chosen", disclosure.pk)).json()
    assert answer["result"]["string"] == "Off-label"


def test_no_record_is_made_in_a_chooser(admin_client: Client) -> None:
    assert admin_client.post(_chooser("create"), {"heading": "x"}).status_code == 405


def test_going_back_to_a_version_with_an_emptied_field_names_the_field(
    admin_client: Client, disclosure: Disclosure
) -> None:
    address = _screen("revisions_revert", disclosure.pk, disclosure.latest_revision_id)
    response = admin_client.post(address, {"heading": "", "body": "null"})
    assert response.status_code == 200
    assert "This field is required." in response.content.decode()
    assert disclosure.revisions.count() == 1


def test_going_back_stores_the_older_version_as_a_draft(
    admin_client: Client, disclosure: Disclosure
) -> None:
    older = disclosure.latest_revision_id
    disclosure.heading = "Changed"
    publish(disclosure)
    address = _screen("revisions_revert", disclosure.pk, older)
    body = (
        '{"blocks": [{"key": "a", "text": "Ask us.", "type": "unstyled", "depth": 0, '
        '"inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}'
    )
    response = admin_client.post(address, {"heading": "Off-label", "body": body})
    assert response.status_code == 302
    disclosure.refresh_from_db()
    assert disclosure.heading == "Changed"
    assert disclosure.get_latest_revision_as_object().heading == "Off-label"


def test_a_record_that_waits_for_approval_can_be_previewed(
    admin_client: Client, disclosure: Disclosure
) -> None:
    make_home()
    task = GroupApprovalTask.objects.create(name="A second pair of eyes")
    task.groups.add(Group.objects.get(name=SITE_MANAGERS))
    workflow = Workflow.objects.create(name="A second pair of eyes")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(disclosure, None)
    response = admin_client.get(_screen("workflow_preview", disclosure.pk, task.pk))
    assert response.status_code == 200
    assert "Infusions in Los Altos" in response.content.decode()
