"""The disclosure and the crisis lines stand where they must, whatever editors do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from wagtail.models import Locale, Page, Site

from editorial.models import Disclosure
from seo.models import BasePage, GoneAddress
from tests.factories import publish
from tests.whole_site import WholeSite

pytestmark = pytest.mark.django_db

# Every page type that says something about a treatment, and what of it makes claims.
CLAIMS = {
    "CityIndexPage": "h1",
    "CityPage": "#section-cost",
    "FAQIndexPage": "h1",
    "FAQPage": ".questions",
    "HomePage": ".questions",
    "TreatmentIndexPage": "h1",
    "TreatmentPage": "#at-a-glance",
}
# These tell where the clinic is, who works there and how the site is run.
WITHOUT = {"ContactPage", "ContentPage", "PeopleIndexPage", "PersonPage"}
FIXED = "Its use for migraine, pain or mood is off-label."
WORST_HEADACHE = "a headache with weakness, confusion, fever, a stiff neck or a seizure"

STATES: dict[str, tuple[Callable[[Disclosure], Any], str]] = {
    "published": (publish, "Ask us."),
    "unpublished": (lambda disclosure: disclosure.unpublish(), FIXED),
    "deleted": (lambda disclosure: disclosure.delete(), FIXED),
    "emptied": (
        lambda disclosure: Disclosure.objects.update(body='<p data-block-key="a1b2c"></p>'),
        FIXED,
    ),
    "in a draft alone": (
        lambda disclosure: _draft(disclosure, "<p>Nothing to tell.</p>"),
        "Ask us.",
    ),
}


def _draft(disclosure: Disclosure, body: str) -> None:
    disclosure.body = body
    disclosure.save_revision()


def read(address: str) -> BeautifulSoup:
    return BeautifulSoup(Client().get(address).content, "html.parser")


def words(soup: Any) -> str:
    return " ".join(soup.get_text(" ").split())


def pages(site: WholeSite) -> list[Page]:
    return [page for page in site.pages if type(page).__name__ in CLAIMS]


def test_every_page_type_is_known_here() -> None:
    types = {model.__name__ for model in apps.get_models() if issubclass(model, BasePage)}
    assert types == {*CLAIMS, *WITHOUT}


@pytest.mark.parametrize("state", STATES)
def test_it_stands_on_every_page_about_a_treatment(whole_site: WholeSite, state: str) -> None:
    change, wording = STATES[state]
    change(Disclosure.objects.get(locale=Locale.get_default()))
    for page in pages(whole_site):
        box = read(page.url).select_one("main #disclosure")
        assert wording in words(box), page
        assert "Call 911" in words(box), page
        assert WORST_HEADACHE in words(box), page
        assert "Call or text 988" in words(box), page
        assert not box.select("[hidden], details"), page


def test_it_is_read_before_the_claims_or_right_behind_a_page_without_texts(
    whole_site: WholeSite,
) -> None:
    for page in pages(whole_site):
        main = read(page.url).select_one("main")
        whole = words(main)
        claims = words(main.select_one(CLAIMS[type(page).__name__]))
        if type(page).__name__ in {"FAQPage", "CityPage", "HomePage"}:
            assert whole.index("Ask us.") < whole.index(claims), page
        else:
            assert "Ask us." in whole[whole.index(claims) :], page


def test_it_is_printed_as_large_as_the_text_around_it() -> None:
    style = (settings.BASE_DIR / "static" / "css" / "site.css").read_text()
    rules = [rule for rule in style.split("}") if ".disclosure" in rule or ".standing-note" in rule]
    assert rules
    assert [rule for rule in rules if "font-size" in rule] == []


def test_which_version_stood_when_is_kept(whole_site: WholeSite) -> None:
    disclosure = Disclosure.objects.get()
    before = disclosure.latest_revision
    disclosure.body = "<p>Changed.</p>"
    publish(disclosure)
    assert disclosure.revisions.count() == 2
    assert before.as_object().body == "<p>Ask us.</p>"
    assert disclosure.live_revision.created_at > before.created_at


def test_crisis_lines_stand_on_error_pages(whole_site: WholeSite) -> None:
    missing = read("/no-such-page/")
    broken = BeautifulSoup(render_to_string("500.html"), "html.parser")
    GoneAddress.objects.create(site=Site.objects.get(), path="/old", page_title="Old")
    gone = read("/old/")
    for page in (missing, broken, gone):
        main = page.select_one("main")
        assert WORST_HEADACHE in words(main)
        assert main.select_one('a[href="tel:911"]')
        assert main.select_one('a[href="tel:988"]')
