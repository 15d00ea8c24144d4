"""Where visitors go when a page comes off the site, and that they get it back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from wagtail.actions.delete_page import DeletePageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry

from locations.models import CityPage, ClosedAddress
from locations.services.visitors import address_of, close_addresses, shown_instead
from operations.services.scheduled_publishing import publish_what_is_due
from seo.models import GoneAddress
from tests.factories import publish
from tests.locations.linked_places import LinkedPlaces, stored

pytestmark = pytest.mark.django_db

Committed = Callable[..., AbstractContextManager[Any]]
HUB = "/locations/"


@pytest.fixture
def atherton(linked_places: LinkedPlaces) -> CityPage:
    return linked_places.atherton


@pytest.fixture
def cupertino(linked_places: LinkedPlaces) -> CityPage:
    return linked_places.cupertino


def answer(path: str) -> tuple[int, str]:
    """Return the status of ``path`` and where it redirects."""
    response = Client().get(path)
    return response.status_code, response.headers.get("Location", "")


def rename(page: Page, slug: str, committed: Committed) -> None:
    """Change the address as the editor does, with what follows once it is stored."""
    page = stored(page)
    page.slug = slug
    with committed(execute=True):
        publish(page)


def test_an_unpublished_page_sends_its_visitors_to_the_list_of_places(atherton: CityPage) -> None:
    stored(atherton).unpublish()
    assert answer("/locations/atherton-ca/") == (302, HUB)
    entry = PageLogEntry.objects.get(action="locations.send_visitors")
    assert entry.message == "Sent its visitors to “Areas we serve”"


def test_a_page_that_expires_does_so_too(atherton: CityPage) -> None:
    page = stored(atherton)
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()
    publish_what_is_due(timezone.now())
    assert answer("/locations/atherton-ca/") == (302, HUB)


@pytest.mark.parametrize("is_gone", [False, True])
def test_publishing_again_gives_the_page_its_visitors_back(
    atherton: CityPage, cupertino: CityPage, is_gone: bool
) -> None:
    page = stored(atherton)
    close_addresses(page=page, target=None if is_gone else cupertino)
    page.unpublish()
    expected = (410, "") if is_gone else (302, "/locations/cupertino-ca/")
    assert answer("/locations/atherton-ca/") == expected

    publish(stored(atherton))
    assert answer("/locations/atherton-ca/") == (200, "")
    assert not Redirect.objects.exists()
    assert not GoneAddress.objects.exists()
    assert not ClosedAddress.objects.exists()


@pytest.mark.parametrize("is_gone", [False, True])
def test_former_addresses_go_the_same_way_at_once_and_come_back(
    atherton: CityPage,
    cupertino: CityPage,
    django_capture_on_commit_callbacks: Committed,
    is_gone: bool,
) -> None:
    rename(atherton, "atherton", django_capture_on_commit_callbacks)
    Redirect.add_redirect("/flyer", redirect_to="/locations/atherton/")
    page = stored(atherton)
    close_addresses(page=page, target=None if is_gone else cupertino)
    page.unpublish()
    expected = (410, "") if is_gone else (302, "/locations/cupertino-ca/")
    for path in ("/locations/atherton-ca/", "/locations/atherton/", "/flyer/"):
        assert answer(path) == expected

    publish(stored(atherton))
    for path in ("/locations/atherton-ca/", "/flyer/"):
        assert answer(path) == (301, "/locations/atherton/")


def test_a_redirect_that_somebody_changed_meanwhile_stays(
    atherton: CityPage, cupertino: CityPage, django_capture_on_commit_callbacks: Committed
) -> None:
    rename(atherton, "atherton", django_capture_on_commit_callbacks)
    stored(atherton).unpublish()
    Redirect.objects.filter(old_path="/locations/atherton-ca").update(redirect_page=cupertino)
    publish(stored(atherton))
    assert answer("/locations/atherton-ca/") == (302, "/locations/cupertino-ca/")


def test_there_is_never_a_second_redirect_behind_the_first(
    atherton: CityPage, cupertino: CityPage
) -> None:
    page = stored(atherton)
    close_addresses(page=page, target=cupertino)
    page.unpublish()
    stored(cupertino).unpublish()
    assert answer("/locations/atherton-ca/") == (302, HUB)
    publish(stored(cupertino))
    assert answer("/locations/atherton-ca/") == (301, "/locations/cupertino-ca/")
    publish(stored(atherton))
    stored(cupertino).unpublish()
    assert answer("/locations/atherton-ca/") == (200, "")


def test_an_unpublished_page_that_changes_its_address_is_not_redirected_to(
    atherton: CityPage, django_capture_on_commit_callbacks: Committed
) -> None:
    for is_gone in (True, False):
        page = stored(atherton)
        close_addresses(page=page, target=None if is_gone else page.get_parent())
        page.unpublish()
        page = stored(atherton)
        old_path, page.slug = page.url, f"{page.slug}-anew"
        with django_capture_on_commit_callbacks(execute=True):
            page.save()
        assert answer(old_path) == ((410, "") if is_gone else (302, HUB))
        publish(stored(atherton))
        assert answer(old_path) == (301, stored(atherton).url)


def test_going_back_to_an_old_address_leaves_no_loop(
    atherton: CityPage, django_capture_on_commit_callbacks: Committed
) -> None:
    rename(atherton, "atherton", django_capture_on_commit_callbacks)
    rename(atherton, "atherton-ca", django_capture_on_commit_callbacks)
    assert [redirect.old_path for redirect in Redirect.objects.all()] == ["/locations/atherton"]
    assert answer("/locations/atherton/") == (301, "/locations/atherton-ca/")
    # Whoever kept the first redirect for good would be sent in circles.
    assert Client().get("/locations/atherton/").headers["Cache-Control"] == "no-cache"


def test_a_hub_off_the_site_sends_everybody_on_to_the_home_page(atherton: CityPage) -> None:
    stored(atherton).unpublish()
    stored(atherton).get_parent().specific.unpublish()
    assert answer(HUB) == (302, "/")
    assert answer("/locations/atherton-ca/") == (302, "/")


def test_a_page_deleted_by_a_program_sends_its_visitors_up(
    atherton: CityPage, manager: User, django_capture_on_commit_callbacks: Committed
) -> None:
    rename(atherton, "atherton", django_capture_on_commit_callbacks)
    DeletePageAction(stored(atherton), user=manager).execute()
    for path in ("/locations/atherton-ca/", "/locations/atherton/"):
        assert answer(path) == (301, HUB)


def test_a_hub_deleted_with_its_pages_sends_them_all_home(
    atherton: CityPage, cupertino: CityPage
) -> None:
    page = stored(atherton)
    close_addresses(page=page, target=cupertino)
    page.unpublish()
    stored(cupertino).get_parent().specific.delete()
    for path in (HUB, "/locations/atherton-ca/", "/locations/cupertino-ca/"):
        assert answer(path) == (301, "/")


def test_a_draft_that_was_never_public_leaves_nothing_behind(
    linked_places: LinkedPlaces,
) -> None:
    page = CityPage(title="A draft", slug="a-draft", live=False)
    linked_places.hub.add_child(instance=page)
    page.delete()
    assert not Redirect.objects.exists()
    assert not GoneAddress.objects.exists()


def test_the_redirect_of_the_site_itself_counts_before_the_one_for_all_sites(
    atherton: CityPage, cupertino: CityPage, linked_places: LinkedPlaces
) -> None:
    address = address_of(atherton)
    assert address is not None
    for site, target in ((address.site, cupertino), (None, linked_places.hub)):
        Redirect.objects.create(site=site, old_path=address.path, redirect_page=target)

    assert shown_instead(atherton) == cupertino.page_ptr
