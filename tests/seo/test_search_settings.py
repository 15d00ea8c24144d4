"""The settings on search engines: what is taken, what is refused, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from seo.launch_checks import verification_gaps
from seo.models import SearchSettings
from seo.verification import BING, GOOGLE, YANDEX, NoCodeError, WrongConsoleError, read_code
from tests.factories import make_home

pytestmark = pytest.mark.django_db

GOOGLE_CODE = "rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ"
BING_CODE = "C1E3A2F4B5D6978810A1B2C3D4E5F607"
KEY = "3f9a1c77-b2e04d58"
POSTED = {
    "google_code": "",
    "bing_code": "",
    "yandex_code": "",
    "answer_crawlers": "yes",
    "training_crawlers": "no",
    "index_now_key": "",
    "security_contact": "",
}


@pytest.fixture(autouse=True)
def _home() -> Iterator[None]:
    make_home()
    yield
    cache.clear()


def address() -> str:
    return reverse("wagtailsettings:edit", args=["seo", "searchsettings", Site.objects.get().pk])


def save(client: Client, **values: str) -> Any:
    return client.post(address(), POSTED | values)


def stored() -> SearchSettings:
    return SearchSettings.objects.get()


@pytest.mark.parametrize(
    ("console", "entered", "code"),
    [
        (GOOGLE, GOOGLE_CODE, GOOGLE_CODE),
        (GOOGLE, f"  {GOOGLE_CODE}\n", GOOGLE_CODE),
        (
            GOOGLE,
            f'<meta name="google-site-verification" content="{GOOGLE_CODE}" />',
            GOOGLE_CODE,
        ),
        (GOOGLE, f"<META content={GOOGLE_CODE} NAME='Google-Site-Verification'>", GOOGLE_CODE),
        (BING, f'<meta name="msvalidate.01" content="{BING_CODE}" />', BING_CODE),
        (YANDEX, "4c5d6e7f8a9b0c1d", "4c5d6e7f8a9b0c1d"),
    ],
)
def test_a_code_is_taken_out_of_what_was_pasted(console: Any, entered: str, code: str) -> None:
    assert read_code(console, entered) == code


@pytest.mark.parametrize(
    ("console", "entered", "error"),
    [
        (GOOGLE, "google1234.html", NoCodeError),
        (GOOGLE, '"><script>alert(1)</script>', NoCodeError),
        (GOOGLE, f'{GOOGLE_CODE}" onload="x', NoCodeError),
        (GOOGLE, f"{GOOGLE_CODE}é", NoCodeError),
        (GOOGLE, '<meta name="google-site-verification">', NoCodeError),
        (BING, f'<meta name="google-site-verification" content="{BING_CODE}">', WrongConsoleError),
        (BING, GOOGLE_CODE, NoCodeError),
    ],
)
def test_what_is_no_code_is_refused(console: Any, entered: str, error: Any) -> None:
    with pytest.raises(NoCodeError) as caught:
        read_code(console, entered)
    assert type(caught.value) is error


def test_a_pasted_tag_becomes_a_tag_of_the_home_page_alone(admin_client: Client) -> None:
    pasted = f'<meta name="google-site-verification" content="{GOOGLE_CODE}" />'
    assert save(admin_client, google_code=pasted, bing_code=BING_CODE).status_code == 302
    assert stored().google_code == GOOGLE_CODE
    soup = BeautifulSoup(Client().get("/").content, "html.parser")
    tags = {tag["name"]: tag["content"] for tag in soup.find_all("meta", attrs={"name": True})}
    assert tags["google-site-verification"] == GOOGLE_CODE
    assert tags["msvalidate.01"] == BING_CODE
    assert "yandex-verification" not in tags
    assert GOOGLE_CODE not in Client().get("/search/").content.decode()


@pytest.mark.parametrize(
    ("field", "entered", "message"),
    [
        ("google_code", "nonsense", "No code of Google was found in this."),
        ("bing_code", "<meta name='x' content='y'>", "This is the tag “x”."),
        ("index_now_key", "short", "Enter 8 to 128 letters"),
        ("index_now_key", "../../etc/passwd", "Enter 8 to 128 letters"),
        ("security_contact", "somebody", "Enter an e-mail address"),
        ("security_contact", "http://clinic.example/", "Enter an e-mail address"),
        ("security_contact", "https://a.example/ b", "one whole address"),
    ],
)
def test_bad_input_is_named_and_changes_nothing(
    admin_client: Client, field: str, entered: str, message: str
) -> None:
    response = save(admin_client, **{field: entered})
    assert message in response.content.decode()
    assert getattr(SearchSettings.for_site(Site.objects.get()), field) == ""


def test_robots_txt_follows_the_choice(admin_client: Client) -> None:
    def may_read(crawler: str) -> bool:
        parser = RobotFileParser()
        parser.parse(Client().get("/robots.txt").content.decode().splitlines())
        return parser.can_fetch(crawler, "/")

    assert may_read("PerplexityBot")
    assert not may_read("GPTBot")
    save(admin_client, answer_crawlers="no", training_crawlers="yes")
    assert not may_read("PerplexityBot")
    assert may_read("GPTBot")
    assert may_read("Googlebot")


def test_the_launch_list_asks_for_a_code_until_there_is_one_or_none_is_needed() -> None:
    (gap,) = verification_gaps()
    assert (gap.edit_url, "localhost" in gap.message) == (address(), True)
    settings = SearchSettings.for_site(Site.objects.get())
    settings.is_verified_elsewhere = True
    settings.save()
    assert list(verification_gaps()) == []
    settings.is_verified_elsewhere, settings.bing_code = False, BING_CODE
    settings.save()
    assert list(verification_gaps()) == []


def test_the_key_of_index_now_stands_at_its_own_address(admin_client: Client) -> None:
    assert Client().get(f"/{KEY}.txt").status_code == 404
    save(admin_client, index_now_key=KEY)
    response = Client().get(f"/{KEY}.txt")
    assert (response.status_code, response.content.decode()) == (200, KEY)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert Client().get("/another-key.txt").status_code == 404


def test_security_txt_names_a_contact_and_is_valid_for_less_than_a_year(
    admin_client: Client,
) -> None:
    assert Client().get("/.well-known/security.txt").status_code == 404
    save(admin_client, security_contact="security@clinic.example")
    with time_machine.travel(datetime(2026, 11, 18, 20, tzinfo=UTC), tick=False):
        response = Client().get("/.well-known/security.txt")
        now = datetime.now(UTC)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    expires = datetime.fromisoformat(fields.pop("Expires"))
    assert timedelta(days=150) < expires - now < timedelta(days=365)
    assert fields == {
        "Contact": "mailto:security@clinic.example",
        "Preferred-Languages": "en",
        "Canonical": "http://localhost/.well-known/security.txt",
    }
    save(admin_client, security_contact="https://clinic.example/security")
    body = Client().get("/.well-known/security.txt").content.decode()
    assert "Contact: https://clinic.example/security\n" in body
