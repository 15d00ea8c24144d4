"""Search engines are told of each change once, and nothing is lost when they do not answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from clinic.models import Clinic, LaunchSettings
from home.models import ContentPage, HomePage
from seo.due_work import look_at_changed_pages, tell_search_engines
from seo.index_now_call import Outcome, answer_for, call_index_now
from seo.models import AddressToAnnounce, SearchSettings
from seo.services.index_now import queue_addresses, send_addresses
from seo.to_do_checks import unannounced_changes
from tests.factories import add_page, make_clinic, make_home, publish

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 18, 20, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
KEY = "3f9a1c77b2e04d58"


@dataclass
class Engine:
    """A search engine on this machine: what it was told, and what it answers."""

    url: str = ""
    calls: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def told(self) -> list[str]:
        """Return all addresses of all calls."""
        return [url for call in self.calls for url in call["urlList"]]


@pytest.fixture
def engine(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setenv("no_proxy", "*")
    told = Engine()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            told.calls.append(json.loads(self.rfile.read(length)))
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Stay quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    told.url = settings.INDEXNOW_ENDPOINT = f"http://127.0.0.1:{server.server_port}/indexnow"
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    """A launched site with a home page, a page about the clinic, and a key."""
    settings.IS_DEMO = False
    home = make_home()
    make_clinic()
    add_page(home, ContentPage(title="About", slug="about"))
    found = Site.objects.get()
    found.hostname, found.port = "clinic.example", 443
    found.save()
    LaunchSettings.objects.update_or_create(site=found, defaults={"is_launched": True})
    SearchSettings.objects.update_or_create(site=found, defaults={"index_now_key": KEY})
    cache.clear()
    yield found
    cache.clear()


def tick(minutes: int = 0) -> None:
    """Do the scheduled work of this package, so many minutes after the start."""
    with time_machine.travel(START + minutes * MINUTE, tick=False):
        look_at_changed_pages(timezone.now())
        tell_search_engines(timezone.now())


def about() -> ContentPage:
    page: ContentPage = ContentPage.objects.get(slug__startswith="about")
    return page


HOME, ABOUT = "https://clinic.example/", "https://clinic.example/about/"


def test_new_pages_are_announced_once_in_one_call(site: Site, engine: Engine) -> None:
    tick()
    (call,) = engine.calls
    assert sorted(call.pop("urlList")) == [HOME, ABOUT]
    assert call == {
        "host": "clinic.example",
        "key": KEY,
        "keyLocation": f"https://clinic.example/{KEY}.txt",
    }
    tick(1)
    assert len(engine.calls) == 1
    assert not AddressToAnnounce.objects.exists()


def republish(site: Site) -> None:
    publish(about())


def rewrite(site: Site) -> None:
    page = about()
    page.introduction = "<p>Other words.</p>"
    publish(page)


def change_phone(site: Site) -> None:
    clinic = Clinic.objects.get()
    clinic.phone = "+16505550199"
    publish(clinic)


def unpublish(site: Site) -> None:
    about().unpublish()


def delete(site: Site) -> None:
    about().delete()


def rename(site: Site) -> None:
    page = about()
    page.slug = "about-us"
    publish(page)


def hide(site: Site) -> None:
    page = Page.objects.get(pk=about().pk)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def name_elsewhere(site: Site) -> None:
    page = about()
    page.canonical_url = "https://elsewhere.example/about/"
    publish(page)


def turn_off(site: Site) -> None:
    LaunchSettings.objects.get().delete()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (republish, []),
        (rewrite, [ABOUT]),
        (change_phone, [HOME, ABOUT]),
        (unpublish, [ABOUT]),
        (delete, [ABOUT]),
        (rename, [ABOUT, "https://clinic.example/about-us/"]),
        (hide, [ABOUT]),
        (name_elsewhere, [ABOUT]),
        (turn_off, []),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
@pytest.mark.usefixtures("django_capture_on_commit_callbacks")
def test_each_change_is_told_once(
    site: Site,
    engine: Engine,
    change: Any,
    told: list[str],
    django_capture_on_commit_callbacks: Any,
) -> None:
    tick()
    engine.calls.clear()
    with django_capture_on_commit_callbacks(execute=True):
        change(site)
    tick(1)
    tick(2)
    assert sorted(engine.told) == sorted(told)


def test_a_page_that_moves_to_another_site_is_told_of_at_both(site: Site, engine: Engine) -> None:
    """Also to one that is looked at before the one that the page comes from."""
    home = make_home()
    second = add_page(
        home.get_parent(), HomePage(title="Two", slug="two", introduction="<p>Two</p>")
    )
    other = Site.objects.create(hostname="two.example", port=443, root_page=second)
    LaunchSettings.objects.update_or_create(site=other, defaults={"is_launched": True})
    SearchSettings.objects.update_or_create(site=other, defaults={"index_now_key": KEY})
    tick()
    for minutes, target in ((1, second), (2, home)):
        engine.calls.clear()
        about().move(type(target).objects.get(pk=target.pk), pos="last-child")
        tick(minutes)
        told = {url for call in engine.calls for url in call["urlList"] if "about" in url}
        assert told == {ABOUT, "https://two.example/about/"}


def test_a_page_that_comes_back_unchanged_is_told_of(site: Site, engine: Engine) -> None:
    tick()
    about().unpublish()
    tick(1)
    engine.calls.clear()
    publish(about())
    tick(2)
    assert engine.told == [ABOUT]


@pytest.mark.parametrize("missing", ["key", "launch", "reality"])
def test_nothing_is_told_without(site: Site, engine: Engine, settings: Any, missing: str) -> None:
    if missing == "key":
        SearchSettings.objects.update(index_now_key="")
    elif missing == "launch":
        LaunchSettings.objects.update(is_launched=False)
    else:
        settings.IS_DEMO = True
    tick()
    assert engine.calls == []
    assert not AddressToAnnounce.objects.exists()


def test_a_request_in_the_editor_sends_nothing(
    site: Site, engine: Engine, admin_client: Client
) -> None:
    rewrite(site)
    unpublish(site)
    assert engine.calls == []
    tick()
    assert engine.told == [HOME]


@pytest.mark.parametrize(("status", "headers", "minutes"), [(503, {}, 2), (429, {}, 2)])
def test_what_fails_is_tried_again_after_a_pause_that_doubles(
    site: Site, engine: Engine, status: int, headers: dict[str, str], minutes: int
) -> None:
    engine.status = status
    for minute in range(7):
        tick(minute)
    # At once, after 2 minutes and after 4 more.
    assert len(engine.calls) == 3
    engine.status = 200
    engine.calls.clear()
    for minute in range(7, 15):
        tick(minute)
    assert sorted(engine.told) == [HOME, ABOUT]


def test_a_pause_that_the_other_side_asks_for_is_kept(site: Site, engine: Engine) -> None:
    engine.status, engine.headers = 429, {"Retry-After": "1800"}
    tick()
    tick(29)
    assert len(engine.calls) == 1
    tick(30)
    assert len(engine.calls) == 2


@pytest.mark.parametrize("status", [400, 403, 422])
def test_a_refusal_stops_and_is_to_do_until_the_settings_are_saved(
    site: Site, engine: Engine, status: int
) -> None:
    engine.status = status
    tick()
    rewrite(site)
    tick(60)
    assert len(engine.calls) == 1
    (row,) = unannounced_changes(START)
    assert str(status) in row.message
    assert row.model == "seo.searchsettings"
    engine.status = 200
    SearchSettings.objects.get().save()
    tick(61)
    assert sorted(engine.calls[-1]["urlList"]) == [HOME, ABOUT]
    assert list(unannounced_changes(START)) == []


def test_a_failure_of_a_day_is_to_do(site: Site, engine: Engine) -> None:
    engine.status = 500
    tick()
    assert list(unannounced_changes(START + timedelta(hours=1))) == []
    (row,) = unannounced_changes(START + timedelta(hours=25))
    assert "500" in row.message


def test_no_more_than_ten_thousand_go_in_one_call(
    site: Site, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seo.services.index_now.MOST_IN_A_CALL", 3)
    urls = [f"{HOME}{number}/" for number in range(5)]
    queue_addresses(site=site, urls=[*urls, *urls, "https://elsewhere.example/"], now=START)
    for _ in range(3):
        send_addresses(now=START)
    assert [len(call["urlList"]) for call in engine.calls] == [3, 2]
    assert sorted(engine.told) == urls


def call(endpoint: str) -> Any:
    return call_index_now(endpoint=endpoint, host="h", key=KEY, key_location="l", urls=["u"])


def test_a_redirect_is_not_followed(engine: Engine) -> None:
    engine.status, engine.headers = 302, {"Location": engine.url}
    answer = call(engine.url)
    assert (answer.outcome, len(engine.calls)) == (Outcome.LATER, 1)


def test_a_machine_that_does_not_answer_is_tried_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    assert call("http://127.0.0.1:9/").outcome is Outcome.LATER


@pytest.mark.parametrize("error", [TimeoutError("slow"), OSError("no such host")])
def test_no_trouble_of_the_network_gets_out(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise error

    monkeypatch.setattr("urllib.request.OpenerDirector.open", fail)
    answer = call("https://api.indexnow.example/")
    assert answer.outcome is Outcome.LATER
    assert str(error) in answer.problem


@pytest.mark.parametrize(
    ("status", "retry_after", "outcome", "seconds"),
    [
        (200, "", Outcome.TAKEN, None),
        (202, "", Outcome.TAKEN, None),
        (400, "", Outcome.REFUSED, None),
        (403, "60", Outcome.REFUSED, None),
        (422, "", Outcome.REFUSED, None),
        (429, "60", Outcome.LATER, 60),
        (429, "Wed, 21 Oct 2026 07:28:00 GMT", Outcome.LATER, None),
        (503, "999999999999", Outcome.LATER, 86_400),
        (301, "", Outcome.LATER, None),
    ],
)
def test_what_an_answer_means(
    status: int, retry_after: str, outcome: Outcome, seconds: int | None
) -> None:
    answer = answer_for(status, retry_after)
    assert answer.outcome is outcome
    wait = answer.retry_after
    assert (wait.total_seconds() if wait else None) == seconds
