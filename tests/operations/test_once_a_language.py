"""What may stand once a language is refused in the form, with a message an editor understands."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from clinic.models import Person
from editorial.models import Disclosure
from navigation.models import Menu
from tests.editor_forms import EditorForm, stored_rich_text
from tests.factories import make_treatment

pytestmark = pytest.mark.django_db

SECOND_RECORDS: dict[str, tuple[dict[str, Any], str]] = {
    "clinic.treatment": (
        {"name": "Another", "slug": "ketamine-for-migraine", "summary": "A drip."},
        "A treatment with this short name for addresses already exists. Choose another.",
    ),
    "clinic.person": (
        {"name": "Another", "slug": "somebody", "job_title": "Nurse"},
        "A person with this short name for addresses already exists. Choose another.",
    ),
    "navigation.menu": (
        {"placement": "main"},
        "There is a menu for this place already: edit that one instead.",
    ),
    "editorial.disclosure": (
        {"heading": "Another", "body": stored_rich_text("<p>Another.</p>", ["bold"])},
        "There is a disclosure already: edit that one instead.",
    ),
}


@pytest.mark.parametrize("label", SECOND_RECORDS)
def test_a_second_one_is_refused_with_a_message(label: str) -> None:
    make_treatment()
    Person.objects.create(name="Somebody", slug="somebody", job_title="Nurse")
    Menu.objects.get_or_create(placement="main")
    Disclosure.objects.get_or_create(defaults={"heading": "First", "body": "<p>First.</p>"})
    model, (values, message) = apps.get_model(label), SECOND_RECORDS[label]
    before = model._default_manager.count()
    client = Client()
    client.force_login(User.objects.create_superuser("manager"))

    name = label.replace(".", "_")
    form = EditorForm(client, reverse(f"wagtailsnippets_{name}:add")).fill(**values)
    for button in ({}, {"action-publish": "action-publish"}):
        response = form.post(**button)
        assert response.status_code == 200
        assert message in BeautifulSoup(response.content, "html.parser").get_text(" ")
    assert model._default_manager.count() == before
