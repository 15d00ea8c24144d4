"""What an FAQ page shows."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from tests.factories import make_question, make_site, publish

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("America/Los_Angeles")


def test_the_page_was_updated_when_it_or_one_of_its_questions_was() -> None:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=ZONE), tick=False):
        site = make_site()
        elsewhere = make_question("Asked on no page?")
    visitor, page = Client(), site.faq_page
    for record, day, updated in [
        (elsewhere, 2, "March 1, 2026"),
        (site.question, 3, "March 3, 2026"),
        (page, 4, "March 4, 2026"),
        (site.question, 5, "March 5, 2026"),
    ]:
        with time_machine.travel(datetime(2026, 3, day, 23, 30, tzinfo=ZONE), tick=False):
            publish(record)
        assert f"Last updated {updated}" in visitor.get(page.url).content.decode()
