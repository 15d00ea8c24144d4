"""The sitemap says when a page's content changed: no sooner, no later, and never by a guess."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from clinic.models import Clinic
from home.models import ContentPage
from locations.models import LandingBlueprint, LocalFact, ServiceArea
from navigation.models import SiteNotice
from operations.due_work import WorkFailed
from page_cache.tags import PageFetch
from seo import sitemaps
from seo.models import ChangedTag, ContentStamp, SearchSettings
from seo.services.freshness import look_at_pages
from tests.factories import add_page, publish
from tests.whole_site import WholeSite

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
START = datetime(2026, 11, 18, 20, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _fresh_addresses() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture(scope="module")
def seen(whole_site: WholeSite, django_db_blocker: Any) -> WholeSite:
    """The whole site, looked at long after it was published."""
    with django_db_blocker.unblock(), time_machine.travel(START, tick=False):
        Page.objects.update(first_published_at=START - 30 * DAY)
        # The first look makes rows of settings and sizes of pictures, as first visits do.
        look()
        assert look() == 0
    return whole_site


def look(seconds: float = 60) -> int:
    return look_at_pages(now=timezone.now(), seconds=seconds).changed


def look_at(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False):
        return look()


def lastmods() -> dict[str, str | None]:
    """Return the days in the sitemap by address."""
    tree = ElementTree.fromstring(Client().get("/sitemap.xml").content)  # noqa: S314, our own
    return {
        entry.findtext("s:loc", "", NAMES): entry.findtext("s:lastmod", None, NAMES)
        for entry in tree.findall("s:url", NAMES)
    }


def moved() -> set[str]:
    return {url for url, day in lastmods().items() if day}


def urls(*pages: Page) -> set[str]:
    return {page.full_url for page in pages}


def edit(model: Any, **values: Any) -> Any:
    record = model.objects.order_by("pk").first()
    for name, value in values.items():
        setattr(record, name, value)
    return publish(record)


def test_a_page_nobody_has_looked_at_has_no_date(whole_site: WholeSite) -> None:
    ContentStamp.objects.all().delete()
    days = lastmods()
    assert len(days) == len(whole_site.pages)
    assert set(days.values()) == {None}


def test_an_old_page_has_no_date_until_it_changes(seen: WholeSite) -> None:
    assert set(lastmods().values()) == {None}
    assert ContentStamp.objects.count() == len(seen.pages)


def test_a_new_page_has_the_day_of_its_publication(seen: WholeSite) -> None:
    with time_machine.travel(START, tick=False):
        page = add_page(seen.small.about, ContentPage(title="Privacy", slug="privacy"))
        look()
    assert lastmods()[page.full_url] == "2026-11-18"


def test_a_new_phone_number_moves_every_page_that_shows_it(seen: WholeSite) -> None:
    with time_machine.travel(START + 2 * DAY, tick=False):
        edit(Clinic, phone="+16505550199")
        look()
    # The number is in the markup of every page.
    assert moved() == urls(*seen.pages)
    assert set(lastmods().values()) == {"2026-11-20"}


def test_a_republish_without_change_moves_nothing(seen: WholeSite) -> None:
    with time_machine.travel(START + 2 * DAY, tick=False):
        for page in seen.pages:
            publish(page)
        for record in seen.records:
            publish(record)
        assert ContentStamp.objects.count() == len(seen.pages)
        assert look() == 0
    assert moved() == set()


def test_shared_text_moves_the_pages_that_show_it_and_no_other(seen: WholeSite) -> None:
    blueprint = LandingBlueprint.objects.get()
    section = blueprint.sections.first()
    section.body = "<p>Other words for {place}.</p>"
    blueprint.sections = [section, *list(blueprint.sections.all())[1:]]
    publish(blueprint)
    look_at(START + timedelta(hours=1))
    assert moved() == urls(seen.small.city_page)


def test_a_change_of_one_page_moves_that_page_alone(seen: WholeSite) -> None:
    page = ContentPage.objects.get(pk=seen.small.about.pk)
    page.introduction = "<p>Other words.</p>"
    publish(page)
    look_at(START + timedelta(hours=1))
    assert moved() == urls(seen.small.about)


def test_a_fact_that_runs_out_moves_its_page_at_midnight(seen: WholeSite) -> None:
    LocalFact.objects.update(valid_until=date(2026, 11, 19))
    publish(ServiceArea.objects.get())
    assert look_at(datetime(2026, 11, 20, 7, 59, tzinfo=UTC)) == 0
    assert look_at(datetime(2026, 11, 20, 8, 1, tzinfo=UTC)) >= 1
    assert seen.small.city_page.full_url in moved()


def test_a_day_that_passes_moves_nothing(seen: WholeSite) -> None:
    assert look_at(START + DAY) == 0
    assert ContentStamp.objects.filter(look_at__gt=START + DAY).count() == len(seen.pages)


def test_a_visit_a_draft_and_a_notice_move_nothing(seen: WholeSite) -> None:
    with time_machine.travel(START + timedelta(hours=1), tick=False):
        clinic = Clinic.objects.get()
        clinic.phone = "+16505550199"
        clinic.save_revision()
        edit(SiteNotice, message="<p>Other words.</p>")
        Client().get(seen.small.home.url)
        assert look() == 0
    assert moved() == set()


def test_no_visit_looks_at_pages_or_writes(whole_site: WholeSite) -> None:
    before = ContentStamp.objects.count()
    for address in (whole_site.small.about.url, "/sitemap.xml"):
        Client().get(address)
        with CaptureQueriesContext(connection) as queries:
            Client().get(address)
        assert not [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert ContentStamp.objects.count() == before


def test_a_page_is_read_again_only_when_it_is_due(seen: WholeSite) -> None:
    with time_machine.travel(START + timedelta(hours=1), tick=False):
        assert look_at_pages(now=timezone.now(), seconds=60).read == 0
        publish(LandingBlueprint.objects.get())
        assert look_at_pages(now=timezone.now(), seconds=60).read == 1
        assert not ChangedTag.objects.exists()


def test_what_does_not_fit_into_the_time_waits(seen: WholeSite) -> None:
    with time_machine.travel(START + DAY, tick=False):
        assert look_at_pages(now=timezone.now(), seconds=0).read == 0
        assert look_at_pages(now=timezone.now(), seconds=60).read == len(seen.pages)


def test_a_page_that_cannot_be_printed_keeps_no_other_from_it(
    seen: WholeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any) -> Any:
        raise RuntimeError("broken")

    with time_machine.travel(START + timedelta(hours=1), tick=False):
        edit(Clinic, phone="+16505550199")
        with monkeypatch.context() as patch:
            patch.setattr(ContentPage, "fetch_data", broken)
            with pytest.raises(WorkFailed, match="1 pages could not be read: About: RuntimeError"):
                look()
        assert moved() == urls(*seen.pages) - urls(seen.small.about)
        assert look() == 0
    assert look_at(START + timedelta(hours=2, minutes=1)) == 1


def test_a_page_that_is_deleted_while_it_is_looked_at_stops_nothing(
    seen: WholeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = ContentStamp.save

    def saved(self: ContentStamp, **options: Any) -> None:
        if self.page_id == seen.small.about.pk:
            raise IntegrityError("no such page")
        save(self, **options)

    monkeypatch.setattr(ContentStamp, "save", saved)
    with time_machine.travel(START + DAY, tick=False):
        edit(Clinic, phone="+16505550199")
        assert look() == len(seen.pages)
        assert moved() == urls(*seen.pages) - urls(seen.small.about)


def test_every_collection_that_a_page_reads_belongs_to_some_record(
    whole_site: WholeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that no model has would never be noted as changed."""
    from django.apps import apps

    read: set[str] = set()
    collection = PageFetch.collection

    def noted(self: PageFetch, name: str) -> None:
        read.add(name)
        collection(self, name)

    monkeypatch.setattr(PageFetch, "collection", noted)
    for page in whole_site.pages:
        Client().get(page.url)
    models = apps.get_models()
    known = {name for model in models for name in getattr(model, "cache_collections", ())}
    known |= {f"pages-{model._meta.model_name}" for model in models if issubclass(model, Page)}
    assert {name for name in read - known if not name.startswith("questions-")} == {"private-pages"}
    assert known & read >= {"areas", "clinics", "menus", "notices"}


