"""The launch switch, turned in the real settings form, and what it does to search engines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from clinic import launch
from clinic.launch import LaunchGap, launch_check
from clinic.models import LaunchSettings
from tests.factories import make_home

pytestmark = pytest.mark.django_db

GAP = LaunchGap(message="The phone <b> is made up", edit_url="/admin/somewhere/")


@pytest.fixture
def address() -> str:
    site = Site.objects.get(is_default_site=True)
    return reverse("wagtailsettings:edit", args=["clinic", "launchsettings", site.pk])


@pytest.fixture
def gaps(monkeypatch: pytest.MonkeyPatch) -> list[LaunchGap]:
    """The list of what is missing, in the test's own hands."""
    found: list[LaunchGap] = []
    monkeypatch.setattr(launch, "_checks", {})
    launch_check("test")(lambda: iter(found))
    return found


@pytest.fixture
def real_site(settings: Any) -> None:
    settings.IS_DEMO = False


def _is_launched() -> bool:
    return LaunchSettings.for_site(Site.objects.get(is_default_site=True)).is_launched


def _robots(client: Client) -> Iterator[tuple[str, bool]]:
    """Yield each way in which search engines are asked to stay away, and whether they are."""
    home, robots_txt = client.get("/"), client.get("/robots.txt").content.decode()
    yield "X-Robots-Tag", home.headers.get("X-Robots-Tag") == "noindex"
    yield "robots meta tag", '<meta name="robots" content="noindex">' in home.content.decode()
    yield "robots.txt", "Disallow: /\n" in robots_txt and "Sitemap:" not in robots_txt


def test_the_switch_stays_off_while_a_thing_is_missing(
    real_site: None, admin_client: Client, address: str, gaps: list[LaunchGap]
) -> None:
    gaps.append(GAP)
    response = admin_client.post(address, {"is_launched": "on"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "1 thing is still missing: see the list above." in html
    assert not _is_launched()


def test_the_list_stands_above_the_switch_with_links(
    real_site: None, admin_client: Client, address: str, gaps: list[LaunchGap]
) -> None:
    gaps += [GAP, LaunchGap(message="Nobody can sign in")]
    html = admin_client.get(address).content.decode()
    assert '<a href="/admin/somewhere/">The phone &lt;b&gt; is made up</a>' in html
    assert html.index("Nobody can sign in") < html.index('name="is_launched"')
    assert "This is the demo" not in html


def test_the_switch_turns_on_once_nothing_is_missing_and_off_again_at_any_time(
    real_site: None, admin_client: Client, address: str, gaps: list[LaunchGap]
) -> None:
    assert admin_client.post(address, {"is_launched": "on"}).status_code == 302
    assert _is_launched()
    gaps.append(GAP)
    assert admin_client.post(address, {}).status_code == 302
    assert not _is_launched()


def test_before_the_launch_search_engines_are_asked_to_stay_away_from_everything(
    real_site: None, client: Client
) -> None:
    make_home()
    assert dict(_robots(client)) == {
        "X-Robots-Tag": True,
        "robots meta tag": True,
        "robots.txt": True,
    }
    for path in ("/nowhere/", "/sitemap.xml", "/robots.txt", "/healthz", "/admin/login/"):
        assert client.get(path).headers["X-Robots-Tag"] == "noindex", path


def test_after_the_launch_none_of_that_is_left(
    real_site: None, client: Client, admin_client: Client, address: str, gaps: list[LaunchGap]
) -> None:
    make_home()
    admin_client.post(address, {"is_launched": "on"})
    assert dict(_robots(client)) == {
        "X-Robots-Tag": False,
        "robots meta tag": False,
        "robots.txt": False,
    }
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /admin/" in lines
    root = Site.objects.get(is_default_site=True).root_url
    assert lines[-1] == f"Sitemap: {root}/sitemap.xml"


def test_a_server_without_a_site_record_asks_search_engines_to_stay_away(client: Client) -> None:
    Site.objects.all().delete()
    assert "Disallow: /" in client.get("/robots.txt").content.decode().splitlines()
    for path in ("/", "/nowhere/", "/search/", "/sitemap.xml"):
        missing = client.get(path)
        assert (missing.status_code, missing.headers["X-Robots-Tag"]) == (404, "noindex"), path


def test_the_editor_is_never_for_search_engines(
    real_site: None, admin_client: Client, address: str, gaps: list[LaunchGap]
) -> None:
    admin_client.post(address, {"is_launched": "on"})
    assert admin_client.get("/admin/").headers["X-Robots-Tag"] == "noindex"


def test_the_demo_counts_as_launched_and_still_lists_what_is_missing(
    settings: Any, admin_client: Client, client: Client, address: str, gaps: list[LaunchGap]
) -> None:
    settings.IS_DEMO = True
    make_home()
    gaps.append(GAP)
    html = admin_client.get(address).content.decode()
    assert "The phone &lt;b&gt; is made up" in html
    assert "This is the demo" in html
    assert not any(asked for _way, asked in _robots(client))
