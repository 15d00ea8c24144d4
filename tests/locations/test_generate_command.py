"""``manage.py generate_city_pages`` as somebody at a terminal, or a script, uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from home.models import ContentPage
from locations.models import (
    CityIndexPage,
    CityPage,
    GenerationRun,
    LandingBlueprint,
    ServiceArea,
)
from locations.services.generation import plan_for, start_run
from locations.services.runs import continue_run
from tests.factories import add_page, make_area, make_blueprint, make_city_page, make_treatment
from tests.locations.row_counts import row_counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(hub: CityIndexPage, blueprint: LandingBlueprint) -> None:
    """Two places without a page and one that has its page."""
    make_area("Atherton")
    make_area("Cupertino")
    make_city_page(hub, blueprint, make_area("Palo Alto"))


def generate(*arguments: str) -> str:
    out = StringIO()
    call_command("generate_city_pages", *arguments, stdout=out)
    return out.getvalue()


def generate_json(*arguments: str) -> Any:
    return json.loads(generate(*arguments, "--json"))


@pytest.mark.parametrize("arguments", [["--dry-run"], ["--dry-run", "--json"]])
def test_a_dry_run_writes_nothing(places: None, arguments: list[str]) -> None:
    before = row_counts()
    assert "atherton-ca" in generate(*arguments)
    assert row_counts() == before


def test_a_dry_run_prints_the_plan_as_json(places: None) -> None:
    plan = generate_json("--dry-run")

    assert (plan["blueprint"], len(plan["checksum"])) == ("general", 64)
    assert [(item["area"], item["action"]) for item in plan["items"]] == [
        ("atherton-ca", "create"),
        ("cupertino-ca", "create"),
        ("palo-alto-ca", "skip"),
    ]
    assert plan["items"][0] == {
        "area": "atherton-ca",
        "title": "Atherton, CA",
        "action": "create",
        "reason": "Atherton has no page from this shared text yet.",
        "page_id": None,
    }
    assert plan["items"][2]["page_id"] == CityPage.objects.get().pk


def test_a_dry_run_for_people_says_that_nothing_was_written(places: None) -> None:
    lines = generate("--dry-run").splitlines()
    assert lines[0].split(maxsplit=2) == [
        "create",
        "atherton-ca",
        "Atherton has no page from this shared text yet.",
    ]
    assert lines[-1] == "Nothing was written."


def test_a_plan_that_was_looked_at_is_carried_out_as_long_as_it_holds(places: None) -> None:
    checksum = generate_json("--dry-run")["checksum"]
    assert f"Checksum: {checksum}" in generate("--dry-run").splitlines()

    make_area("Mountain View")
    before = row_counts()
    out = StringIO()
    with pytest.raises(CommandError, match="The plan has changed since you looked at it"):
        call_command("generate_city_pages", "--checksum", checksum, stdout=out)
    assert "mountain-view-ca" in out.getvalue()
    assert row_counts() == before

    checksum = generate_json("--dry-run")["checksum"]
    assert generate("--checksum", checksum).splitlines()[-1] == "3 pages made."


def test_pages_about_a_treatment_need_the_name_of_their_text(places: None) -> None:
    make_blueprint(name="Migraine", slug="migraine", treatment=make_treatment())
    generate("--blueprint", "migraine", "--area", "palo-alto-ca")
    page = CityPage.objects.get(slug="migraine")
    assert page.get_parent().slug == "palo-alto-ca"

    LandingBlueprint.objects.get(slug="general").unpublish()
    with pytest.raises(CommandError, match="No published general shared page text"):
        generate()


def test_it_makes_what_is_missing_and_the_second_time_nothing(places: None) -> None:
    assert generate().splitlines()[-1] == "2 pages made."
    assert CityPage.objects.count() == 3

    before = row_counts()
    assert generate().splitlines()[-1] == "Nothing to do: every place has its page."
    assert row_counts() == before


def test_it_reports_what_it_made_as_json(places: None) -> None:
    report = generate_json()

    atherton = CityPage.objects.get(area__slug="atherton-ca")
    assert report["runs"] == [GenerationRun.objects.get().pk]
    assert report["items"][0] == {
        "area": "atherton-ca",
        "action": "create",
        "outcome": "created",
        "message": "Made as a draft. Add its local introduction, then publish it.",
        "page_id": atherton.pk,
    }
    again = generate_json()
    assert again["runs"] == []
    assert [item["outcome"] for item in again["items"]] == ["skipped"] * 3
    assert again["items"][0]["page_id"] == atherton.pk


def test_only_the_chosen_places_get_a_page(places: None) -> None:
    generate("--area", "cupertino-ca")
    assert set(CityPage.objects.values_list("area__name", flat=True)) == {"Palo Alto", "Cupertino"}


def test_a_conflict_is_told_as_one(places: None, hub: CityIndexPage) -> None:
    make_area("Alviso", status=ServiceArea.Status.RETIRED)
    output = generate("--area", "alviso-ca")

    assert "Alviso is retired. Bring it back under Places" in output
    assert output.splitlines()[-1] == "No page made: see the reasons above."


def test_the_chosen_shared_text_is_the_one_that_pages_get(places: None) -> None:
    migraine = make_blueprint(name="Migraine", slug="migraine")
    generate("--blueprint", "migraine", "--area", "atherton-ca")
    assert CityPage.objects.get(area__slug="atherton-ca").blueprint == migraine


def test_publishing_is_honest_about_what_is_not_ready(places: None) -> None:
    item = generate_json("--publish", "--area", "atherton-ca")["items"][0]

    assert item["outcome"] == "created"
    assert "not published: a page needs its local introduction" in item["message"]
    assert not CityPage.objects.get(area__slug="atherton-ca").live


def test_resume_carries_on_and_plans_nothing_new(
    places: None, hub: CityIndexPage, blueprint: LandingBlueprint
) -> None:
    plan = plan_for(hub=hub, blueprint=blueprint, areas=ServiceArea.objects.filter(name="Atherton"))
    continue_run(start_run(plan=plan, user=None), seconds=0)

    assert generate("--resume").splitlines()[-1] == "1 page made."
    assert not CityPage.objects.filter(area__name="Cupertino").exists()
    assert generate("--resume").splitlines() == ["Nothing to do: no run is unfinished."]
    assert generate_json("--resume") == {"runs": [], "items": []}


def test_a_place_that_failed_fails_the_command(
    places: None, hub: CityIndexPage, blueprint: LandingBlueprint
) -> None:
    start_run(
        plan=plan_for(hub=hub, blueprint=blueprint, areas=ServiceArea.objects.all()), user=None
    )
    add_page(hub, ContentPage(title="Something else", slug="cupertino-ca"))

    with pytest.raises(CommandError, match="1 of 3 failed"):
        generate("--resume")
    assert set(CityPage.objects.values_list("area__name", flat=True)) == {"Atherton", "Palo Alto"}


def remove_hub() -> None:
    for page in Page.objects.filter(slug="locations"):
        page.specific.delete()


def unpublish_blueprint() -> None:
    LandingBlueprint.objects.get().unpublish()


def leave(*args: object) -> None:
    """Leave everything as it is."""


@pytest.mark.parametrize(
    ("prepare", "arguments", "message"),
    [
        (leave, ["--area", "palo-alta-ca"], "No such place: palo-alta-ca."),
        (
            leave,
            ["--area", "palo-alto-ca", "--area", "x-ca", "--area", "y-ca"],
            "No such place: x-ca, y-ca.",
        ),
        (
            leave,
            ["--blueprint", "generel"],
            "No published shared page text “generel”. Published are: general.",
        ),
        (
            unpublish_blueprint,
            [],
            "No published general shared page text. Published are: none.",
        ),
        (leave, ["--hub", "999"], "There is no page “Areas we serve” with the number 999."),
        (remove_hub, [], "There is no page “Areas we serve” to put city pages under."),
        (leave, ["--resume", "--area", "cupertino-ca"], "--resume takes no other choice"),
    ],
)
def test_what_is_missing_or_misspelled_is_named_and_nothing_written(
    places: None, prepare: Callable[[], None], arguments: list[str], message: str
) -> None:
    prepare()
    before = row_counts()
    with pytest.raises(CommandError) as error:
        generate(*arguments)
    assert message in str(error.value)
    assert row_counts() == before


def test_without_any_place_there_is_nothing_to_do(
    hub: CityIndexPage, blueprint: LandingBlueprint
) -> None:
    assert generate().splitlines() == ["Nothing to do: there is no place yet."]


def test_several_hubs_need_no_choice_but_take_one(places: None, hub: CityIndexPage) -> None:
    other = CityIndexPage(title="More areas", slug="more-areas", introduction="<p>More.</p>")
    other = add_page(hub.get_parent(), other)
    generate("--hub", str(other.pk), "--area", "atherton-ca")
    assert CityPage.objects.get(area__name="Atherton").get_parent().pk == other.pk
