"""What exists once a language is refused in the form, not by the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from clinic.models import Person, Treatment
from navigation.models import Menu
from tests.editor_forms import EditorForm
from tests.factories import make_treatment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        (
            "clinic_treatment",
            {"name": "Another", "slug": "ketamine-for-migraine", "summary": "A drip."},
            "already exists",
        ),
        (
            "clinic_person",
            {"name": "Another", "slug": "somebody", "job_title": "Nurse"},
            "already exists",
        ),
        (
            "navigation_menu",
            {"placement": "main"},
            "There is a menu for this place already: edit that one instead.",
        ),
    ],
)
def test_a_second_record_of_the_same_name_is_refused_with_a_message(
    name: str, values: dict[str, Any], message: str
) -> None:
    make_treatment()
    Person.objects.create(name="Somebody", slug="somebody", job_title="Nurse")
    Menu.objects.get_or_create(placement="main")
    before = [model.objects.count() for model in (Treatment, Person, Menu)]
    client = Client()
    client.force_login(User.objects.create_superuser("manager"))

    form = EditorForm(client, reverse(f"wagtailsnippets_{name}:add")).fill(**values)
    for button in ({}, {"action-publish": "action-publish"}):
        response = form.post(**button)
        assert response.status_code == 200
        assert message in response.content.decode()
    assert [model.objects.count() for model in (Treatment, Person, Menu)] == before
