"""A real browser for tests, on the demo: one Chromium and one server for the whole session.

Ask for ``visitor`` or ``editor`` and drive the page you get; ``open_page`` opens others. Each
test has a copy of the demo's database of its own, which its code reads and writes through the ORM
as usual, without the ``django_db`` mark. Every page is watched: a request to another origin, an
error on the console, a script error, a violation of the content security policy or an answer of
500 fails the test.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.auth.models import Group, User
from django.contrib.sessions.backends.db import SessionStore
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django import DjangoDbBlocker

from operations.services.site_address import write_site_address
from tests.browser.chromium import CHROMIUM_FLAGS
from tests.browser.door import Door
from tests.browser.editor_steps import MARK_FIRST_LOOK
from tests.browser.watching import Watch
from tests.databases import connected_to_copy

CHROMIUM_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)

OpenPage = Callable[..., Page]

# A machine that runs several browsers at once is slow, and no test is about that.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one Chromium: ``CHROMIUM`` in the environment, the system's, or Playwright's own."""
    system = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or system,
            # No script runs for long enough here to be worth optimizing.
            args=[*CHROMIUM_FLAGS, "--js-flags=--no-opt", "--in-process-gpu"],
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def door() -> Door:
    """The whole application, which answers while a test runs."""
    from site_project.wsgi import application

    return Door(application)


@pytest.fixture(scope="session")
def server_address(door: Door) -> Iterator[str]:
    """The address of a server that runs the application in threads of this process."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(door)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def demo_site(
    demo_database: str, server_address: str, door: Door, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The address of the running demo; what a test changes in it is gone after the test."""
    with django_db_blocker.unblock(), connected_to_copy(demo_database):
        write_site_address(site_url=server_address, site_name=settings.WAGTAIL_SITE_NAME)
        with door.open():
            yield server_address


@pytest.fixture
def open_page(browser: Browser, demo_site: str) -> Iterator[OpenPage]:
    """Open watched pages, each in a fresh profile: ``open_page(java_script_enabled=False)``.

    Takes what Playwright's ``Browser.new_context`` takes, and ``user`` for who is signed in.
    Addresses are relative to the site: ``page.goto("/faq/")``.
    """
    watches: list[Watch] = []
    contexts = []

    def open_watched(*, user: User | None = None, **options: Any) -> Page:
        context = browser.new_context(base_url=demo_site, reduced_motion="reduce", **options)
        contexts.append(context)
        if user is not None:
            context.add_init_script(MARK_FIRST_LOOK)
            context.add_cookies([_session_cookie(user, demo_site)])
        page = context.new_page()
        watches.append(Watch(page, origin=demo_site))
        return page

    yield open_watched
    for context in contexts:
        context.close()
    problems = [problem for watch in watches for problem in watch.problems]
    assert problems == []


@pytest.fixture
def visitor(open_page: OpenPage) -> Page:
    """A page for somebody who is not signed in."""
    return open_page()


@pytest.fixture
def marketing_editor(demo_site: str) -> User:
    """A user in the group "Marketing editors", and in no other."""
    user = get_user_model().objects.create_user("marketing", password="a long enough password")
    user.groups.add(Group.objects.get(name="Marketing editors"))
    return user


@pytest.fixture
def editor(open_page: OpenPage, marketing_editor: User) -> Page:
    """A page for a signed-in marketing editor, wide enough for the editor's side panels."""
    return open_page(user=marketing_editor, viewport={"width": 1440, "height": 1000})


def _session_cookie(user: User, site_address: str) -> dict[str, str]:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": session.session_key,
        "url": site_address,
    }
