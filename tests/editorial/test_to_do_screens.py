"""Who sees what of the list "To do", on the first screen, in the report and in its files."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission

from editorial.models import ToDoLook, ToDoRow
from editorial.services.to_do import look
from editorial.to_do_access import may_change, rows_for
from editorial.to_do_panel import LISTED, ToDoPanel
from home.models import ContentPage
from locations.models import CityPage, CityPageVerdict, ServiceArea
from operations.to_do import registered_checks
from tests.factories import add_page, make_blueprint, make_home, make_hub

pytestmark = pytest.mark.django_db


def make_row(number: int = 0, **fields: Any) -> ToDoRow:
    """Store a row about the clinic's facts, of a kind that is not looked at with every screen."""
    row: ToDoRow = ToDoRow.objects.create(
        **{
            "kind": "titles",
            "key": f"row-{number}",
            "model": "clinic.clinic",
            "title": f"Clinic {number}",
            "message": "Made up.",
            "edit_url": "/admin/snippets/clinic/clinic/edit/1/#panel-sample_facts-section",
            "severity": ToDoRow.Urgency.SOON,
            "found_at": timezone.now(),
        }
        | fields
    )
    return row


@pytest.fixture(autouse=True)
def _looked() -> None:
    """Nothing has changed since everything was looked at, so that only made rows are there."""
    make_home()
    look(checks=registered_checks(), now=timezone.now(), asked_for=True)
    ToDoRow.objects.all().delete()


def person(role: str) -> User:
    user: User = User.objects.create_user(role.replace(" ", "-"))
    user.groups.add(Group.objects.get(name=role))
    return user


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def panel(client: Client) -> BeautifulSoup:
    html = client.get(reverse("wagtailadmin_home")).content
    found: Any = BeautifulSoup(html, "html.parser").find(id="to-do-section")
    return found


def listed(client: Client, **query: str) -> list[str]:
    html = client.get(reverse("to_do"), query).content
    rows = BeautifulSoup(html, "html.parser").select("#listing-results tbody tr")
    return [row.find("a").get_text(strip=True) for row in rows if row.find("a")]


def test_the_first_screen_tells_how_much_there_is_and_leads_to_the_field() -> None:
    rows = [make_row(number) for number in range(LISTED + 2)]
    make_row(99, title="Urgent", severity=ToDoRow.Urgency.NOW)
    shown = panel(client_of(person("Marketing editors")))
    assert f"Titles and descriptions in search: {len(rows) + 1}" in " ".join(
        shown.get_text().split()
    )
    links = shown.select("ul.plain-list a")
    assert [link.get_text() for link in links][:2] == ["Urgent", "Clinic 0"]
    assert len(links) == LISTED
    assert links[0]["href"].endswith("/edit/1/#panel-sample_facts-section")
    assert "See all, 3 more" in shown.get_text()


def test_the_first_screen_says_so_when_there_is_nothing_to_do() -> None:
    assert "Nothing to do" in panel(client_of(person("Marketing editors"))).get_text()


def test_somebody_without_pages_to_look_after_has_no_such_panel_and_no_such_report() -> None:
    user = User.objects.create_user("visitor")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = client_of(user)
    assert panel(client) is None
    assert client.get(reverse("to_do")).status_code == 302


def test_everybody_sees_what_they_may_mend_and_nothing_else() -> None:
    page = add_page(make_home(), ContentPage(title="About", slug="about"))
    make_row(1, title="Record")
    make_row(2, title="Page", page=page, model="")
    make_row(3, title="Redirect", model="wagtailredirects.redirect")
    make_row(4, title="Launch", model="clinic.launchsettings")
    make_row(5, title="Picture", model="images.customimage")
    make_row(6, title="No such kind", model="clinic.dinosaur")
    editor, manager = person("Marketing editors"), person("Site managers")
    assert set(listed(client_of(editor))) == {"Record", "Page", "Picture"}
    assert set(listed(client_of(manager))) == {"Record", "Page", "Picture", "Redirect", "Launch"}


def test_somebody_who_looks_after_one_part_of_the_site_sees_that_part() -> None:
    home = make_home()
    mine = add_page(home, ContentPage(title="Mine", slug="mine"))
    other = add_page(home, ContentPage(title="Other", slug="other"))
    group = Group.objects.create(name="One part")
    GroupPagePermission.objects.create(
        group=group, page=mine, permission=Permission.objects.get(codename="change_page")
    )
    user = User.objects.create_user("part")
    user.groups.add(group)
    make_row(1, title="Mine", page=mine, model="")
    make_row(2, title="Other", page=other, model="")
    make_row(3, title="Record")
    assert [row.title for row in rows_for(user)] == ["Mine"]
    assert not may_change(user, "clinic.clinic")


