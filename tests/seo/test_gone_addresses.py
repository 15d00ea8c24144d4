"""An address that was taken down for good says so, and helps."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from seo.models import GoneAddress
from tests.whole_site import WholeSite

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone(whole_site: WholeSite) -> GoneAddress:
    return GoneAddress.objects.create(
        site=Site.objects.get(),
        path="/locations/old-town-ca",
        page_title="Old <b>Town</b>, CA",
        offered_page=whole_site.small.hub,
    )


@pytest.mark.parametrize("tail", ["", "/", "/?utm_source=mail"])
def test_it_answers_410_and_names_what_was_there_and_where_to_go(
    whole_site: WholeSite, gone: GoneAddress, tail: str
) -> None:
    response = Client().get(gone.path + tail, follow=True)
    assert response.status_code == 410
    soup = BeautifulSoup(response.content, "html.parser")
    assert "Old <b>Town</b>, CA" in soup.main.get_text()
    assert len(soup.find_all("h1")) == 1
    start_again = soup.find(id="start-again")
    assert start_again.find("a", href="/locations/")
    assert soup.main.find("form", role="search")["action"] == "/search/"
    assert soup.main.find("a", href="tel:+16505550142")


def test_search_engines_are_told_to_forget_it(gone: GoneAddress) -> None:
    soup = BeautifulSoup(Client().get(f"{gone.path}/").content, "html.parser")
    assert soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert soup.find("link", rel="canonical") is None


def test_a_page_that_is_not_live_is_not_offered(whole_site: WholeSite, gone: GoneAddress) -> None:
    whole_site.small.hub.unpublish()
    soup = BeautifulSoup(Client().get(f"{gone.path}/").content, "html.parser")
    assert soup.find(id="start-again").find("a", href="/locations/") is None


def test_a_live_page_at_the_address_wins(whole_site: WholeSite, gone: GoneAddress) -> None:
    gone.path = whole_site.small.city_page.url.rstrip("/")
    gone.save()
    assert Client().get(whole_site.small.city_page.url).status_code == 200


def test_it_hides_a_redirect_that_was_made_in_passing(
    whole_site: WholeSite, gone: GoneAddress
) -> None:
    Redirect.add_redirect(gone.path, redirect_to=whole_site.small.about)
    assert Client().get(f"{gone.path}/").status_code == 410


def test_other_addresses_and_other_sites_are_as_before(
    whole_site: WholeSite, gone: GoneAddress, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    assert Client().get("/locations/elsewhere/").status_code == 404
    assert Client().get(f"{gone.path}/below/").status_code == 404
    assert Client().get(f"{gone.path}%00/").status_code == 404
    Site.objects.create(hostname="other.example", root_page=whole_site.small.about)
    assert Client().get(f"{gone.path}/", headers={"host": "other.example"}).status_code == 404
