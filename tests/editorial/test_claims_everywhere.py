"""The claims check reads what stands around the pages too, and what tokens make of a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from wagtail.images.blocks import ImageBlock
from wagtail.models import Locale

from clinic.models import ClinicSpecialDays
from editorial.claim_texts import checked_models, checked_texts
from editorial.rules.citations import Mark
from editorial.services.claims import claims_on, open_claims
from home.models import ContentPage
from locations.models import (
    BlueprintSection,
    CityPage,
    LandingBlueprint,
    LocalFact,
    SectionOverride,
)
from navigation.models import Menu, MenuItem, SiteNotice
from tests.factories import make_area, make_blueprint, make_clinic, make_section, make_treatment
from tests.whole_site import make_picture

pytestmark = pytest.mark.django_db

SAFE = "Ketamine is safe."


def notice() -> Any:
    return SiteNotice(message=f"<p>{SAFE}</p>", locale=Locale.get_default())


def footer() -> Any:
    return Menu(placement="footer", text=f"<p>{SAFE}</p>", locale=Locale.get_default())


def link() -> Any:
    menu = Menu(placement="main", locale=Locale.get_default())
    menu.items = [MenuItem(label=SAFE)]
    return menu


def place() -> Any:
    area = make_area()
    area.local_facts = [LocalFact(topic=LocalFact.Topic.PARKING, text=SAFE)]
    return area


def holiday() -> Any:
    clinic = make_clinic()
    clinic.special_days = [ClinicSpecialDays(name=SAFE)]
    return clinic


WHERE: dict[str, tuple[Callable[[], Any], str]] = {
    "a notice": (notice, "message"),
    "the foot of the page": (footer, "text"),
    "a link in a menu": (link, "items"),
    "a local fact": (place, "local_facts"),
    "a holiday": (holiday, "special_days"),
    "a price": (lambda: make_treatment(price=SAFE), "price"),
}


@pytest.mark.parametrize("name", WHERE)
def test_a_claim_is_found_and_leads_to_its_field(name: str) -> None:
    make, field = WHERE[name]
    record = make()
    assert type(record) in checked_models()
    assert [(found.field, found.claim.sentence) for found in open_claims(record)] == [(field, SAFE)]


@pytest.mark.parametrize("name", ["picture", "og_image"])
def test_what_a_picture_shows_is_read_with_the_page_and_mended_with_the_picture(name: str) -> None:
    picture = make_picture("Window")
    picture.description = SAFE
    picture.save()
    page = ContentPage(title="About", slug="about", **{name: picture})
    (found,) = claims_on(page)
    assert (found.field, found.claim.sentence) == (name, SAFE)
    assert found.mend_url == reverse("wagtailimages:edit", args=[picture.pk])
    assert "Window" in found.label


@pytest.mark.parametrize(
    ("own", "is_decorative", "wanted"),
    [("", False, [SAFE]), ("We guarantee it.", False, ["We guarantee it."]), ("", True, [])],
)
def test_a_picture_of_a_city_page_is_read_as_it_is_described_there(
    own: str, is_decorative: bool, wanted: list[str]
) -> None:
    picture = make_picture("Window")
    picture.description, picture.contextual_alt_text = SAFE, own
    picture.decorative = is_decorative
    page = CityPage(title="Palo Alto", pictures=[("picture", picture)])
    assert isinstance(page.pictures[0].block, ImageBlock)
    found = claims_on(page)
    assert [one.claim.sentence for one in found] == wanted
    assert all(bool(one.mend_url) is not bool(own) for one in found)


def blueprint_with(section: BlueprintSection) -> LandingBlueprint:
    """Return a draft of shared text with this section alone, which nobody could publish."""
    blueprint = make_blueprint()
    blueprint.sections = [section]
    return blueprint


def test_a_picture_that_was_deleted_says_nothing() -> None:
    page = CityPage(title="Palo Alto", pictures=[("picture", None)])
    assert claims_on(page) == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Say goodbye to {condition}.", "Say goodbye to migraine."),
        ("We are the leading {condition} center.", "We are the leading migraine center."),
        ("Be free of {condition|it} forever.", "Be free of migraine forever."),
        ("It is safe for people from {place}.", "It is safe for people from {place}."),
        ("The drive from {place} is easy.", ""),
        ("Call {clinic_phone}, from {place} too.", ""),
    ],
)
def test_a_claim_across_a_token_is_found(written: str, read: str) -> None:
    text = blueprint_with(make_section("who", body=f"<p>{written}</p>"))
    assert {found.claim.sentence for found in claims_on(text)} == ({read} if read else set())
    page = CityPage(title="Palo Alto")
    page.section_overrides = [
        SectionOverride(section_key="who", mode="own", body=f"<p>{written}</p>")
    ]
    assert {found.claim.sentence for found in claims_on(page)} == ({read} if read else set())


def test_marks_of_sources_stay_behind_their_words_when_tokens_are_filled() -> None:
    mark = '<embed embedtype="citation" id="%d"/>'
    body = f"<p>We know {{condition}}{mark % 7}. Say goodbye to {{condition}}.{mark % 8}</p>"
    texts = checked_texts(blueprint_with(make_section("who", body=body)))
    (passage,) = [text.passage for text in texts if text.passage]
    assert passage.text == "We know migraine. Say goodbye to migraine."
    assert passage.marks == (
        Mark(len("We know migraine"), 7),
        Mark(len("We know migraine. Say goodbye to migraine."), 8),
    )
