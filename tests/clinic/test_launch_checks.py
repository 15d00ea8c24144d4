"""The part of the launch list that speaks of the clinic's own facts."""

from __future__ import annotations

import pytest

from clinic.launch_checks import clinic_gaps, sample_gaps
from clinic.models import Clinic, ClinicOpeningHours
from images.models import CustomImage
from tests.factories import make_clinic, make_person, make_treatment
from tests.images.hostile_files import picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole_clinic() -> Clinic:
    photo = CustomImage.objects.create(title="Front", file=upload("front.png", picture()))
    return make_clinic(picture=photo)


def test_a_site_without_a_clinic_is_told_to_enter_one() -> None:
    (gap,) = clinic_gaps()
    assert "No clinic is published" in gap.message


def test_a_clinic_that_is_only_a_draft_counts_as_none() -> None:
    make_clinic().unpublish()
    (gap,) = clinic_gaps()
    assert "No clinic is published" in gap.message


def test_a_whole_clinic_leaves_no_gap(whole_clinic: Clinic) -> None:
    assert [*clinic_gaps(), *sample_gaps()] == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"latitude": None, "longitude": None}, "coordinates"),
        ({"email": ""}, "e-mail"),
        ({"picture": None}, "picture of the clinic"),
        ({"email": "", "picture": None}, "e-mail and picture of the clinic"),
    ],
)
def test_a_clinic_is_named_once_with_all_that_it_lacks(
    whole_clinic: Clinic, changes: dict[str, object], words: str
) -> None:
    Clinic.objects.update(**changes)
    (gap,) = clinic_gaps()
    assert gap.message == f"Test Clinic still lacks: {words}."
    assert gap.edit_url == f"/admin/snippets/clinic/clinic/edit/{whole_clinic.pk}/"


def test_a_clinic_without_opening_hours_is_named(whole_clinic: Clinic) -> None:
    ClinicOpeningHours.objects.all().delete()
    (gap,) = clinic_gaps()
    assert gap.message == "Test Clinic still lacks: opening hours."


def test_each_record_with_made_up_facts_is_named_once_with_a_link(whole_clinic: Clinic) -> None:
    Clinic.objects.update(sample_facts=["phone", "hours"])
    treatment = make_treatment(sample_facts=["price"])
    make_person("Sam Example", sample_facts=["bio", "name"])
    gaps = list(sample_gaps())
    assert [gap.message for gap in gaps] == [
        "Test Clinic still has made-up facts: phone and opening hours.",
        "Sam Example still has made-up facts: name and about.",
        "Ketamine infusion therapy still has made-up facts: price.",
    ]
    assert gaps[2].edit_url == f"/admin/snippets/clinic/treatment/edit/{treatment.pk}/"


def test_made_up_facts_of_a_draft_are_nobodys_worry(whole_clinic: Clinic) -> None:
    make_treatment(sample_facts=["price"]).unpublish()
    assert list(sample_gaps()) == []
