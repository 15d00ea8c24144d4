"""What an editor reads about city pages after signing in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from locations.models import CityPage, LocalFact
from locations.services.verdicts import update_verdicts
from tests.factories import publish

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _no_fact_runs_out() -> None:
    LocalFact.objects.update(valid_until=None)


def first_screen() -> str:
    user = User.objects.create_user("editor")
    user.groups.add(Group.objects.get(name="Marketing editors"))
    client = Client()
    client.force_login(user)
    html: str = client.get(reverse("wagtailadmin_home")).content.decode()
    return html


def test_nothing_is_said_when_all_is_well() -> None:
    update_verdicts()
    assert "City pages that need you" not in first_screen()


def test_a_live_page_that_no_longer_passes_is_named_with_its_last_day() -> None:
    page = CityPage.objects.get(slug="palo-alto-ca")
    page.area.local_facts.filter(topic="getting-home").delete()
    publish(page.area)
    today = timezone.localdate()
    update_verdicts(today=today)
    html = first_screen()
    assert "City pages that need you" in html
    assert "Getting home" in html
    assert f"{today + timedelta(days=30):%b}"[:3] in html
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html


@pytest.mark.parametrize(("days", "is_named"), [(0, True), (30, True), (31, False), (-1, False)])
def test_a_place_is_named_30_days_before_a_fact_of_it_runs_out(days: int, is_named: bool) -> None:
    area = CityPage.objects.get(slug="palo-alto-ca").area
    fact = area.local_facts.first()
    fact.valid_until = timezone.localdate() + timedelta(days=days)
    fact.save()
    assert ("leave their pages soon" in first_screen()) == is_named
