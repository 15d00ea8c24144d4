"""The part of the launch list that speaks of places."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from locations.launch_checks import local_fact_gaps
from locations.models import LocalFact, ServiceArea
from tests.factories import make_area

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("count", "changes", "message"),
    [
        (1, {"is_sample": True}, "Palo Alto, CA has 1 made-up local fact."),
        (2, {"is_sample": True}, "Palo Alto, CA has 2 made-up local facts."),
        (
            1,
            {"source_name": "", "source_url": ""},
            "Palo Alto, CA has 1 local fact without a source.",
        ),
        (
            2,
            {"source_name": "", "source_url": ""},
            "Palo Alto, CA has 2 local facts without a source.",
        ),
    ],
)
def test_a_place_with_doubtful_facts_is_named_with_their_number(
    count: int, changes: dict[str, Any], message: str
) -> None:
    area = make_area()
    facts = LocalFact.objects.filter(area=area).values_list("pk", flat=True)[:count]
    LocalFact.objects.filter(pk__in=list(facts)).update(**changes)
    (gap,) = local_fact_gaps()
    assert gap.message == message
    assert gap.edit_url == f"/admin/snippets/locations/servicearea/edit/{area.pk}/"


def test_a_place_with_both_kinds_is_listed_once() -> None:
    area = make_area()
    first = LocalFact.objects.filter(area=area).values_list("pk", flat=True)[:1]
    LocalFact.objects.filter(area=area).update(is_sample=True)
    LocalFact.objects.filter(pk__in=list(first)).update(source_name="", source_url="")
    assert [gap.message for gap in local_fact_gaps()] == [
        "Palo Alto, CA has 2 made-up local facts. Palo Alto, CA has 1 local fact without a source."
    ]


@pytest.mark.parametrize("places", [1, 20])
def test_any_number_of_places_takes_one_query(places: int, django_assert_num_queries: Any) -> None:
    for number in range(places):
        make_area(f"Place {number}")
    LocalFact.objects.update(is_sample=True)
    with django_assert_num_queries(1):
        assert len(list(local_fact_gaps())) == places


@pytest.mark.parametrize("source", ["source_name", "source_url"])
def test_one_half_of_a_source_is_enough(source: str) -> None:
    make_area()
    LocalFact.objects.update(**{source: ""})
    assert list(local_fact_gaps()) == []


def test_a_fact_that_has_run_out_is_not_shown_and_not_listed() -> None:
    make_area()
    yesterday = timezone.localdate() - timedelta(days=1)
    LocalFact.objects.update(is_sample=True, valid_until=yesterday)
    assert list(local_fact_gaps()) == []


def test_a_retired_place_is_not_listed() -> None:
    make_area()
    LocalFact.objects.update(is_sample=True)
    ServiceArea.objects.update(status=ServiceArea.Status.RETIRED)
    assert list(local_fact_gaps()) == []
