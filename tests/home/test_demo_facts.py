"""The demo's copy types no fact that has a field of its own: the field changes it everywhere."""

from __future__ import annotations

import html
import re

import pytest
from django.db.models import Model
from django.test import Client, TestCase
from wagtail.models import Page

from clinic.models import Clinic, Treatment
from locations.models import CityIndexPage, CityPage, LandingBlueprint
from locations.token_values import phone_display
from tests.factories import make_area, make_city_page, publish
from tests.open_gate import open_gate

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)

NEW_FACTS: dict[type[Model], dict[str, str]] = {
    Clinic: {
        "phone": "+16505550199",
        "email": "front.desk@clinic.example",
        "street_address": "12 Maple Court",
        "price_range": "$410 to $620",
        "parking": "<p>Park on the street.</p>",
    },
    Treatment: {
        "session_length": "90 minutes",
        "observation": "As long as you need",
        "price": "$555",
    },
}


def public_pages(client: Client) -> dict[str, str]:
    """Return every live page's HTML, entities as characters, by its address."""
    addresses = [page.get_url() for page in Page.objects.live().filter(depth__gt=1)]
    texts = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        texts[address] = html.unescape(response.content.decode())
    return texts


def title_of(client: Client, page: Page) -> str:
    return html.unescape(TITLE.findall(client.get(page.get_url()).content.decode())[0])


def publish_and_commit(record: Model) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        record.save()
        publish(record)


def as_shown(record: Model, field: str) -> list[str]:
    """Return how pages write a fact."""
    if field == "phone" and isinstance(record, Clinic):
        return [str(phone_display(record)), record.phone.as_e164]
    return [str(getattr(record, field))]


@pytest.mark.parametrize("model", NEW_FACTS, ids=lambda model: model.__name__)
def test_the_old_facts_are_nowhere_once_new_ones_are_published(
    client: Client, model: type[Model]
) -> None:
    record = model._default_manager.get()
    old = [text for field in NEW_FACTS[model] for text in as_shown(record, field)]
    before = public_pages(client)
    assert [text for text in old if not any(text in page for page in before.values())] == []

    for field, value in NEW_FACTS[model].items():
        setattr(record, field, value)
    publish_and_commit(record)

    record = model._default_manager.get()
    new = [text for field in NEW_FACTS[model] for text in as_shown(record, field)]
    after = public_pages(client)
    assert [text for text in new if not any(text in page for page in after.values())] == []
    left_over = {(url, text) for url, page in after.items() for text in old if text in page}
    assert left_over == set()


def test_a_seventh_place_makes_no_page_false(client: Client) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True), open_gate():
        area = make_area("Mountain View", latitude="37.386050", longitude="-122.083850")
        page = make_city_page(CityIndexPage.objects.get(), LandingBlueprint.objects.get(), area)

    texts = public_pages(client)
    assert page.get_url() in texts
    assert "Mountain View" in texts["/locations/"]
    counting = {url for url, text in texts.items() if re.search(r"\bsix\b", text, re.I)}
    assert counting == set()


def test_the_shared_title_rules_on_every_city_page_and_fits(client: Client) -> None:
    for page in CityPage.objects.live():
        title = title_of(client, page)
        assert title == f"Ketamine infusions for people from {page.area.name}, CA"
        assert len(title) <= 60

    blueprint = LandingBlueprint.objects.get()
    blueprint.title_pattern = "Infusions, if you live in {place}"
    publish_and_commit(blueprint)

    for page in CityPage.objects.live():
        title = title_of(client, page)
        assert title == f"Infusions, if you live in {page.area.name}"
