"""The verdict in the editor, the way over it, the report and the command."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from locations.models import CityPage, GateException
from tests.factories import publish

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db, pytest.mark.gate]

REPORT = "city_page_gate:report"


def signed_in(group: str) -> Client:
    user = User.objects.create_user(group)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    return signed_in("Marketing editors")


@pytest.fixture
def manager() -> Client:
    return signed_in("Site managers")


@pytest.fixture
def copied() -> CityPage:
    """A draft of the page of Atherton with the introduction of Cupertino's."""
    page: CityPage = CityPage.objects.get(slug="atherton-ca")
    page.unpublish()
    other = CityPage.objects.get(slug="cupertino-ca")
    version = page.get_latest_revision_as_object()
    version.local_introduction = other.local_introduction.replace("Cupertino", "Atherton")
    version.save_revision()
    return CityPage.objects.get(pk=page.pk)


def verdict(client: Client, page: CityPage) -> BeautifulSoup:
    response = client.get(reverse("city_page_gate:verdict", args=[page.pk]))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_the_edit_screen_asks_for_the_verdict(editor: Client) -> None:
    page = CityPage.objects.get(slug="cupertino-ca")
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert f'data-saved-panel="{reverse("city_page_gate:verdict", args=[page.pk])}"' in html


def test_a_good_page_reads_that_it_may_be_published(editor: Client) -> None:
    shown = verdict(editor, CityPage.objects.get(slug="cupertino-ca"))
    assert "This page may be published." in shown.get_text()
    assert len(shown.select(".gate-verdict__parts tbody tr")) == 6
    assert not shown.select("mark")


def test_a_copied_text_reads_what_to_do_with_the_closest_page_and_its_sentences(
    editor: Client, copied: CityPage
) -> None:
    shown = verdict(editor, copied)
    text = " ".join(shown.get_text().split())
    assert "This page cannot be published yet." in text
    assert "the page of Cupertino, CA" in text
    marked = [mark.get_text() for mark in shown.select("mark")]
    assert marked
    assert all(sentence.replace("Atherton", "") for sentence in marked)
    introduction = BeautifulSoup(
        CityPage.objects.get(slug="cupertino-ca").local_introduction, "html.parser"
    ).get_text(" ")
    assert marked[0].replace("Atherton", "Cupertino") in introduction


def test_hostile_text_stays_text(editor: Client, copied: CityPage) -> None:
    area = copied.area
    area.name = "<script>alert(1)</script>"
    publish(area)
    assert not verdict(editor, copied).select("script")


def test_only_managers_are_offered_the_way_over_the_gate(
    editor: Client, manager: Client, copied: CityPage
) -> None:
    address = reverse("city_page_gate:publish_over", args=[copied.pk])
    assert not verdict(editor, copied).select(f'a[href="{address}"]')
    assert verdict(manager, copied).select(f'a[href="{address}"]')
    assert editor.post(address, {"reason": "I want to."}).status_code == 302
    assert not GateException.objects.exists()


def test_a_manager_publishes_over_the_gate_and_the_reason_is_listed(
    manager: Client, copied: CityPage
) -> None:
    address = reverse("city_page_gate:publish_over", args=[copied.pk])
    assert "This field is required" in manager.post(address, {"reason": " "}).content.decode()
    response = manager.post(address, {"reason": "Both towns share one road."}, follow=True)
    assert "is live" in " ".join(str(message) for message in response.context["messages"])
    assert CityPage.objects.live().filter(pk=copied.pk).exists()
    assert "Both towns share one road." in verdict(manager, copied).get_text()
    history = manager.get(reverse("wagtailadmin_pages:history", args=[copied.pk]))
    assert "Both towns share one road." in history.content.decode()
    report = manager.get(reverse(REPORT)).content.decode()
    assert "Live, published over the gate" in report


def test_the_report_lists_every_page_the_most_urgent_first(
    editor: Client, copied: CityPage
) -> None:
    html = BeautifulSoup(editor.get(reverse(REPORT)).content, "html.parser")
    rows = html.select("table.listing tbody tr")
    assert len(rows) == 6
    assert "Atherton, CA" in rows[0].get_text()
    assert "Draft, not ready" in rows[0].get_text()
    assert "Cupertino, CA" in rows[0].get_text()


@pytest.mark.parametrize(
    ("choice", "count"),
    [
        ("passes=false", 1),
        ("passes=true", 5),
        ("live=true", 5),
        ("withheld=true", 0),
        ("county=San+Mateo", 1),
        ("county=Nowhere", 6),
    ],
)
def test_the_report_can_be_narrowed_down(
    editor: Client, copied: CityPage, choice: str, count: int
) -> None:
    html = editor.get(f"{reverse(REPORT)}?{choice}").content
    assert len(BeautifulSoup(html, "html.parser").select("table.listing tbody tr")) == count


def test_the_report_is_exported_and_no_cell_runs_as_a_formula(
    editor: Client, copied: CityPage
) -> None:
    CityPage.objects.filter(pk=copied.pk).update(title="=HYPERLINK(1)")
    response = editor.get(f"{reverse(REPORT)}?export=csv")
    rows = list(csv.DictReader(StringIO(b"".join(response).decode())))
    assert len(rows) == 6
    assert rows[0]["Page"] == "'=HYPERLINK(1)"
    assert rows[0]["State"] == "Draft, not ready"
    workbook = load_workbook(
        BytesIO(b"".join(editor.get(f"{reverse(REPORT)}?export=xlsx").streaming_content))
    )
    (sheet,) = workbook.worksheets
    assert sheet.max_row == 7
    assert sheet["A2"].data_type == "s"


def test_the_command_prints_the_same(copied: CityPage) -> None:
    out = StringIO()
    call_command("check_city_pages", stdout=out)
    assert "FAIL" in out.getvalue().splitlines()[0]
    assert "atherton-ca" in out.getvalue().splitlines()[0]
    assert out.getvalue().endswith("6 city pages, 1 do not pass.\n")
    as_json = StringIO()
    call_command("check_city_pages", "--json", stdout=as_json)
    rows = json.loads(as_json.getvalue())
    assert [row["passes"] for row in rows] == [False, *[True] * 5]
    assert rows[0]["closest"]
    assert rows[0]["own_similarity"] > 0.2


def test_the_limits_can_be_changed_by_managers_and_hold_at_once(
    manager: Client, editor: Client
) -> None:
    address = reverse("wagtailsettings:edit", args=["locations", "gatesettings"])
    assert editor.get(address, follow=True).request["PATH_INFO"] == reverse("wagtailadmin_home")
    page = CityPage.objects.get(slug="cupertino-ca")
    fields = {
        "max_similarity": 50,
        "max_own_similarity": 20,
        "min_own_share": 25,
        "min_introduction_words": 40,
        "days_to_mend": 30,
    }
    response = manager.post(manager.get(address, follow=True).request["PATH_INFO"], fields)
    assert response.status_code == 302
    assert "At most 50 % may." in verdict(editor, page).get_text()
    refused = manager.post(
        manager.get(address, follow=True).request["PATH_INFO"], fields | {"max_similarity": 100}
    )
    assert "less than or equal to 95" in refused.content.decode()
