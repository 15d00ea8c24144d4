"""The form as visitors meet it: what it asks, what it refuses, and that nothing typed is lost."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.views.debug import SafeExceptionReporterFilter

from appointments import form_pass
from appointments.models import AppointmentRequest, AppointmentSettings
from appointments.rules.answers import Answers
from appointments.services import receiving
from appointments.services.limiting import count_request
from appointments.vault import opened_answers
from home.models import ContentPage
from tests.appointments.conftest import FORM, SENT, filled_in
from tests.factories import add_page, make_clinic, make_home

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("taking")]
at_once = pytest.mark.usefixtures("_at_once")


def soup_of(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def stored() -> list[Answers | None]:
    return [opened_answers(request) for request in AppointmentRequest.objects.all()]


def problems(response: Any) -> list[str]:
    summary = soup_of(response).find(role="alert")
    return [item.get_text() for item in summary.find_all("li")] if summary else []


@at_once
def test_a_request_is_stored_encrypted_and_leads_to_a_page_without_data() -> None:
    response = Client().post(FORM, filled_in(page="/"))
    assert (response.status_code, response["Location"]) == (302, SENT)
    assert stored() == [
        Answers(
            name="Ada Canary",
            phone="(650) 555-0199",
            email="ada@visitor.example",
            days=(0, 4),
            parts=("morning",),
            visit="new",
            page_path="/",
        )
    ]
    (request,) = AppointmentRequest.objects.all()
    assert b"Ada" not in bytes(request.sealed)
    assert request.key_id == "tests"
    thanks = Client().get(SENT)
    assert "within one working day" in thanks.text
    assert soup_of(thanks).find("a", href="tel:988")


def test_the_form_asks_how_to_reach_somebody_and_for_nothing_else() -> None:
    soup = soup_of(Client().get(FORM))
    form = soup.find("form", method="post")
    names = {field["name"] for field in form.find_all("input")}
    asked = {"name", "phone", "email", "visit", "days", "parts"}
    assert names == asked | {"csrfmiddlewaretoken", "form_pass", "page", "website"}
    assert form.find("textarea") is None
    assert "no symptoms, no medicines, no diagnosis" in soup.main.get_text()
    assert soup.find("a", href="tel:911")
    assert soup.find("a", href="tel:988")
    assert len(soup.find_all("h1")) == 1
    for field in form.find_all("input", type=["text", "tel", "email", "radio", "checkbox"]):
        assert form.find("label", attrs={"for": field["id"]}), field


def test_it_is_kept_by_no_cache_and_no_search_engine_and_sets_one_cookie() -> None:
    response = Client().get(FORM)
    assert "no-store" in response["Cache-Control"]
    assert soup_of(response).find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert set(response.cookies) == {"csrftoken"}
    assert FORM not in Client().get("/sitemap.xml").text
    assert "no-store" in Client().get(SENT)["Cache-Control"]
    assert not Client().get(SENT).cookies


def test_the_days_are_those_on_which_the_clinic_opens() -> None:
    days = soup_of(Client().get(FORM)).find_all("input", attrs={"name": "days"})
    assert [day["value"] for day in days] == ["0", "1", "2", "3", "4"]


@at_once
@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"name": ""}, "id_name", "Enter your name."),
        ({"name": " \u202e\x07 "}, "id_name", "Enter your name."),
        ({"name": "a" * 101}, "id_name", "Shorten your name"),
        ({"phone": "", "email": ""}, "id_phone", "a phone number or an e-mail address"),
        ({"phone": "12"}, "id_phone", "area code"),
        ({"phone": "call me"}, "id_phone", "area code"),
        ({"email": "ada@"}, "id_email", "like name@example.com"),
        ({"visit": ""}, "id_visit_0", "been here before"),
        ({"visit": "<b>"}, "id_visit_0", "been here before"),
        ({"days": ["9"]}, "id_days_0", "the days below"),
        ({"parts": ["night"]}, "id_parts_0", "the times below"),
    ],
)
def test_a_mistake_is_named_on_top_and_beside_its_field(
    changes: dict[str, Any], field: str, told: str
) -> None:
    response = Client().post(FORM, filled_in(**changes))
    assert response.status_code == 422
    soup = soup_of(response)
    summary = soup.find(role="alert")
    assert summary.has_attr("autofocus")
    assert summary["tabindex"] == "-1"
    (link,) = [a for a in summary.find_all("a") if a["href"] == f"#{field}"]
    assert told in link.get_text()
    wrong = soup.find(id=field)
    described = wrong if wrong.get("aria-describedby") else wrong.find_parent("fieldset")
    texts = [soup.find(id=name).get_text() for name in described["aria-describedby"].split()]
    assert any(told in text for text in texts)
    assert soup.title.get_text().startswith("Error: ")
    assert AppointmentRequest.objects.count() == 0


@at_once
def test_nothing_typed_is_lost_and_hostile_text_stays_text() -> None:
    hostile = '"><script>alert(1)</script>'
    response = Client().post(FORM, filled_in(name=hostile, phone="12", parts=["afternoon"]))
    soup = soup_of(response)
    form = soup.find("form", method="post")
    assert form.find(id="id_name")["value"] == hostile
    assert form.find(id="id_phone")["value"] == "12"
    assert form.find(id="id_email")["value"] == "ada@visitor.example"
    chosen = {field["value"] for field in form.find_all("input", checked=True)}
    assert chosen == {"new", "0", "4", "afternoon"}
    assert form.find("input", attrs={"name": "page"})["value"] == "/"
    assert "<script>alert" not in response.text


@at_once
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("650-555-0199", "(650) 555-0199"),
        ("+1 650 555 0199 x12", "(650) 555-0199 ext. 12"),
        ("+44 20 7946 0958", "+44 20 7946 0958"),
    ],
)
def test_phone_numbers_are_taken_as_people_write_them(typed: str, kept: str) -> None:
    Client().post(FORM, filled_in(phone=typed, email=""))
    (answers,) = stored()
    assert answers
    assert answers.phone == kept


@at_once
def test_the_same_form_sent_twice_is_one_request_and_a_corrected_one_another() -> None:
    form = filled_in()
    for _ in range(3):
        assert Client().post(FORM, form)["Location"] == SENT
    assert AppointmentRequest.objects.count() == 1
    Client().post(FORM, form | {"phone": "650-555-0100"})
    Client().post(FORM, filled_in())
    assert AppointmentRequest.objects.count() == 3


def test_a_program_is_asked_again_and_a_person_who_does_so_gets_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = filled_in()
    response = Client().post(FORM, form)
    assert response.status_code == 422
    assert problems(response) == [
        "That was quicker than people type. Please look it over and send it again."
    ]
    assert soup_of(response).find(id="id_name")["value"] == "Ada Canary"
    again = soup_of(response).find("input", attrs={"name": "form_pass"})["value"]
    assert again == form["form_pass"]
    monkeypatch.setattr(form_pass, "SHORTEST", -1)
    assert Client().post(FORM, form | {"form_pass": again})["Location"] == SENT


@at_once
def test_the_field_that_nobody_sees_has_to_stay_empty() -> None:
    response = Client().post(FORM, filled_in(website="https://spam.example"))
    assert response.status_code == 422
    soup = soup_of(response)
    trap = soup.find(id="id_website")
    assert trap.get("value", "") == ""
    assert trap["tabindex"] == "-1"
    assert trap.parent["aria-hidden"] == "true"
    assert soup.find(id="id_name")["value"] == "Ada Canary"
    assert AppointmentRequest.objects.count() == 0


@at_once
@pytest.mark.parametrize("bad", ["", "nonsense", "a:b:c", "\u00e9", "old"])
def test_a_form_that_is_too_old_comes_back_with_everything_and_a_new_pass(
    bad: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if bad == "old":
        bad = form_pass.new_pass()
        monkeypatch.setattr(form_pass, "LONGEST", -1)
    response = Client().post(FORM, filled_in(form_pass=bad))
    assert response.status_code == 422
    assert "Nothing is lost" in problems(response)[0]
    monkeypatch.undo()
    monkeypatch.setattr(form_pass, "SHORTEST", -1)
    fresh = soup_of(response).find("input", attrs={"name": "form_pass"})["value"]
    assert Client().post(FORM, filled_in(form_pass=fresh))["Location"] == SENT


@at_once
def test_one_address_may_send_a_few_and_another_still_gets_through() -> None:
    for _ in range(6):
        assert Client(REMOTE_ADDR="192.0.2.1").post(FORM, filled_in())["Location"] == SENT
    response = Client(REMOTE_ADDR="192.0.2.1").post(FORM, filled_in())
    assert response.status_code == 429
    assert "Please call us" in problems(response)[0]
    assert soup_of(response).find(id="id_name")["value"] == "Ada Canary"
    assert Client(REMOTE_ADDR="192.0.2.2").post(FORM, filled_in())["Location"] == SENT
    assert AppointmentRequest.objects.count() == 7


@at_once
def test_all_addresses_together_may_send_no_more_than_a_desk_can_answer() -> None:
    now = timezone.now()
    for number in range(60):
        assert count_request(address=f"192.0.2.{number}", now=now)
    assert not count_request(address="192.0.2.100", now=now)
    assert Client(REMOTE_ADDR="192.0.2.101").post(FORM, filled_in()).status_code == 429


@at_once
def test_an_address_is_stored_nowhere() -> None:
    Client(REMOTE_ADDR="203.0.113.77").post(FORM, filled_in())
    with connection.cursor() as cursor:
        cursor.execute("SELECT sender FROM appointments_requestcount")
        senders = {row[0] for row in cursor.fetchall()}
    assert len(senders) == 2
    assert not any("203.0.113" in sender for sender in senders)


def test_without_the_cookie_the_form_comes_back_with_everything() -> None:
    response = Client(enforce_csrf_checks=True).post(FORM, filled_in())
    assert response.status_code == 403
    assert "did not send the cookie" in problems(response)[0]
    assert soup_of(response).find(id="id_name")["value"] == "Ada Canary"
    assert "no-store" in response["Cache-Control"]
    assert response.cookies["csrftoken"]
    elsewhere = Client(enforce_csrf_checks=True).post("/admin/login/")
    assert elsewhere.status_code == 403
    assert "appointment" not in elsewhere.text


@at_once
def test_a_fault_on_our_side_loses_nothing_and_logs_no_word_of_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    typed = f"{filled_in()}"
    assert "Canary" in typed

    def fail(*args: Any, **kwargs: Any) -> None:
        raise ValueError(typed)

    monkeypatch.setattr(receiving, "sealed_answers", fail)
    with caplog.at_level(logging.DEBUG):
        response = Client(raise_request_exception=False).post(FORM, filled_in())
    assert response.status_code == 503
    assert "call us" in problems(response)[0]
    assert soup_of(response).find(id="id_name")["value"] == "Ada Canary"
    assert "ValueError" in caplog.text
    assert "Canary" not in caplog.text
    assert "0199" not in caplog.text


def test_an_error_page_of_django_would_hide_what_was_typed(rf: Any) -> None:
    from appointments.views.public import request_appointment

    request = rf.post(FORM, filled_in())
    request_appointment(request)
    reporter = SafeExceptionReporterFilter()
    reporter.is_active = lambda request: True  # type: ignore[method-assign]
    hidden = set(reporter.get_post_parameters(request).values())
    assert hidden == {reporter.cleansed_substitute}


@pytest.mark.parametrize(
    ("referrer", "path"),
    [
        ("http://testserver/about/?zip=94301&q=migraine#top", "/about/"),
        ("http://testserver/", "/"),
        ("http://testserver/migra%C3%B1a/", "/migraña/"),
        ("http://testserver/nowhere/", ""),
        ("http://testserver/search/?query=pain", ""),
        ("http://testserver/request-appointment/", ""),
        ("http://testserver/admin/", ""),
        ("https://elsewhere.example/about/", ""),
        ("http://testserver@elsewhere.example/about/", ""),
        ("http://[/", ""),
        ("javascript:alert(1)", ""),
        ("http://testserver/" + "a/" * 300, ""),
        ("", ""),
    ],
)
def test_the_page_one_came_from_is_a_page_of_this_site_without_its_query(
    referrer: str, path: str
) -> None:
    home = make_home()
    add_page(home, ContentPage(title="About", slug="about"))
    add_page(home, ContentPage(title="Migraña", slug="migraña"))
    response = Client().get(FORM, headers={"referer": referrer})
    assert soup_of(response).find("input", attrs={"name": "page"})["value"] == path


@at_once
def test_of_several_clinics_one_is_chosen() -> None:
    assert soup_of(Client().get(FORM)).find("select") is None
    make_clinic(name="South", slug="south", locality="San Jose")
    choices = soup_of(Client().get(FORM)).find("select").find_all("option")
    assert [(choice["value"], choice.get_text()) for choice in choices] == [
        ("", "Please choose"),
        ("test-clinic", "Los Altos: Test Clinic"),
        ("south", "San Jose: South"),
    ]
    for wrong in ("", "none"):
        refused = Client().post(FORM, filled_in(clinic=wrong))
        assert problems(refused) == ["Choose a clinic."]
        assert soup_of(refused).find(role="alert").find("a")["href"] == "#id_clinic"
    refused = Client().post(FORM, filled_in(clinic="south", name=""))
    assert soup_of(refused).find("option", selected=True)["value"] == "south"
    assert stored() == []
    assert Client().post(FORM, filled_in(clinic="south")).status_code == 302
    assert [answers.clinic for answers in stored() if answers] == ["San Jose: South"]


@at_once
@pytest.mark.parametrize(
    "sent", ["/nowhere/", "//elsewhere.example/", "/admin/", "/" + "x" * 300, "/\0/"]
)
def test_a_made_up_page_is_not_stored_and_costs_nobody_the_request(sent: str) -> None:
    assert Client().post(FORM, filled_in(page=sent)).status_code == 302
    assert [answers.page_path for answers in stored() if answers] == [""]


@at_once
def test_a_page_with_an_accent_is_stored_as_people_read_it() -> None:
    add_page(make_home(), ContentPage(title="Migraña", slug="migraña"))
    Client().post(FORM, filled_in(page="/migraña/"))
    assert [answers.page_path for answers in stored() if answers] == ["/migraña/"]


def test_while_it_is_off_there_is_no_form_and_no_link_to_it() -> None:
    home = Client().get("/").text
    assert f'href="{FORM}"' in home
    AppointmentSettings.objects.update(is_on=False)
    for address in (FORM, SENT):
        assert Client().get(address).status_code == 404
    assert Client().post(FORM, filled_in()).status_code == 404
    assert f'href="{FORM}' not in Client().get("/").text
    AppointmentSettings.objects.all().delete()
    assert Client().get(FORM).status_code == 404
    assert not AppointmentSettings.objects.exists()


def test_the_form_does_not_offer_itself() -> None:
    links = soup_of(Client().get(FORM)).find_all("a", href=FORM)
    assert links == []


def test_the_privacy_statement_and_the_form_tell_the_same_live_numbers(
    taking: AppointmentSettings,
) -> None:
    page = add_page(make_home(), ContentPage(title="Privacy", slug="privacy"))
    other = add_page(make_home(), ContentPage(title="Other", slug="other"))
    taking.privacy_page_id, taking.keep_days, taking.keep_closed_days = page.pk, 41, 1
    taking.save()
    for address in (page.url, FORM):
        text = " ".join(soup_of(Client().get(address)).main.get_text().split())
        assert "We delete a request 41 days after it came in, or 1 day after" in text
    assert "delete a request" not in Client().get(other.url).text
    assert soup_of(Client().get(FORM)).main.find("a", href=page.url)
    AppointmentSettings.objects.update(keep_days=8)
    assert "8 days after it came in" in Client().get(page.url).text
    page.unpublish()
    assert soup_of(Client().get(FORM)).main.find("a", href=page.url) is None


def test_the_contents_of_the_privacy_statement_lead_to_what_it_says_of_requests(
    taking: AppointmentSettings,
) -> None:
    sections = [
        {"type": "section", "value": {"heading": heading, "body": "<p>Text.</p>"}}
        for heading in ("Cookies", "Logs", "Counts", "Questions")
    ]
    privacy, other = (
        add_page(home, ContentPage(title=title, slug=title.lower(), sections=sections))
        for home in [make_home()]
        for title in ("Privacy", "Other")
    )
    taking.privacy_page_id = privacy.pk
    taking.save()
    statement = soup_of(Client().get(privacy.url)).main
    *_first, last = statement.select(".contents a")
    target = statement.find(id=last["href"].removeprefix("#"))
    assert target.h2.get_text() == last.get_text() == "When you ask for an appointment"
    assert len(soup_of(Client().get(other.url)).select(".contents a")) == len(sections)


@at_once
def test_the_queries_of_the_form_are_counted() -> None:
    client = Client()
    client.post(FORM, filled_in())
    with CaptureQueriesContext(connection) as shown:
        client.get(FORM)
    with CaptureQueriesContext(connection) as sent:
        client.post(FORM, filled_in())
    # Of the second, one asks which clinics there are.
    assert (len(shown), len(sent)) == (9, 23)


def test_staff_may_use_the_form_too() -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    assert client.get(FORM).status_code == 200
