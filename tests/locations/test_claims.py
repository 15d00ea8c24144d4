"""One page for each place, shared text and language, whatever an editor does to the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from wagtail.models import Locale

from locations.models import (
    CityIndexPage,
    CityPage,
    CityPageClaim,
    LandingBlueprint,
    ServiceArea,
)
from locations.rules.planning import Action
from locations.services.generation import plan_for
from tests.factories import add_page, make_area, make_blueprint, make_city_page, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def area(db: None) -> ServiceArea:
    return make_area("Palo Alto")


@pytest.fixture
def page(hub: CityIndexPage, blueprint: LandingBlueprint, area: ServiceArea) -> CityPage:
    return make_city_page(hub, blueprint, area)


def action_for(hub: CityIndexPage, blueprint: LandingBlueprint, area: ServiceArea) -> Action:
    (item,) = plan_for(hub=hub, blueprint=blueprint, areas=[area]).items
    return item.action


def rename(page: CityPage) -> None:
    page.title, page.slug = "Another name", "another-address"
    publish(page)


def move(page: CityPage) -> None:
    hub = page.get_parent()
    other = CityIndexPage(title="More areas", slug="more-areas", introduction="<p>More.</p>")
    page.move(add_page(hub.get_parent(), other), pos="last-child")


def unpublish(page: CityPage) -> None:
    page.unpublish()


def draft_for_another_place(page: CityPage) -> None:
    page.area = make_area("Mountain View")
    page.save_revision()


@pytest.mark.parametrize("change", [rename, move, unpublish, draft_for_another_place])
def test_a_page_keeps_its_claim_when_it_is(
    change: Callable[[CityPage], None], page: CityPage, hub: CityIndexPage, area: ServiceArea
) -> None:
    assert page.blueprint is not None
    change(CityPage.objects.get(pk=page.pk))

    claim = CityPageClaim.objects.get()
    assert (claim.page, claim.area) == (page, area)
    assert action_for(hub, page.blueprint, area) is Action.SKIP


def test_a_deleted_page_frees_its_place(
    page: CityPage, hub: CityIndexPage, blueprint: LandingBlueprint, area: ServiceArea
) -> None:
    page.delete()
    assert not CityPageClaim.objects.exists()
    assert action_for(hub, blueprint, area) is Action.CREATE


def test_a_page_that_is_published_for_another_place_frees_the_first_one(
    page: CityPage, hub: CityIndexPage, blueprint: LandingBlueprint, area: ServiceArea
) -> None:
    other = make_area("Mountain View")
    page.area, page.slug = other, other.slug
    publish(page)

    assert action_for(hub, blueprint, other) is Action.SKIP
    assert action_for(hub, blueprint, area) is Action.CREATE


def test_a_second_shared_text_needs_a_page_of_its_own(page: CityPage, hub: CityIndexPage) -> None:
    treatment = make_blueprint(name="Migraine", slug="migraine")
    second = make_city_page(hub, treatment, page.area, slug="palo-alto-ca-migraine")  # type: ignore[arg-type]
    assert set(CityPageClaim.objects.values_list("page", "blueprint")) == {
        (page.pk, page.blueprint_id),
        (second.pk, treatment.pk),
    }


def test_a_copy_has_no_claim_until_another_place_is_chosen(page: CityPage) -> None:
    copy = page.copy(update_attrs={"slug": "a-copy", "title": "A copy"}, keep_live=False)
    assert CityPageClaim.objects.get().page == page

    copy = CityPage.objects.get(pk=copy.pk)
    copy.area = make_area("Mountain View")
    copy.save()
    assert CityPageClaim.objects.get(page=copy).area.name == "Mountain View"


def test_a_copy_has_questions_of_its_own_and_can_be_published(page: CityPage) -> None:
    copy = page.copy(update_attrs={"slug": "a-copy"}, keep_live=False, copy_revisions=True)
    copy = CityPage.objects.get(pk=copy.pk).get_latest_revision_as_object()
    publish(copy)

    original, copied = page.local_questions.get(), copy.local_questions.get()
    assert copied.question == original.question
    assert copied.translation_key != original.translation_key


def test_an_alias_never_claims_a_place(page: CityPage) -> None:
    alias = page.create_alias(update_slug="an-alias")
    alias.save()

    assert CityPageClaim.objects.get().page == page
    page.delete()
    assert not CityPageClaim.objects.exists()


def test_a_translation_has_a_claim_of_its_own(page: CityPage, manager: User) -> None:
    spanish = Locale.objects.create(language_code="es")
    translation = page.copy_for_translation(spanish, copy_parents=True)
    publish(translation)

    claims = CityPageClaim.objects.values_list("page", "locale__language_code")
    assert set(claims) == {(page.pk, "en"), (translation.pk, "es")}
    question, translated = page.local_questions.get(), translation.local_questions.get()
    assert translated.translation_key == question.translation_key
    assert translated.locale == spanish
