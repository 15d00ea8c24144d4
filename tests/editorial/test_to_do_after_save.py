"""A row of the list "To do" is gone, or there, as soon as what it is about was saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial.models import MedicalReviewer, ToDoLook, ToDoRow
from editorial.services.to_do import look
from home.models import ContentPage
from navigation.models import Menu
from operations.to_do import registered_checks
from tests.editorial.seeded_faults import (
    broken_page_link,
    broken_typed_link,
    chosen_page_not_live,
    missing_description,
    picture_in_a_text,
    risky_claim,
    same_description,
    same_title,
)
from tests.editorial.seeded_site import NOW, Fault, found, site_in_order
from tests.editorial.test_claim_readings import do_at_once
from tests.editorial.test_to_do_review import change, sign_everything
from tests.factories import SmallSite, add_page, publish

pytestmark = pytest.mark.django_db

KINDS_OF_REVIEW = ("signatures", "unsigned-drafts")


@pytest.fixture(autouse=True)
def _committed(monkeypatch: pytest.MonkeyPatch) -> object:
    """What is done once a save is committed is done at once, as outside a test."""
    monkeypatch.setattr("operations.after_commit.transaction.on_commit", do_at_once)
    with time_machine.travel(NOW, tick=False):
        yield


def stored() -> list[tuple[str, str]]:
    return sorted(ToDoRow.objects.values_list("kind", "title"))


@pytest.mark.parametrize(
    "make",
    [
        broken_typed_link,
        broken_page_link,
        chosen_page_not_live,
        picture_in_a_text,
        missing_description,
        same_description,
        same_title,
    ],
    ids=lambda make: make.__name__,
)
def test_the_row_of_a_costly_check_is_gone_once_the_fault_is_mended(
    make: Callable[[SmallSite], Fault],
) -> None:
    fault = make(site_in_order())
    assert found(fault.kind) == [(fault.kind, title) for title in fault.titles]
    fault.mend()
    assert stored() == []


@pytest.mark.parametrize("make", [broken_typed_link, picture_in_a_text], ids=lambda m: m.__name__)
def test_a_fault_of_one_record_is_listed_once_it_is_made(
    make: Callable[[SmallSite], Fault],
) -> None:
    site = site_in_order()
    assert found() == []
    fault = make(site)
    assert stored() == [(fault.kind, title) for title in fault.titles]


def test_the_first_screen_shows_a_mended_claim_no_more() -> None:
    user = User.objects.create_user("editor")
    user.groups.add(Group.objects.get(name="Marketing editors"))
    client = Client()
    client.force_login(user)
    fault = risky_claim(site_in_order())
    assert "completely safe" in client.get(reverse("wagtailadmin_home")).content.decode()
    fault.mend()
    assert "completely safe" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_signing_takes_the_rows_off_and_a_draft_adds_one(
    site: SmallSite, reviewer: MedicalReviewer
) -> None:
    checks = [check for check in registered_checks() if check.key in KINDS_OF_REVIEW]
    look(checks=checks, now=NOW, asked_for=True)
    rows = ToDoRow.objects.filter(kind__in=KINDS_OF_REVIEW)
    assert rows.exists()
    sign_everything(reviewer.user)
    assert not rows.exists()
    change(site.question)
    assert [(row.kind, row.title) for row in rows] == [("unsigned-drafts", str(site.question))]


def test_the_rows_about_a_record_go_with_it() -> None:
    site = site_in_order()
    menu = chosen_page_not_live(site)
    assert [title for _kind, title in found()] == list(menu.titles)
    type_of_menu = ToDoRow.objects.get().model
    assert type_of_menu == "navigation.menu"
    Menu.objects.get().delete()
    assert stored() == []


def test_a_page_that_leaves_makes_links_due_at_the_next_tick() -> None:
    site = site_in_order()
    found()
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        publish(ContentPage.objects.get(pk=site.about.pk))
    assert ToDoLook.objects.get(kind="broken-links").looked_at is not None
    ContentPage.objects.get(pk=site.about.pk).unpublish()
    assert ToDoLook.objects.get(kind="broken-links").looked_at is None


def test_a_visitor_makes_nobody_look() -> None:
    site = site_in_order()
    found()
    with CaptureQueriesContext(connection) as queries:
        for page in (site.home, site.about, site.city_page, site.faq_page):
            assert Client().get(page.url).status_code == 200
    tables = ("editorial_todo", "editorial_claimreading")
    assert not [q["sql"] for q in queries if any(table in q["sql"] for table in tables)]


def test_a_check_that_fails_stops_no_save(monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_in_order()

    def fail(record: object) -> object:
        raise ValueError("no")

    monkeypatch.setattr("locations.to_do_checks.broken_links_of", fail)
    add_page(site.home, ContentPage(title="New", slug="new"))
    assert ContentPage.objects.filter(slug="new", live=True).exists()
