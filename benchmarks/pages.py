"""What a visitor on a phone waits for and downloads, on every type of page."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from unittest import mock

from django.utils.text import capfirst
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.lighthouse import SCORES, find_lighthouse, judge
from benchmarks.measures import Measure
from benchmarks.web_server import serving
from home.models import PeopleIndexPage, PersonPage
from seo.site_reading import default_site, site_pages
from tests.browser.chromium import CHROMIUM_FLAGS
from tests.browser.first_view import FirstView, see_first_view
from tests.factories import add_page, make_person

SENT, REQUESTS, SCRIPT, SHIFT = "first view as sent", "requests", "script", "CLS"
PAINT, LIGHTHOUSE_PAINT = "LCP in Chromium", "LCP in Lighthouse"
SCORE_NAMES = {name: f"Lighthouse: {name.replace('-', ' ')}" for name in SCORES}

TITLE = "Pages on a phone"
ABOUT = (
    "The demo as `make run` serves it: granian, compressed, launched. The first view is all that "
    "arrives before the page is loaded, headers and pictures included, in Chromium on a screen of "
    "412 by 823 points at 1.75 pixels each. LCP in Chromium is with 150 ms before each answer, "
    "1.6 Mbit/s and a processor four times slower, on a connection that is open already; "
    "Lighthouse's phone, which is simulated, opens its connections too. Lighthouse runs once on a "
    "page that reaches every goal, else the median of three counts. Pages that ask search engines "
    "to leave them out are not shown to it: one of its scores is about being found."
)
NAMES = (SENT, REQUESTS, SCRIPT, SHIFT, PAINT, LIGHTHOUSE_PAINT, *SCORE_NAMES.values())

MOST_KILOBYTES, MOST_REQUESTS, MOST_SECONDS, MOST_SCRIPT_KILOBYTES = 60, 6, 1, 5
PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
    "has_touch": True,
}
SLOW_NETWORK: dict[str, Any] = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 0.75 * 1024 * 1024 / 8,
}
SLOWER_PROCESSOR = 4
SCRIPT_TEXTS = """() => [...document.scripts]
  .filter((script) => !script.src && !script.type.includes("json"))
  .map((script) => script.text)"""
# Addresses that are no pages of the tree; search engines are asked to leave them out.
OTHERS = {
    "search": "/search/?query=migraine",
    "asking for an appointment": "/request-appointment/",
    "no such page": "/no-such-page/",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A page to look at; ``is_found`` where search engines may list it."""

    name: str
    address: str
    is_found: bool = True


def measure() -> Iterator[Measure]:
    """Yield the figures of one page of each type, and of the addresses beside them."""
    add_profile()
    # Now: while a browser is driven, Django refuses to ask the database.
    pages = list(subjects())
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or None, args=CHROMIUM_FLAGS
        )
        # Whoever asks first waits for templates and settings to be read.
        for subject in pages:
            look(browser, f"{address}{subject.address}")
        for subject in pages:
            view, script = look(browser, f"{address}{subject.address}")
            yield from _seen(subject, view, script)
        browser.close()
        yield from _judged(address, pages)


def add_profile() -> None:
    """Give the demo the profile of a person: it has none, for nobody may be made up there."""
    with mock.patch("editorial.services.publishing.check_stated"):
        person = make_person("Sample Clinician")
        page = PersonPage(title=person.name, slug=person.slug, person=person)
        add_page(PeopleIndexPage.objects.get(), page)


def subjects() -> Iterator[Subject]:
    """Yield the first page of each type, then the other addresses."""
    site = default_site()
    seen: set[type] = set()
    pages = site_pages(site).live().order_by("path").specific() if site else ()
    for page in pages:
        if type(page) not in seen:
            seen.add(type(page))
            yield Subject(
                name=str(capfirst(page._meta.verbose_name)),
                address=page.relative_url(site) or "/",
            )
    for name, address in OTHERS.items():
        yield Subject(name=capfirst(name), address=address, is_found=False)


def look(browser: Browser, url: str) -> tuple[FirstView, float]:
    """Open a page on a phone with an empty cache; return its view and the kilobytes of its scripts.

    They count as they are compressed alone; what is inline is compressed with its page when sent.
    """
    context = browser.new_context(**PHONE)
    page = context.new_page()
    slow_down(page)
    files: list[str] = []
    page.on(
        "requestfinished",
        lambda request: files.append(request.url) if request.resource_type == "script" else None,
    )
    _, view = see_first_view(page, url)
    texts = [text.encode() for text in page.evaluate(SCRIPT_TEXTS)]
    texts += [page.request.get(file).body() for file in files]
    context.close()
    return view, sum(len(gzip.compress(text)) for text in texts) / 1000


def slow_down(page: Page) -> None:
    """Give the page the network and the processor of a slow phone."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})


def _seen(subject: Subject, view: FirstView, script: float) -> Iterator[Measure]:
    yield _measure(subject, SENT, view.sent / 1000, "kB", MOST_KILOBYTES)
    yield _measure(subject, REQUESTS, view.requests, "", MOST_REQUESTS)
    yield _measure(subject, SCRIPT, script, "kB", MOST_SCRIPT_KILOBYTES)
    yield _measure(subject, SHIFT, view.shift, "", 0)
    yield _measure(subject, PAINT, view.paint / 1000, "s", MOST_SECONDS)


def _judged(address: str, pages: Iterable[Subject]) -> Iterator[Measure]:
    program = find_lighthouse()
    for subject in pages:
        verdict = None
        if program and subject.is_found:
            verdict = judge(
                program, f"{address}{subject.address}", flags=CHROMIUM_FLAGS, paint=MOST_SECONDS
            )
        yield _measure(
            subject, LIGHTHOUSE_PAINT, verdict.paint if verdict else None, "s", MOST_SECONDS
        )
        for score, name in SCORE_NAMES.items():
            yield Measure(
                name=name,
                subject=subject.name,
                value=verdict.scores[score] if verdict else None,
                unit="",
                goal=100,
                more_is_better=True,
            )


def _measure(subject: Subject, name: str, value: float | None, unit: str, goal: float) -> Measure:
    return Measure(name=name, subject=subject.name, value=value, unit=unit, goal=goal)
