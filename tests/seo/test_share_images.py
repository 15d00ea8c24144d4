"""Pictures for sharing on the site: which one a page names, and that it is there."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import Page, PageViewRestriction

from clinic.models import Clinic
from locations.models import ServiceArea
from seo import share_views
from seo.due_work import draw_share_pictures
from seo.services import share_images
from seo.services.share_images import KEPT, forget_old_share_images
from tests.factories import SmallSite, make_site, publish
from tests.whole_site import make_picture

pytestmark = pytest.mark.django_db

ROOT = "http://localhost"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    """A folder without the pictures of other tests."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def site() -> SmallSite:
    return make_site()


def address(page: Page) -> str:
    """Return the path of the picture that ``page`` names, and check what stands beside it."""
    html = Client().get(page.url).content.decode()
    found = dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', html))
    assert found["twitter:card"] == "summary_large_image"
    assert found["og:image:alt"]
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["og:image"].startswith(f"{ROOT}/")
    return found["og:image"].removeprefix(ROOT)


def stored() -> set[str]:
    return set(share_images._stored_names())


def is_picture(path: str) -> bool:
    response = Client().get(path)
    size = Image.open(BytesIO(response.content)).size
    return (response.status_code, response["Content-Type"], size) == (200, "image/png", (1200, 630))


def test_every_page_names_a_picture_of_its_own_that_is_there(site: SmallSite) -> None:
    addresses = [address(page) for page in site.pages]
    assert len(set(addresses)) == len(addresses)
    assert all(map(is_picture, addresses[:3]))
    response = Client().get(addresses[0])
    assert response["Cache-Control"] == f"public, max-age={30 * 24 * 3600}"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies


def test_a_shared_fact_gives_every_page_another_picture_with_the_next_request(
    site: SmallSite,
) -> None:
    pages = [site.home, site.city_page, site.faq_page, site.about]
    before = {page.pk: address(page) for page in pages}
    clinic = Clinic.objects.get()
    clinic.name = "Another Name"
    publish(clinic)
    after = {page.pk: address(page) for page in pages}
    assert not set(before.values()) & set(after.values())
    # Who has the page from before is led to the picture of today.
    response = Client().get(before[site.home.pk])
    assert (response.status_code, response.url) == (302, ROOT + after[site.home.pk])


def test_the_name_of_a_place_changes_the_picture_of_its_page_alone(site: SmallSite) -> None:
    before = [address(site.city_page), address(site.about)]
    ServiceArea.objects.update(name="East Palo Alto")
    assert address(site.city_page) != before[0]
    assert address(site.about) == before[1]


def test_what_the_picture_does_not_show_leaves_it(site: SmallSite) -> None:
    before = address(site.city_page)
    site.city_page.local_introduction = "<p>Other words.</p>"
    publish(site.city_page)
    assert address(site.city_page) == before


def test_a_picture_is_drawn_once(site: SmallSite, monkeypatch: pytest.MonkeyPatch) -> None:
    path = address(site.about)
    assert not stored()
    first = Client().get(path).content
    assert stored() == {path.rpartition("/")[2]}
    monkeypatch.setattr(share_images, "draw_card", None)
    assert Client().get(path).content == first


def test_a_file_that_was_cut_off_is_drawn_anew(site: SmallSite) -> None:
    path = address(site.about)
    whole = Client().get(path).content
    file = Path(settings.MEDIA_ROOT, "share-images", path.rpartition("/")[2])
    file.write_bytes(whole[:500])
    assert Client().get(path).content == whole
    Client().get(path)
    assert file.read_bytes() == whole
    assert len(stored()) == 1


def test_a_full_disk_keeps_no_picture_from_whoever_asks(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(default_storage, "save", refuse)
    assert is_picture(address(site.about))


def test_an_address_draws_nothing_that_the_page_does_not_show(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = address(site.about)
    monkeypatch.setattr(share_views, "keep_share_image", None)
    for name in ("0" * 20, "text-of-mine"):
        response = Client().get(f"/share-images/{site.about.pk}-{name}.png")
        assert (response.status_code, response.url) == (302, ROOT + right)


@pytest.mark.parametrize("state", ["unpublished", "private", "unknown", "outside"])
def test_a_page_that_visitors_cannot_read_has_no_picture(site: SmallSite, state: str) -> None:
    path = address(site.about)
    is_picture(path)
    if state == "unpublished":
        site.about.unpublish()
    elif state == "private":
        PageViewRestriction.objects.create(page=site.about, restriction_type="login")
    elif state == "unknown":
        path = "/share-images/99999-current.png"
    else:
        path = f"/share-images/{Page.objects.get(depth=1).pk}-current.png"
    assert Client().get(path).status_code == 404


def test_a_picture_that_an_editor_chose_stays(site: SmallSite) -> None:
    drawn = address(site.about)
    site.about.og_image = make_picture("The front")
    publish(site.about)
    html = Client().get(site.about.url).content.decode()
    chosen = re.findall(r'property="og:image" content="([^"]*)"', html)
    assert chosen[0].startswith(f"{ROOT}/media/images/")
    # The picture is smaller than asked for, and the head says how large it is.
    assert 'property="og:image:width" content="64"' in html
    response = Client().get(drawn)
    assert (response.status_code, response.url) == (302, chosen[0])
    assert "share-images" not in html
    Page.objects.exclude(pk=site.about.pk).update(last_published_at=None)
    assert draw_share_pictures(timezone.now()) == ""
    assert not stored()


def test_the_search_shows_the_picture_of_the_home_page(site: SmallSite) -> None:
    html = Client().get("/search/").content.decode()
    path = f"/share-images/{site.home.pk}-current.png"
    assert f'property="og:image" content="{ROOT}{path}"' in html
    assert Client().get(path).content == Client().get(address(site.home)).content
    assert Client().get(path)["Cache-Control"] == "public, max-age=3600"


def test_pages_published_lately_are_drawn_before_anybody_asks(site: SmallSite) -> None:
    Page.objects.exclude(pk=site.about.pk).update(last_published_at=None)
    assert draw_share_pictures(timezone.now()) == "pictures for sharing looked at: 1"
    assert stored() == {address(site.about).rpartition("/")[2]}
    assert draw_share_pictures(timezone.now() + timedelta(hours=1)) == ""


def test_a_replaced_picture_goes_after_a_month_and_that_of_a_deleted_page_too(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    made: dict[str, datetime] = {}

    def make(page_id: int, name: str, days: int) -> str:
        made[default_storage.save(f"share-images/{page_id}-{name}.png", BytesIO(b"x"))] = (
            now - timedelta(days=days)
        )
        return f"{page_id}-{name}.png"

    monkeypatch.setattr(default_storage, "get_modified_time", made.__getitem__)
    about, month = site.about.pk, KEPT.days
    make(about, "oldest", 3 * month)
    kept = {
        # Replaced by the next one only lately.
        make(about, "older", 2 * month),
        make(about, "newest", month - 1),
        make(site.home.pk, "only", 9 * month),
    }
    make(99999, "deleted", 1)
    assert forget_old_share_images(now=now) == 2
    assert stored() == kept
    assert forget_old_share_images(now=now) == 0