def test_a_private_page_leaves_and_comes_back_without_a_new_date(seen: WholeSite) -> None:
    page = seen.small.about
    gate = PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type=PageViewRestriction.LOGIN
    )
    look_at(START + timedelta(hours=1))
    assert not ContentStamp.objects.get(page=page.pk).is_listed
    gate.delete()
    look_at(START + timedelta(hours=2))
    assert ContentStamp.objects.get(page=page.pk).is_listed
    assert page.full_url not in moved()


def test_a_long_sitemap_is_a_list_of_parts(
    whole_site: WholeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = set(lastmods())
    monkeypatch.setattr(sitemaps.PublicSitemap, "limit", 5)
    tree = ElementTree.fromstring(Client().get("/sitemap.xml").content)  # noqa: S314, our own
    parts = [entry.text or "" for entry in tree.findall("s:sitemap/s:loc", NAMES)]
    assert len(parts) == -(-len(whole) // 5)
    found = []
    for part in parts:
        content = Client().get(part.removeprefix(Site.objects.get().root_url)).content
        listed = ElementTree.fromstring(content).findall("s:url/s:loc", NAMES)  # noqa: S314
        found += [entry.text for entry in listed]
    assert sorted(map(str, found)) == sorted(whole)
    assert Client().get("/sitemap-pages.xml?p=99").status_code == 404
    assert Client().get("/sitemap-others.xml").status_code == 404


def test_the_sitemap_asks_no_more_for_more_pages(seen: WholeSite) -> None:
    def count() -> int:
        Client().get("/sitemap.xml")
        with CaptureQueriesContext(connection) as queries:
            Client().get("/sitemap.xml")
        return len(queries)

    before = count()
    for number in range(10):
        add_page(seen.small.about, ContentPage(title=f"Page {number}", slug=f"page-{number}"))
    assert count() == before


def test_the_settings_on_search_engines_belong_to_the_home_page(seen: WholeSite) -> None:
    settings = SearchSettings.for_site(Site.objects.get())
    settings.google_code = "x" * 43
    settings.save()
    with time_machine.travel(START + timedelta(hours=1), tick=False):
        assert look_at_pages(now=timezone.now(), seconds=60).read == 1
