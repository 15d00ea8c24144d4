"""The desk in the editor: every look is written down, and nothing it shows breaks out."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from appointments.models import AppointmentRequest, AppointmentSettings
from appointments.rules.keys import new_keys
from appointments.services.desk import (
    AlreadyGoneError,
    UnknownStateError,
    delete_request,
    export_requests,
    mark_request,
    read_request,
)
from tests.appointments.requests import make_request
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db

INDEX = "/admin/appointment-requests/"
HOSTILE = '<script>alert("Canary")</script>'


def written_down() -> list[tuple[str, str, str]]:
    """Return who did what to which request, as Wagtail's log has it."""
    rows = ModelLogEntry.objects.filter(action__startswith="appointments.").order_by("pk")
    return [(row.user.username, row.action, row.object_id) for row in rows]


def test_the_list_names_nobody_and_opens_nothing(desk_client: Client) -> None:
    request = make_request()
    response = desk_client.get(INDEX)
    assert request.number in response.text
    assert "Canary" not in response.text
    assert "no-store" in response["Cache-Control"]
    assert written_down() == []


def test_opening_one_shows_what_was_written_and_writes_down_who_read_it(
    desk: User, desk_client: Client
) -> None:
    request = make_request(name="Ada Canary", days=(1,), parts=("midday",), page_path="/faq/")
    make_request(name="Somebody else")
    response = desk_client.get(f"{INDEX}{request.pk}/")
    for text in ("Ada Canary", "(650) 555-0199", "Tuesday", "Around noon", "/faq/"):
        assert text in response.text
    assert "Somebody else" not in response.text
    assert "no-store" in response["Cache-Control"]
    assert written_down() == [("desk", "appointments.read", str(request.pk))]
    entry = ModelLogEntry.objects.get(action="appointments.read")
    assert "Ada" not in f"{entry.label}{entry.data}"


