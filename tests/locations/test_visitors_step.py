"""The question where visitors go, behind Wagtail's own screens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from locations.models import CityIndexPage, CityPage
from locations.services.visitors import close_addresses
from tests.locations.linked_places import LinkedPlaces
from tests.locations.row_counts import row_counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(linked_places: LinkedPlaces) -> list[CityPage]:
    """Atherton, Cupertino further away than Palo Alto, and Palo Alto."""
    return [linked_places.atherton, linked_places.cupertino, linked_places.palo_alto]


@pytest.fixture
def hub(linked_places: LinkedPlaces) -> CityIndexPage:
    return linked_places.hub


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def single(name: str, page: Page) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk])


def bulk(name: str, *pages: Page) -> str:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", name])
    return f"{address}?{'&'.join(f'id={page.pk}' for page in pages)}"


def is_off_the_site(page: Page) -> bool:
    return not Page.objects.live().filter(pk=page.pk).exists()


def answer(page: Page) -> tuple[int, str]:
    response = Client().get(page.url)
    return response.status_code, response.headers.get("Location", "")


@pytest.mark.parametrize("make", [single, bulk])
@pytest.mark.parametrize(("name", "status"), [("unpublish", 302), ("delete", 301)])
def test_the_question_stands_before_the_page_comes_off_the_site(
    admin_client: Client, pages: list[CityPage], make: Any, name: str, status: int
) -> None:
    address, page = make(name, pages[0]), pages[0]
    assert admin_client.get(address).status_code == 200
    before = row_counts()
    asked = admin_client.post(address, {"next": "/admin/"})
    assert "“Atherton, CA”" in text(asked)
    assert "To the page “Areas we serve”" in text(asked)
    assert '<input type="hidden" name="next" value="/admin/">' in text(asked)
    # The nearest stand first.
    assert text(asked).index(">Palo Alto, CA<") < text(asked).index(">Cupertino, CA<")
    assert row_counts() == before
    assert not is_off_the_site(page)

    done = admin_client.post(address, {"next": "/admin/", "visitors": "above"})
    assert done.url == "/admin/"
    assert is_off_the_site(page)
    assert answer(page) == (status, "/locations/")


@pytest.mark.parametrize("name", ["unpublish", "delete"])
def test_visitors_go_to_the_place_that_was_chosen(
    admin_client: Client, pages: list[CityPage], name: str
) -> None:
    choice = {"visitors": "place", "place": pages[2].pk}
    admin_client.post(bulk(name, pages[0], pages[1]), choice)
    status = 302 if name == "unpublish" else 301
    for page in pages[:2]:
        assert answer(page) == (status, "/locations/palo-alto-ca/")


@pytest.mark.parametrize("name", ["unpublish", "delete"])
def test_visitors_read_that_the_page_is_gone(
    admin_client: Client, pages: list[CityPage], name: str
) -> None:
    assert f'<a href="{pages[0].url}">typed</a>' in text(Client().get(pages[1].url))
    admin_client.post(single(name, pages[0]), {"visitors": "gone"})
    response = Client().get(pages[0].url)
    assert response.status_code == 410
    assert "Areas we serve" in text(response)
    # A typed link would lead there.
    assert "<a>typed</a>" in text(Client().get(pages[1].url))


@pytest.mark.parametrize(
    "choice",
    [
        {"visitors": "place"},
        {"visitors": "place", "place": "own"},
        {"visitors": "place", "place": "9" * 40},
        {"visitors": "place", "place": "x"},
        {"visitors": "elsewhere"},
        {"visitors": ""},
    ],
)
def test_an_answer_that_makes_no_sense_is_asked_again_and_changes_nothing(
    admin_client: Client, pages: list[CityPage], choice: dict[str, str]
) -> None:
    if choice.get("place") == "own":
        choice = choice | {"place": str(pages[0].pk)}
    before = row_counts()
    response = admin_client.post(single("unpublish", pages[0]), choice)
    assert response.status_code == 200
    assert "error-message" in text(response)
    assert row_counts() == before
    assert not is_off_the_site(pages[0])


def test_pages_that_come_off_with_the_one_above_are_asked_about_together(
    admin_client: Client, pages: list[CityPage], hub: CityIndexPage
) -> None:
    address = single("delete", hub)
    asked = text(admin_client.post(address))
    assert "“Atherton, CA”, “Cupertino, CA” and “Palo Alto, CA”" in asked
    assert "To the page “Home”" in asked
    admin_client.post(address, {"visitors": "above"})
    for page in [hub, *pages]:
        assert answer(page) == (301, "/")


def test_where_the_name_of_the_site_has_to_be_typed_nothing_happens_before(
    admin_client: Client, pages: list[CityPage], hub: CityIndexPage, settings: Any
) -> None:
    settings.WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 1
    before = row_counts()
    for address in (single("delete", hub), bulk("delete", hub)):
        admin_client.post(address, {"confirm_site_name": "wrong", "visitors": "gone"})
        assert row_counts() == before
        typed = {"confirm_site_name": settings.WAGTAIL_SITE_NAME}
        assert 'name="confirm_site_name" value="' in text(admin_client.post(address, typed))


def test_nobody_is_asked_about_a_draft_or_another_kind_of_page(
    admin_client: Client, pages: list[CityPage], hub: CityIndexPage
) -> None:
    draft = CityPage(title="A draft", slug="a-draft", live=False)
    hub.add_child(instance=draft)
    admin_client.post(single("delete", draft))
    assert not Page.objects.filter(pk=draft.pk).exists()
    home = hub.get_parent()
    admin_client.post(single("unpublish", home))
    assert is_off_the_site(home)


def test_who_may_not_take_a_page_off_the_site_is_not_asked(
    client: Client, pages: list[CityPage]
) -> None:
    client.force_login(User.objects.create_user("nobody"))
    before = row_counts()
    for name in ("unpublish", "delete"):
        client.post(single(name, pages[0]), {"visitors": "gone"})
        client.post(bulk(name, pages[0]), {"visitors": "gone"})
    assert row_counts() == before


def test_the_form_says_where_the_visitors_of_a_page_go(
    admin_client: Client, pages: list[CityPage]
) -> None:
    address = single("edit", pages[0])
    assert "off the site" not in text(admin_client.get(address))
    page = CityPage.objects.get(pk=pages[0].pk)
    page.expire_at = timezone.now() + timedelta(days=3)
    page.save()
    assert "Its visitors then see “Areas we serve”." in text(admin_client.get(address))
    page.unpublish()
    assert "Its visitors see “Areas we serve” until you publish it." in text(
        admin_client.get(address)
    )
    close_addresses(page=page, target=None)
    assert "its visitors read that it is gone" in text(admin_client.get(address))
