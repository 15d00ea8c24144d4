"""The form of a place: a preview of its page, facts that run out, rows that stay themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from locations.models import CityIndexPage, LandingBlueprint, LocalFact, ServiceArea
from tests.editor_forms import edit_form, snippet_address
from tests.factories import make_area, make_city_page, publish

pytestmark = pytest.mark.django_db

PUBLISH = {"action-publish": "action-publish"}


@pytest.fixture
def area(db: None) -> ServiceArea:
    return make_area("Palo Alto")


def readable(html: str | bytes) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def facts(area: ServiceArea) -> list[tuple[Any, ...]]:
    fields = ("pk", "translation_key", "locale", "text")
    return list(LocalFact.objects.filter(area=area).values_list(*fields))


def test_the_preview_is_the_real_page_with_what_is_not_published(
    admin_client: Client,
    hub: CityIndexPage,
    clinic: Any,
    blueprint: LandingBlueprint,
    area: ServiceArea,
) -> None:
    page = make_city_page(hub, blueprint, area)
    form = edit_form(admin_client, area)
    form.fill_row("local_facts", 0, text="Typed just now.").fill(county="Alameda")

    shown = readable(form.preview(snippet_address(area, "preview_on_edit")))
    assert "Typed just now." in shown
    assert "People from Palo Alto come by car." in shown
    assert "Typed just now." not in readable(Client().get(page.url).content)
    assert ServiceArea.objects.get().county == "Santa Clara"


def test_a_place_without_a_page_previews_the_page_it_would_get(
    admin_client: Client,
    hub: CityIndexPage,
    clinic: Any,
    blueprint: LandingBlueprint,
    area: ServiceArea,
) -> None:
    form = edit_form(admin_client, area).fill(name="East Palo Alto")
    shown = readable(form.preview(snippet_address(area, "preview_on_edit")))
    assert "Infusions for people from East Palo Alto" in shown


def test_a_preview_before_there_is_any_hub_says_what_to_add(
    admin_client: Client, area: ServiceArea
) -> None:
    form = edit_form(admin_client, area)
    shown = readable(form.preview(snippet_address(area, "preview_on_edit")))
    assert "Areas we serve" in shown


@pytest.mark.parametrize(
    ("moment", "is_shown"),
    [
        (datetime(2026, 3, 1, 20, tzinfo=UTC), True),
        (datetime(2026, 4, 1, 6, 59, tzinfo=UTC), True),  # 23:59 on 31 March in Los Altos
        (datetime(2026, 4, 1, 7, 1, tzinfo=UTC), False),
        (datetime(2027, 1, 1, tzinfo=UTC), False),
    ],
)
def test_a_fact_leaves_the_page_on_the_day_after_its_last(
    hub: CityIndexPage,
    clinic: Any,
    blueprint: LandingBlueprint,
    area: ServiceArea,
    moment: datetime,
    is_shown: bool,
) -> None:
    page = make_city_page(hub, blueprint, area)
    fact = area.local_facts.get(topic=LocalFact.Topic.GETTING_HERE)
    fact.text, fact.valid_until = "The bridge is closed.", datetime(2026, 3, 31).date()  # noqa: DTZ001
    area.local_facts.add(fact)
    publish(area)

    with time_machine.travel(moment, tick=False):
        shown = readable(Client().get(page.url).content)
    assert ("The bridge is closed." in shown) is is_shown
    assert "A fact about getting home for Palo Alto." in shown


def test_saving_again_and_again_changes_no_fact(admin_client: Client, area: ServiceArea) -> None:
    before = facts(area)
    form = edit_form(admin_client, area)
    for _ in range(3):
        form.autosave()
    form.save_draft()
    edit_form(admin_client, area).publish()
    edit_form(admin_client, area).publish()
    assert facts(area) == before


def test_a_fact_added_before_several_saves_is_there_once(
    admin_client: Client, area: ServiceArea
) -> None:
    form = edit_form(admin_client, area)
    fact = {"text": "Park behind the house.", "source_name": "City Hall"}
    form.add_row("local_facts", topic="parking", **fact)
    form.autosave()
    form.autosave()
    form.save_draft()
    assert len(facts(area)) == 2

    edit_form(admin_client, area).publish()
    after = facts(area)
    assert [text for *_, text in after].count("Park behind the house.") == 1
    edit_form(admin_client, area).publish()
    assert facts(area) == after


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"longitude": ""}, "Enter both latitude and longitude, or neither."),
        ({"latitude": "91"}, "less than or equal to 90"),
        ({"zip_codes-0-code": "9430"}, "Five digits. Example: 94301."),
        ({"wikidata_id": "47265"}, "A Q and digits. Example: Q47265."),
        ({"slug": "cupertino-ca"}, "already exists"),
        ({"local_facts-0-source_url": "javascript:alert(1)"}, "Enter a valid URL."),
        (
            {"local_facts-0-source_name": ""},
            'Say where "A fact about getting here for Palo Alto." was read, or who told you.',
        ),
        (
            {"local_facts-0-checked_date": "2026-03-02", "local_facts-0-valid_until": "2026-03-01"},
            "It would run out before it was checked: choose a later day.",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_stored(
    admin_client: Client, area: ServiceArea, changes: dict[str, str], message: str
) -> None:
    make_area("Cupertino")
    response = edit_form(admin_client, area).fill(**changes).post(**PUBLISH)

    assert response.status_code == 200
    assert message in readable(response.content)
    assert area.revisions.count() == 1


def test_a_draft_and_a_deleted_fact_need_no_source(admin_client: Client, area: ServiceArea) -> None:
    form = edit_form(admin_client, area).fill_row("local_facts", 0, source_name="")
    form.save_draft()
    form = edit_form(admin_client, area)
    (row,) = [n for n in (0, 1) if form.fields[f"local_facts-{n}-source_name"] == [""]]
    form.fill_row("local_facts", row, DELETE="on").publish()
    assert len(facts(area)) == 1


def test_a_place_with_a_live_page_is_retired_by_its_own_step(
    admin_client: Client,
    hub: CityIndexPage,
    clinic: Any,
    blueprint: LandingBlueprint,
    area: ServiceArea,
) -> None:
    page = make_city_page(hub, blueprint, area)
    form = edit_form(admin_client, area).fill(status="retired")
    assert "sends its visitors on" in readable(form.post(**PUBLISH).content)
    assert ServiceArea.objects.get().status == "active"
    page.unpublish()
    edit_form(admin_client, area).fill(status="retired").post(**PUBLISH)
    assert ServiceArea.objects.get().status == "retired"