def test_the_report_is_narrowed_down_by_kind_and_by_urgency() -> None:
    make_row(1, title="Soon")
    make_row(2, title="Now", severity=ToDoRow.Urgency.NOW)
    make_row(3, title="Link", kind="broken-links")
    client = client_of(person("Marketing editors"))
    assert listed(client) == ["Now", "Link", "Soon"]
    assert listed(client, kind="broken-links") == ["Link"]
    assert listed(client, severity="1") == ["Now"]
    assert (
        "Nothing of this kind"
        in client.get(reverse("to_do"), {"kind": "redirects"}).content.decode()
    )


@pytest.mark.parametrize("bad", ["=HYPERLINK(1)", "+1+1", "@SUM(1)", "-2+3"])
def test_a_file_has_every_row_and_runs_no_formula(bad: str) -> None:
    make_row(1, title=bad, message=bad)
    client = client_of(person("Marketing editors"))
    csv = b"".join(client.get(reverse("to_do"), {"export": "csv"}).streaming_content).decode()
    heading, line = csv.strip().splitlines()
    assert heading.startswith("Where,What to do,Kind,How soon,Date,")
    assert line.startswith(f"'{bad},'{bad},Titles and descriptions in search,Soon,")
    assert "http://testserver/admin/snippets/clinic/clinic/edit/1/#panel" in line
    xlsx = client.get(reverse("to_do"), {"export": "xlsx"})
    content = b"".join(xlsx.streaming_content) if xlsx.streaming else xlsx.content
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    assert [row[0].data_type for row in sheet.iter_rows(min_row=2)] == ["s"]


def test_what_is_listed_is_escaped() -> None:
    make_row(1, title="<script>alert(1)</script>", message="<b>bold</b>")
    client = client_of(person("Marketing editors"))
    for address in ("to_do", "wagtailadmin_home"):
        html = client.get(reverse(address)).content.decode()
        assert "<script>alert(1)" not in html
        assert "&lt;b&gt;bold" in html


def test_looking_again_looks_at_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(person("Marketing editors"))
    page = add_page(make_home(), ContentPage(title="Alone", slug="alone"))
    assert client.get(reverse("to_do_look_again")).status_code == 405
    client.post(reverse("to_do_look_again"))
    assert ToDoRow.objects.filter(kind="orphan-pages", page=page).exists()
    assert "Last look at all pages and links:" in client.get(reverse("to_do")).content.decode()
    monkeypatch.setattr("editorial.views.to_do_report.PAGES_READ_AT_ONCE", 1)
    client.post(reverse("to_do_look_again"))
    assert ToDoLook.objects.get(kind="orphan-pages").looked_at is None
    assert ToDoLook.objects.get(kind="forgotten-drafts").looked_at is not None
    assert "have not been read yet" in client.get(reverse("to_do")).content.decode()


def test_the_report_names_what_could_not_be_looked_at() -> None:
    ToDoLook.objects.filter(kind="titles").update(error="ValueError: no")
    html = client_of(person("Marketing editors")).get(reverse("to_do")).content.decode()
    assert "could not be looked at" in html


# The last change of a page, of a record, and the last looks; three on what the person may do; the
# kinds of record among the rows; the counts, and the first rows.
QUERIES_OF_PANEL = 9


def queries_of_panel(user: User) -> int:
    """Return what the panel asks for somebody whose rights are not known yet."""
    request = RequestFactory().get("/")
    request.user = User.objects.get(pk=user.pk)
    with CaptureQueriesContext(connection) as queries:
        ToDoPanel().get_context_data({"request": request})
    return len(queries)


def test_the_first_screen_asks_the_same_of_the_database_for_40_city_pages_as_for_one() -> None:
    user = person("Marketing editors")
    hub, blueprint = make_hub(), make_blueprint()
    areas = [ServiceArea(name=f"P{number}", slug=f"p-{number}") for number in range(40)]
    counts = []
    for number, area in enumerate(areas):
        area.save()
        page = CityPage(title=area.name, slug=area.slug, area=area, blueprint=blueprint)
        hub.add_child(instance=page)
        make_row(number, page=page, model="")
        if number in (0, 39):
            make_row(1000 + number)
            look(checks=[c for c in registered_checks() if not c.is_costly], now=timezone.now())
            counts.append(queries_of_panel(user))
    assert counts == [QUERIES_OF_PANEL, QUERIES_OF_PANEL]
    assert ToDoRow.objects.filter(kind="titles").count() == 42


def test_looking_itself_asks_the_same_of_the_database_for_many_failing_pages_as_for_one() -> None:
    hub, blueprint = make_hub(), make_blueprint()
    check = next(check for check in registered_checks() if check.key == "city-pages")
    counts = []
    for number in range(10):
        area = ServiceArea.objects.create(name=f"P{number}", slug=f"p-{number}")
        page = CityPage(title=area.name, slug=area.slug, area=area, blueprint=blueprint)
        hub.add_child(instance=page)
        CityPageVerdict.objects.update_or_create(
            page=page, defaults={"failing_since": timezone.localdate()}
        )
        with CaptureQueriesContext(connection) as queries:
            assert len(list(check.find(timezone.now()))) == number + 1
        counts.append(len(queries))
    assert set(counts) == {2}
