"""What the form of a city page asks for before the page may go live, and what a draft may lack."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from locations.models import CityIndexPage, CityPage, CityPageClaim, LandingBlueprint, LocalQuestion
from tests.editor_forms import stored_rich_text
from tests.factories import make_area, make_city_page
from tests.locations.city_page_editor import CityPageEditor

pytestmark = pytest.mark.django_db

PUBLISH = {"action-publish": "action-publish"}
FEATURES = ["bold", "italic", "link", "ul"]


@pytest.fixture
def page(hub: CityIndexPage, clinic: Any, blueprint: LandingBlueprint) -> CityPage:
    return make_city_page(hub, blueprint, make_area("Palo Alto"))


def errors(response: Any) -> str:
    soup = BeautifulSoup(response.content, "html.parser")
    return " ".join(found.get_text(" ", strip=True) for found in soup.select(".error-message"))


@pytest.mark.parametrize("introduction", ["", "<p></p>", "<p> </p>"])
def test_publishing_without_a_local_introduction_is_refused(
    admin_client: Client, page: CityPage, introduction: str
) -> None:
    before = page.local_introduction
    form = CityPageEditor(admin_client, page)
    form.fill(local_introduction=stored_rich_text(introduction, FEATURES))
    response = form.post(**PUBLISH)

    assert response.status_code == 200
    assert "Write the local introduction before you publish" in errors(response)
    assert CityPage.objects.get(pk=page.pk).local_introduction == before


def test_a_draft_needs_no_local_introduction(admin_client: Client, page: CityPage) -> None:
    form = CityPageEditor(admin_client, page)
    form.fill(local_introduction=stored_rich_text("", FEATURES)).save_draft()

    page = CityPage.objects.get(pk=page.pk)
    assert page.get_latest_revision_as_object().local_introduction != page.local_introduction
    assert "come by car" in page.local_introduction


def test_a_copy_cannot_be_published_before_another_place_is_chosen(
    admin_client: Client, page: CityPage
) -> None:
    copy = page.copy(update_attrs={"slug": "a-copy", "title": "A copy"}, keep_live=False)
    copy = CityPage.objects.get(pk=copy.pk)
    response = CityPageEditor(admin_client, copy).post(**PUBLISH)

    message = 'The page "Palo Alto, CA" is already the page of Palo Alto, CA with this shared text.'
    assert message in errors(response)
    assert not CityPage.objects.get(pk=copy.pk).live

    CityPageEditor(admin_client, copy).save_draft()
    other = make_area("Mountain View")
    CityPageEditor(admin_client, copy).fill(area=other.pk).publish()
    assert CityPageClaim.objects.get(page=copy).area == other


def test_the_place_of_another_page_is_refused_and_that_page_named(
    admin_client: Client, page: CityPage, hub: CityIndexPage, blueprint: LandingBlueprint
) -> None:
    other = make_city_page(hub, blueprint, make_area("Cupertino"), title="Coming from Cupertino")
    response = CityPageEditor(admin_client, page).fill(area=other.area_id).post(**PUBLISH)

    assert 'The page "Coming from Cupertino" is already the page of Cupertino, CA' in (
        errors(response)
    )
    assert CityPage.objects.get(pk=page.pk).area.name == "Palo Alto"
    assert CityPageClaim.objects.count() == 2


@pytest.mark.parametrize("field", ["area", "blueprint"])
def test_a_place_or_text_that_is_not_there_is_refused(
    admin_client: Client, page: CityPage, field: str
) -> None:
    for value in ("999", ""):
        response = CityPageEditor(admin_client, page).fill(**{field: value}).post(**PUBLISH)
        assert response.status_code == 200
        assert errors(response)
    assert CityPage.objects.get(pk=page.pk).area.name == "Palo Alto"


def test_typing_a_title_alone_makes_a_draft_that_can_be_completed(
    admin_client: Client, hub: CityIndexPage, blueprint: LandingBlueprint, clinic: Any
) -> None:
    address = reverse("wagtailadmin_pages:add", args=["locations", "citypage", hub.pk])
    form = CityPageEditor(admin_client, hub, address)
    assert form.cards == {}
    answer = form.fill(title="Mountain View", slug="mountain-view-ca").autosave()

    page = CityPage.objects.get(pk=answer["pk"])
    assert (page.live, page.area, page.blueprint) == (False, None, None)
    assert not CityPageClaim.objects.exists()

    form = CityPageEditor(admin_client, page)
    form.fill(area=make_area("Mountain View").pk, blueprint=blueprint.pk).autosave()
    form.autosave()
    form = CityPageEditor(admin_client, page)
    assert list(form.cards) == ["Section cost", "Section risks"]
    introduction = stored_rich_text("<p>People from Mountain View.</p>", FEATURES)
    form.fill(local_introduction=introduction).publish()
    assert client_reads(page, "Shared text of cost for Mountain View.")


def client_reads(page: CityPage, text: str) -> bool:
    response = Client().get(CityPage.objects.get(pk=page.pk).url)
    return response.status_code == 200 and text in response.content.decode()


def test_saving_again_and_again_changes_no_anchor_of_a_question(
    admin_client: Client, page: CityPage
) -> None:
    anchor = page.local_questions.get().anchor
    form = CityPageEditor(admin_client, page)
    answer = stored_rich_text("<p>Changed.</p>", FEATURES)
    for _ in range(3):
        form.fill_row("local_questions", 0, answer=answer).autosave()
    form.publish()
    CityPageEditor(admin_client, page).publish()

    assert page.local_questions.get().anchor == anchor
    assert "Changed." in page.local_questions.get().answer


def test_a_question_added_before_several_saves_is_there_once(
    admin_client: Client, page: CityPage
) -> None:
    for live in (True, False):
        if not live:
            CityPage.objects.get(pk=page.pk).unpublish()
        form = CityPageEditor(admin_client, page)
        question, answer = f"Is it far ({live})?", stored_rich_text("<p>No.</p>", FEATURES)
        form.add_row("local_questions", question=question, answer=answer)
        form.autosave()
        form.autosave()
        form.save_draft()
        form = CityPageEditor(admin_client, page)
        form.autosave()
        form.publish()
        anchor = LocalQuestion.objects.get(question=question).anchor
        CityPageEditor(admin_client, page).publish()
        assert LocalQuestion.objects.get(question=question).anchor == anchor
    assert LocalQuestion.objects.filter(page=page).count() == 3
