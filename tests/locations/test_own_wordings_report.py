"""Which own wordings the report lists, from drafts and live pages, and to whom."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from locations.models import CityIndexPage, CityPage, LandingBlueprint, SectionOverride
from locations.own_wordings import own_wordings
from locations.rules.wordings import wording_hash
from tests.editor_forms import edit_form
from tests.factories import make_area, make_city_page, publish

pytestmark = pytest.mark.django_db

SHARED = "<p>Shared text of {key} for {{place}}.</p>"
CHANGED, GONE = "has changed since", "no longer has this section"


@pytest.fixture
def pages(hub: CityIndexPage, clinic: Any, blueprint: LandingBlueprint) -> list[CityPage]:
    """Three pages: two with a wording of their own, and a third without."""
    areas = [make_area(name) for name in ("Cupertino", "Palo Alto", "Sunnyvale")]
    return [make_city_page(hub, blueprint, area) for area in areas]


def add_wording(page: CityPage, key: str, mode: str = "own", body: str = "<p>Own.</p>") -> CityPage:
    """Give ``page``, not yet stored, a wording for the shared text of today."""
    shared = SHARED.format(key=key).replace("{{", "{").replace("}}", "}")
    row = SectionOverride(section_key=key, mode=mode, body=body, heading=f"Section {key}")
    row.replaced_text, row.replaced_hash = shared, wording_hash(shared)
    page.section_overrides.add(row)
    return page


def change_shared_text(blueprint: LandingBlueprint) -> None:
    cost = blueprint.sections.get(key="cost")
    cost.body = "<p>Changed.</p>"
    blueprint.sections.add(cost)
    blueprint.sections.remove(blueprint.sections.get(key="risks"))
    publish(blueprint)


def listed() -> list[tuple[str, str, str]]:
    return [
        (found.page_title, found.heading, found.reason)
        for found in own_wordings(CityPage.objects.all())
    ]


def test_wordings_are_listed_once_the_shared_text_has_changed_or_gone(
    pages: list[CityPage], blueprint: LandingBlueprint
) -> None:
    live, drafted, other = pages
    publish(add_wording(add_wording(live, "cost"), "risks"))
    add_wording(drafted, "cost").save_revision()
    add_wording(add_wording(other, "cost", mode="shared"), "risks", body="<p></p>")
    publish(other)
    assert [reason for _, _, reason in listed()] == ["", "", ""]

    change_shared_text(blueprint)
    assert [(title, heading, bool(reason)) for title, heading, reason in listed()] == [
        ("Cupertino, CA", "Section cost", True),
        ("Cupertino, CA", "Section risks", True),
        ("Palo Alto, CA", "Section cost", True),
    ]
    assert [CHANGED in reason for _, _, reason in listed()] == [True, False, True]
    assert GONE in listed()[1][2]


def test_a_draft_in_which_the_question_is_answered_counts(
    pages: list[CityPage], blueprint: LandingBlueprint
) -> None:
    page = CityPage.objects.get(pk=publish(add_wording(pages[0], "cost")).pk)
    change_shared_text(blueprint)
    row = page.section_overrides.get()
    row.replaced_hash = wording_hash("<p>Changed.</p>")
    page.section_overrides.add(row)
    page.save_revision()

    assert [reason for _, _, reason in listed()] == [""]


def test_the_report_leads_to_the_cards_and_the_shared_text_tells_how_many(
    pages: list[CityPage],
    blueprint: LandingBlueprint,
    admin_client: Client,
    editor: Any,
) -> None:
    address = reverse("own_wordings")
    assert "Nothing to look at" in admin_client.get(address).content.decode()
    assert "own wording on a city page" not in edit_form(admin_client, blueprint).html

    publish(add_wording(pages[0], "cost"))
    change_shared_text(blueprint)
    client = Client()
    client.force_login(editor)
    page = BeautifulSoup(client.get(address).content, "html.parser")
    (link,) = page.select(f'a[href^="/admin/pages/{pages[0].pk}/edit/#section-cost"]')
    assert link.get_text(strip=True) == "Cupertino, CA"
    html = edit_form(client, blueprint).html
    assert "1 section has its own wording on a city page" in html
    assert address in html
