"""A workflow step on the edit screen is decided by a click, and once."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from editorial.models import MedicalReviewer, Signature
from tests.editor_forms import EditorForm, PageForm
from tests.factories import SmallSite

pytestmark = pytest.mark.django_db

DECISION = {
    "action-workflow-action": "true",
    "workflow-action-name": "approve",
    "workflow-action-extra-data": json.dumps(
        {
            "attested": True,
            "next_review_date": str(timezone.localdate() + timedelta(days=365)),
            "comment": "",
        }
    ),
}


def submitted(site: SmallSite, kind: str, user: User) -> Any:
    record = getattr(site, kind)
    field = "answer" if kind == "question" else "introduction"
    setattr(record, field, "<p>You may write.</p>")
    record.save_revision()
    record.get_workflow().start(record, user)
    return record


def opened(record: Any, user: User) -> EditorForm:
    client = Client()
    client.force_login(user)
    form = PageForm if isinstance(record, Page) else EditorForm
    return form(client, AdminURLFinder(user).get_edit_url(record))


@pytest.fixture
def editing_reviewer(reviewer: MedicalReviewer, editor: User) -> User:
    """A clinician who may edit as well."""
    reviewer.user.groups.add(*editor.groups.all())
    return reviewer.user


@pytest.mark.parametrize("kind", ["question", "faq_page"])
class TestDecidingOnce:
    def test_an_autosave_decides_nothing(
        self, site: SmallSite, editing_reviewer: User, editor: User, kind: str
    ) -> None:
        record = submitted(site, kind, editor)
        response = opened(record, editing_reviewer).post(accept="application/json", **DECISION)
        assert response.status_code == 400
        assert response.json()["error_code"] == "decision_under_way"
        assert record.current_workflow_task is not None
        assert not Signature.objects.exists()

    def test_a_second_click_is_told_that_it_was_decided(
        self, site: SmallSite, editing_reviewer: User, editor: User, kind: str
    ) -> None:
        record = submitted(site, kind, editor)
        windows = [opened(record, editing_reviewer) for _ in range(2)]
        windows[0].post(**DECISION)
        assert record.current_workflow_task is None
        signed = Signature.objects.count()
        assert signed
        response = windows[1].post(**DECISION)
        assert response.status_code == 302
        told = [str(message) for message in get_messages(response.wsgi_request)]
        assert any("This step was decided before" in message for message in told)
        assert Signature.objects.count() == signed
