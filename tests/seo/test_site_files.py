"""Icons, the manifest, and the pages that answer when something went wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import path
from PIL import Image

from site_project.urls import urlpatterns as sites_own
from tests.factories import make_site
from tests.project.test_design import markup_problems

pytestmark = pytest.mark.django_db


def refuse(request: Any) -> Any:
    raise PermissionDenied


urlpatterns = [path("refused/", refuse), *sites_own]
handler404 = "seo.views.page_not_found"


@pytest.fixture
def _site() -> Iterator[None]:
    make_site()
    yield
    cache.clear()


@pytest.mark.usefixtures("_site")
def test_the_manifest_names_the_site_and_icons_of_the_size_they_say() -> None:
    response = Client().get("/site.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    manifest = json.loads(response.content)
    assert manifest["name"] == settings.WAGTAIL_SITE_NAME
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        found = finders.find(icon["src"].removeprefix(settings.STATIC_URL))
        with Image.open(str(found)) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
            assert picture.format == "PNG"
    page = BeautifulSoup(Client().get("/").content, "html.parser")
    assert page.find("link", rel="manifest")["href"] == "/site.webmanifest"


def test_browsers_find_the_icon_at_the_root() -> None:
    response = Client().get("/favicon.ico")
    assert response.status_code == 200
    with Image.open(BytesIO(b"".join(response))) as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_the_icon_of_phones_has_no_see_through_corner() -> None:
    for name in ("apple-touch-icon", "icon-maskable-512"):
        with Image.open(str(finders.find(f"img/{name}.png"))) as picture:
            assert picture.convert("RGBA").getpixel((0, 0))[3] == 255


def test_the_icons_are_those_that_the_script_draws() -> None:
    scripts = str(settings.BASE_DIR / "scripts")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(scripts)
        drawn = import_module("icons").drawn(180, shape=0.9, is_filled=True)
    with Image.open(str(finders.find("img/apple-touch-icon.png"))) as stored:
        pairs = zip(drawn.tobytes(), stored.convert("RGB").tobytes(), strict=True)
        assert max(abs(one - other) for one, other in pairs) < 32


@pytest.mark.usefixtures("_site")
@pytest.mark.urls("tests.seo.test_site_files")
@pytest.mark.parametrize(
    ("address", "options", "status", "heading"),
    [
        ("/", {"HTTP_HOST": "somebody-else.example"}, 400, "We cannot open this address"),
        ("/refused/", {}, 403, "This page is not open to you"),
    ],
)
def test_a_refusal_looks_like_the_site_and_leads_on(
    address: str, options: dict[str, Any], status: int, heading: str
) -> None:
    response = Client(raise_request_exception=False).get(address, **options)
    assert response.status_code == status
    assert heading in response.content.decode()
    check_plain_error(response.content)
    assert "script-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.usefixtures("_site")
def test_a_form_from_elsewhere_is_refused_in_the_same_look() -> None:
    response = Client(enforce_csrf_checks=True).post("/search/", {"query": "x"})
    assert response.status_code == 403
    assert "We could not take what you sent" in response.content.decode()
    check_plain_error(response.content)


def check_plain_error(html: bytes) -> None:
    soup = BeautifulSoup(html, "html.parser")
    assert len(soup.find_all("h1")) == 1
    assert soup.find("a", href="/")
    assert soup.find("a", href="tel:911")
    assert soup.find("a", href="tel:988")
    assert soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert markup_problems(html.decode()) == []


@pytest.mark.usefixtures("_site")
def test_a_lost_visitor_finds_search_areas_phone_and_crisis_lines() -> None:
    soup = BeautifulSoup(Client().get("/no-such-page/").content, "html.parser").main
    assert soup.find("form", role="search")
    assert len(soup.find_all("a", href="/locations/")) == 1
    for number in ("tel:+16505550142", "tel:911", "tel:988"):
        assert soup.find("a", href=number)
