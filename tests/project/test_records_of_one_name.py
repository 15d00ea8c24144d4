"""Two records that cannot stand side by side: the second is refused in words, or gets a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from clinic.models import Clinic, Person, Treatment
from editorial.models import Disclosure
from locations.models import LandingBlueprint, ServiceArea
from navigation.models import Menu
from tests.editor_forms import EditorForm, edit_form, stored_rich_text

pytestmark = pytest.mark.django_db

DRAFT: dict[str, str] = {}
PUBLISH = {"action-publish": "action-publish"}

TREATMENT = {"name": "Infusion", "summary": "A slow infusion.", "slug": "infusion"}
PERSON = {"name": "First Last", "job_title": "Nurse", "slug": "first-last"}
BLUEPRINT = {
    "name": "General",
    "slug": "general",
    "heading_pattern": "For {place}",
    "title_pattern": "For {place}",
}
MENU = {"placement": "main"}
DISCLOSURE = {
    "heading": "Off-label use",
    "body": stored_rich_text("<p>Ask us.</p>", ["bold", "italic", "link"]),
}
CLINIC = {
    "name": "Our Clinic",
    "phone": "650-555-0142",
    "street_address": "1 Main Street",
    "locality": "Los Altos",
    "postal_code": "94024",
    "latitude": "37.360450",
    "longitude": "-122.096420",
}
AREA = {"name": "Palo Alto", "county": "Santa Clara"}

ONCE = [
    (Treatment, TREATMENT, "slug", "A treatment with this short name for addresses already exists"),
    (Person, PERSON, "slug", "A person with this short name for addresses already exists"),
    (LandingBlueprint, BLUEPRINT, "slug", "A shared page text with this short name already exists"),
    (Menu, MENU, "placement", "There is a menu for this place already"),
    (Disclosure, DISCLOSURE, "heading", "There is a disclosure already"),
]


def add_form(client: Client, model: Any) -> EditorForm:
    return EditorForm(client, reverse(model.snippet_viewset.get_url_name("add")))


def message_beside(html: bytes, field: str) -> str:
    page = BeautifulSoup(html, "html.parser")
    box = page.find(id=lambda name: bool(name) and name.endswith(f"-{field}-errors"))
    return box.get_text(" ", strip=True) if box else ""


@pytest.mark.parametrize("button", [DRAFT, PUBLISH], ids=["draft", "publish"])
@pytest.mark.parametrize(
    ("model", "fields", "field", "message"), ONCE, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_second_record_is_refused_beside_the_field(
    admin_client: Client,
    model: Any,
    fields: dict[str, str],
    field: str,
    message: str,
    button: dict[str, str],
) -> None:
    assert add_form(admin_client, model).fill(**fields).post(**button).status_code == 302
    response = add_form(admin_client, model).fill(**fields).post(**button)

    assert response.status_code == 200
    assert message in message_beside(response.content, field)
    assert model.objects.count() == 1


@pytest.mark.parametrize(("model", "fields"), [row[:2] for row in ONCE])
def test_a_record_is_not_in_its_own_way(
    admin_client: Client, model: Any, fields: dict[str, str]
) -> None:
    add_form(admin_client, model).fill(**fields).publish()
    edit_form(admin_client, model.objects.get()).publish()


NUMBERED = [
    (Treatment, TREATMENT | {"slug": ""}, "infusion"),
    (Person, PERSON | {"slug": ""}, "first-last"),
    (LandingBlueprint, BLUEPRINT | {"slug": ""}, "general"),
    (Clinic, CLINIC, "our-clinic"),
]


@pytest.mark.parametrize(("model", "fields", "slug"), NUMBERED)
def test_a_short_name_is_made_from_the_name_and_numbered(
    admin_client: Client, model: Any, fields: dict[str, str], slug: str
) -> None:
    for _ in range(2):
        add_form(admin_client, model).fill(**fields).publish()
    assert list(model.objects.order_by("pk").values_list("slug", flat=True)) == [slug, f"{slug}-2"]


@pytest.mark.parametrize("model", [Treatment, Person, LandingBlueprint, ServiceArea, Clinic])
def test_drafts_without_a_name_do_not_stand_in_each_others_way(
    admin_client: Client, model: Callable[..., Any]
) -> None:
    fields: Any = {"phone": CLINIC["phone"]} if model is Clinic else {}
    for _ in range(2):
        add_form(admin_client, model).fill(**fields).save_draft()


def test_a_place_is_called_by_name_and_state_and_there_once(admin_client: Client) -> None:
    add_form(admin_client, ServiceArea).fill(**AREA).publish()
    assert ServiceArea.objects.get().slug == "palo-alto-ca"

    response = add_form(admin_client, ServiceArea).fill(**AREA).post(**PUBLISH)
    assert response.status_code == 200
    assert "already exists" in message_beside(response.content, "slug")


def test_the_short_name_follows_a_name_that_is_saved_while_it_is_typed(
    admin_client: Client,
) -> None:
    add_form(admin_client, Treatment).fill(name="Ketam").save_draft()
    treatment = Treatment.objects.get()
    form = edit_form(admin_client, treatment)
    form.fill(name="Ketamine infusion", summary="Slow.", slug="").publish()
    treatment.refresh_from_db()
    assert treatment.slug == "ketamine-infusion"


def test_a_published_short_name_stays_when_its_field_is_emptied(admin_client: Client) -> None:
    add_form(admin_client, Treatment).fill(**TREATMENT).publish()
    treatment = Treatment.objects.get()
    edit_form(admin_client, treatment).fill(name="Another name", slug="").publish()
    treatment.refresh_from_db()
    assert (treatment.name, treatment.slug) == ("Another name", "infusion")
