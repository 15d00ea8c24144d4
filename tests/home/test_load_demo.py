from __future__ import annotations

import hashlib
import re
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import serializers
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import Page, Site

from clinic.models import Clinic
from editorial.models import Citation, Question
from home.demo.content_files import read_content, read_picture_list
from home.models import HomePage
from images.models import CustomImage, CustomRendition
from locations.models import CityPage, GenerationRun, LandingBlueprint, ServiceArea
from navigation.models import SiteNotice
from operations.inlined import SCRIPT

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]

PUBLIC_ADDRESSES = [
    "/",
    "/faq/",
    "/faq/ketamine-for-migraine/",
    "/treatments/",
    "/treatments/ketamine-for-migraine/",
    "/contact/",
    "/about/",
    "/privacy/",
    "/accessibility/",
    "/people/",
    "/locations/",
    "/locations/los-altos-ca/",
    "/locations/palo-alto-ca/",
    "/locations/stanford-ca/",
    "/locations/atherton-ca/",
    "/locations/cupertino-ca/",
    "/locations/sunnyvale-ca/",
    "/search/",
    "/sitemap.xml",
    "/robots.txt",
]

LEAP_DAY = date(2028, 2, 29)


@pytest.mark.parametrize("address", PUBLIC_ADDRESSES)
def test_every_public_address_answers(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


def test_no_other_page_is_live() -> None:
    addresses = {page.get_url() for page in Page.objects.live().filter(depth__gt=1)}
    assert addresses <= set(PUBLIC_ADDRESSES)


def test_every_internal_link_leads_to_a_page_and_to_a_place_on_it(client: Client) -> None:
    texts = {page.get_url(): _text(client, page) for page in _live_pages()}
    targets = {
        (path or address, fragment)
        for address, text in texts.items()
        for path, fragment in re.findall(r'href="(/[^"#?]*|)(?:\?[^"#]*)?(?:#([^"]+))?"', text)
        if (path or fragment) and not path.startswith(("/static/", "/media/"))
    }
    broken = []
    for path, fragment in sorted(targets):
        if path not in texts:
            response = client.get(path)
            texts[path] = response.content.decode() if response.status_code == 200 else ""
            if response.status_code != 200:
                broken.append(path)
        if fragment and f'id="{fragment}"' not in texts.get(path, ""):
            broken.append(f"{path}#{fragment}")
    assert targets
    assert broken == []


def test_no_page_shows_a_token_or_an_unresolved_link(client: Client) -> None:
    for page in _live_pages():
        # The script has braces of its own.
        text = _text(client, page).replace(SCRIPT.text, "")
        left_over = re.findall(r'\{[a-z_]+(?:\|[^}]*)?\}|page:/|linktype=|href=""|<a>', text)
        assert left_over == [], page


def test_every_page_and_record_was_published_as_a_revision() -> None:
    records: list[Any] = [
        record
        for model in apps.get_models()
        if hasattr(model, "latest_revision") and model is not Page
        for record in model._default_manager.all()
        if not isinstance(record, Page) or record.depth > 1
    ]
    assert len(records) > 50
    for record in records:
        assert record.live, record
        assert record.last_published_at, record
        assert record.live_revision_id == record.latest_revision_id != None, record  # noqa: E711
        assert not record.has_unpublished_changes, record
        actions = [entry.action for entry in registry.get_logs_for_instance(record)]
        assert "wagtail.publish" in actions, record


def test_the_city_pages_come_from_a_generation_run() -> None:
    (run,) = GenerationRun.objects.all()
    assert run.status == GenerationRun.Status.FINISHED
    assert set(run.items.values_list("page", flat=True)) == set(
        CityPage.objects.values_list("pk", flat=True)
    )
    assert CityPage.objects.exclude(local_introduction="").count() == 6


def test_the_shared_text_has_the_keys_of_the_copy() -> None:
    keys = LandingBlueprint.objects.get().sections.values_list("key", flat=True)
    assert list(keys) == [section["key"] for section in read_content("blueprint")["sections"]]


def test_every_picture_has_an_alternative_text_and_its_copies() -> None:
    assert CustomImage.objects.count() == len(read_picture_list())
    for picture in CustomImage.objects.all():
        assert picture.description.strip()
        assert picture.renditions.exists(), picture


def test_a_visitor_waits_for_no_picture_to_be_made(client: Client) -> None:
    before = CustomRendition.objects.count()
    for page in _live_pages():
        _text(client, page)
    assert CustomRendition.objects.count() == before


def test_only_confirmed_sources_are_cited(client: Client) -> None:
    unconfirmed = [source for source in Citation.objects.all() if not source.is_confirmed]
    assert unconfirmed
    for page in _live_pages():
        text = _text(client, page)
        assert not [source for source in unconfirmed if source.title in text], page


def test_each_question_is_marked_up_on_a_page_that_shows_it() -> None:
    for question in Question.objects.all():
        pages = [placement.page_id for placement in question.placements.all()]
        assert question.marked_up_on_id in pages, question


def test_a_second_load_changes_nothing() -> None:
    before = _all_rows()
    output = _load()
    assert _all_rows() == before
    assert output == "Nothing of the demo was missing.\n"


def test_edits_survive_a_second_load() -> None:
    clinic = Clinic.objects.get()
    clinic.phone = "+16505550199"
    _publish(clinic)
    question = Question.objects.first()
    assert question
    question.question = "May an editor write it anew?"
    _publish(question)
    about = Page.objects.get(slug="about").specific
    about.title, about.slug = "Who we are", "who-we-are"
    _publish(about)
    home = HomePage.objects.get()
    home.heading = "Another heading"
    _publish(home)
    before = _all_rows()
    _load()
    assert _all_rows() == before


def test_a_second_load_makes_what_is_missing_and_nothing_else() -> None:
    CityPage.objects.get(slug="palo-alto-ca").delete()
    SiteNotice.objects.all().delete()
    output = _load()
    assert sorted(output.split("\n")) == ["", "   1 city page", "   1 notice"]
    page = CityPage.objects.get(slug="palo-alto-ca")
    assert page.live
    assert page.local_questions.exists()


def test_the_load_says_what_stands_in_the_way() -> None:
    CityPage.objects.get(slug="palo-alto-ca").delete()
    ServiceArea.objects.filter(slug="palo-alto-ca").update(status=ServiceArea.Status.RETIRED)
    errors = StringIO()
    call_command("load_demo", stdout=StringIO(), stderr=errors)
    assert "Palo Alto is retired" in errors.getvalue()
    assert not CityPage.objects.filter(slug="palo-alto-ca").exists()


def test_closures_checked_dates_and_the_notice_count_from_the_day_of_loading() -> None:
    _remove_what_has_dates()
    noon = datetime(2028, 2, 29, 12, tzinfo=ZoneInfo("America/Los_Angeles"))
    with time_machine.travel(noon, tick=False):
        _load()
        notice = SiteNotice.objects.not_over_at(timezone.now()).get()
        closures = [row.first_date for row in Clinic.objects.get().special_days.all()]
        facts = list(ServiceArea.objects.get(slug="stanford-ca").local_facts.all())
        assert notice.ends_at == noon.replace(hour=0) + timedelta(days=30)
    assert closures == sorted(closures)
    assert closures[0] == date(2028, 5, 29)
    assert closures[-1] == date(2029, 1, 1)
    assert len(closures) == len(read_content("clinic")["closures"])
    for fact in facts:
        assert LEAP_DAY - timedelta(days=30) <= fact.checked_date <= LEAP_DAY
        assert fact.valid_until is None or fact.valid_until > LEAP_DAY


def test_nothing_is_loaded_into_a_site_with_pages_unless_asked() -> None:
    SiteNotice.objects.all().delete()
    output = StringIO()
    call_command("load_demo", if_empty=True, stdout=output)
    assert "has pages already" in output.getvalue()
    assert not SiteNotice.objects.exists()


def test_a_site_without_a_home_page_is_refused() -> None:
    root = Page.objects.get(depth=1)
    plain = root.add_child(instance=Page(title="Plain", slug="plain"))
    Site.objects.update(root_page=plain)
    with pytest.raises(CommandError, match="no home page"):
        call_command("load_demo")


def _load() -> str:
    output = StringIO()
    call_command("load_demo", stdout=output)
    return output.getvalue()


def _live_pages() -> list[Page]:
    return list(Page.objects.live().filter(depth__gt=1))


def _text(client: Client, page: Page) -> str:
    response = client.get(page.get_url())
    assert response.status_code == 200, page
    return response.content.decode()


def _publish(record: Any) -> None:
    record.save_revision().publish()


def _remove_what_has_dates() -> None:
    SiteNotice.objects.all().delete()
    Clinic.objects.all().delete()
    CityPage.objects.get(slug="stanford-ca").delete()
    GenerationRun.objects.all().delete()
    ServiceArea.objects.get(slug="stanford-ca").delete()


def _all_rows() -> dict[str, str]:
    """Return a digest of all rows of each table."""
    return {
        model._meta.label: hashlib.sha256(
            serializers.serialize("json", model._base_manager.order_by("pk")).encode()
        ).hexdigest()
        for model in apps.get_models()
        if model is not Session
    }