def test_nobody_reads_what_could_not_be_written_down(
    desk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from appointments.services import desk as service

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the log is full")

    opened: list[Any] = []
    monkeypatch.setattr(service, "log", fail)
    monkeypatch.setattr(service, "opened_answers", opened.append)
    with pytest.raises(RuntimeError):
        read_request(request=make_request(), user=desk)
    with pytest.raises(RuntimeError):
        export_requests(requests=[make_request()], user=desk)
    assert opened == []


def test_each_verb_asks_for_its_right() -> None:
    nobody, request = User.objects.create_user("nobody"), make_request()
    with pytest.raises(PermissionDenied):
        read_request(request=request, user=nobody)
    with pytest.raises(PermissionDenied):
        export_requests(requests=[request], user=nobody)
    with pytest.raises(PermissionDenied):
        mark_request(request=request, state="called", user=nobody, now=timezone.now())
    with pytest.raises(PermissionDenied):
        delete_request(request=request, user=nobody)
    assert written_down() == []


def test_what_was_written_is_shown_as_text(desk_client: Client) -> None:
    request = make_request(name=HOSTILE, phone=HOSTILE, email=HOSTILE, page_path=HOSTILE)
    html = desk_client.get(f"{INDEX}{request.pk}/").text
    assert HOSTILE not in html
    soup = BeautifulSoup(html, "html.parser")
    assert HOSTILE in soup.main.get_text()
    assert not soup.main.find("script")


@pytest.mark.parametrize("spoiled", ["key", "value", "row"])
def test_what_cannot_be_decrypted_says_so(desk_client: Client, spoiled: str) -> None:
    request = make_request()
    stored = AppointmentRequest.objects.filter(pk=request.pk)
    if spoiled == "value":
        stored.update(sealed=b"\0" * 300)
    elif spoiled == "row":
        stored.update(sealed=make_request().sealed)
    keys = new_keys("other") if spoiled == "key" else None
    with override_settings(**({"APPOINTMENT_KEYS": keys} if keys else {})):
        page = desk_client.get(f"{INDEX}{request.pk}/")
        table = desk_client.post(f"{INDEX}export/", {"state": "all"})
    assert page.status_code == table.status_code == 200
    assert "cannot be decrypted" in page.text
    assert "“tests”" in page.text
    assert "Cannot be decrypted" in table.text


def test_marking_leads_back_to_the_list_and_is_written_down(
    desk_client: Client, desk: User
) -> None:
    request = make_request()
    address = f"{INDEX}{request.pk}/mark/"
    assert desk_client.post(address, {"state": "booked"})["Location"] == INDEX
    assert desk_client.post(address, {"state": "booked"})["Location"] == INDEX
    desk_client.post(address, {"state": "nonsense"})
    desk_client.post(address)
    request.refresh_from_db()
    assert request.state == "booked"
    assert request.state_changed_at
    assert written_down() == [("desk", "appointments.mark", str(request.pk))]
    entry = ModelLogEntry.objects.get(action="appointments.mark")
    assert entry.data == {"from": "new", "to": "booked"}
    with pytest.raises(UnknownStateError):
        mark_request(request=request, state="x", user=desk, now=timezone.now())
    AppointmentRequest.objects.all().delete()
    with pytest.raises(AlreadyGoneError):
        mark_request(request=request, state="new", user=desk, now=timezone.now())


def test_deleting_asks_first_and_is_written_down(desk_client: Client, desk: User) -> None:
    request = make_request()
    address = f"{INDEX}{request.pk}/delete/"
    assert "for good" in desk_client.get(address).text
    assert AppointmentRequest.objects.count() == 1
    assert desk_client.post(address)["Location"] == INDEX
    assert AppointmentRequest.objects.count() == 0
    assert desk_client.post(address).status_code == 404
    assert delete_request(request=request, user=desk) is False
    assert written_down() == [("desk", "appointments.delete", str(request.pk))]


def test_a_request_that_is_not_there_is_not_found(desk_client: Client) -> None:
    for tail in ("", "delete/"):
        assert desk_client.get(f"{INDEX}{uuid4()}/{tail}").status_code == 404
    assert desk_client.post(f"{INDEX}{uuid4()}/mark/").status_code == 404


def test_a_table_holds_what_the_list_shows_and_runs_no_formula(desk_client: Client) -> None:
    one = make_request(name="=HYPERLINK(1)", phone="+44 20 7946 0958", email="-a@visitor.example")
    make_request(state="closed", name="Done")
    response = desk_client.post(f"{INDEX}export/", {"state": "open"})
    assert "no-store" in response["Cache-Control"]
    rows = list(csv.reader(response.text.removeprefix("\ufeff").splitlines()))
    assert len(rows) == 2
    assert rows[1][0] == one.number
    assert rows[1][3:6] == ["'=HYPERLINK(1)", "'+44 20 7946 0958", "'-a@visitor.example"]
    assert written_down() == [("desk", "appointments.export", str(one.pk))]
    assert len(desk_client.post(f"{INDEX}export/", {"state": "all"}).text.splitlines()) == 3


def test_the_list_shows_states_late_ones_and_pages(desk_client: Client) -> None:
    make_clinic()
    late = make_request(received_at=timezone.now() - timedelta(days=9))
    make_request()
    done = make_request(state="booked")
    html = desk_client.get(INDEX).text
    assert html.count("over one working day") == 1
    assert html.index(late.number) < html.index("over one working day")
    assert done.number not in html
    assert done.number in desk_client.get(f"{INDEX}?state=booked").text
    assert "There are none" in desk_client.get(f"{INDEX}?state=called").text
    for odd in ("?state=%00", "?p=x", "?p=999", "?state=all&p=-1"):
        assert desk_client.get(f"{INDEX}{odd}").status_code == 200
    for _ in range(60):
        make_request()
    assert "Page 1 of 2" in desk_client.get(INDEX).text


def test_an_empty_desk_says_what_to_expect(desk_client: Client) -> None:
    html = desk_client.get(INDEX).text
    assert "Nobody waits" in html
    assert "takes no requests at the moment" in html
    AppointmentSettings.objects.create(is_on=True)
    assert "takes no requests at the moment" not in desk_client.get(INDEX).text


def test_sixty_requests_take_no_more_queries_than_one(desk_client: Client) -> None:
    make_clinic()
    make_request()
    desk_client.get(INDEX)
    counts = []
    for more in (0, 60):
        for _ in range(more):
            make_request(received_at=timezone.now() - timedelta(days=9))
        with CaptureQueriesContext(connection) as queries:
            desk_client.get(INDEX)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_desk_reaches_the_list_from_the_menu_and_others_do_not_see_it(
    desk_client: Client,
) -> None:
    assert reverse("appointment_requests:index") in desk_client.get("/admin/").text
    editor = Client()
    user = User.objects.create_user("editor")
    user.groups.add(_group("Marketing editors"))
    editor.force_login(user)
    assert reverse("appointment_requests:index") not in editor.get("/admin/").text


def _group(name: str) -> Any:
    from django.contrib.auth.models import Group

    return Group.objects.get(name=name)
