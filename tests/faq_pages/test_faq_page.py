"""What an FAQ page shows."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
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


def test_a_question_in_the_list_of_pages_leads_to_its_answer() -> None:
    site, visitor = make_site(), Client()
    index = BeautifulSoup(visitor.get(site.faq_index.url).content, "html.parser")
    (link,) = index.select(".entries__questions a")
    path, _, anchor = str(link["href"]).partition("#")
    assert (path, link.get_text()) == (site.faq_page.url, site.question.question)
    page = BeautifulSoup(visitor.get(path).content, "html.parser")
    answer = page.find(id=anchor)
    assert answer is not None
    assert "question__answer" in answer["class"]
