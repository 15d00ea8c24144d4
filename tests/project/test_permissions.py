"""Every address of our own by role and by method, held to the table in ``permission_table``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker
from wagtail.models import GroupApprovalTask, Locale, Page, Site, Workflow, WorkflowTask

from appointments.models import AppointmentRequest, AppointmentSettings
from clinic.models import Person
from editorial.models import (
    AcceptedClaim,
    Citation,
    DigestSettings,
    Disclosure,
    MedicalReviewer,
    QuestionMerge,
)
from editorial.rules.claims import sentence_hash
from faq_pages.models import FAQIndexPage
from home.models import ContentPage
from home.roles import MARKETING_EDITORS, SITE_MANAGERS
from locations.models import CityIndexPage, CityPage, GenerationRun, PlaceChange
from navigation.models import Menu, SiteNotice
from seo.models import SearchSettings
from sign_in.models import SignInSettings
from tests.factories import (
    add_page,
    make_area,
    make_blueprint,
    make_city_page,
    make_clinic,
    make_home,
    make_person,
    make_question,
    make_treatment,
    publish,
)
from tests.open_gate import open_gate
from tests.project.admin_addresses import own_addresses, viewset_namespaces
from tests.project.permission_table import (
    ADMINISTRATOR,
    ANONYMOUS,
    EVERYBODY,
    HALF_WAY_IN,
    NO_METHOD,
    NO_ROLE,
    PEOPLE,
    WAGTAILS_SCREENS,
    Row,
    own_rows,
)

pytestmark = pytest.mark.django_db

SIGN_IN, HOME = "/admin/login/", "/admin/"


@dataclass
class Surroundings:
    """One record of every kind, a client for each kind of person, arguments for addresses."""

    records: dict[Any, Any]
    arguments: dict[str, Any]
    clients: dict[str, Client] = field(default_factory=dict)

    def address(self, name: str, row: Row) -> str:
        """Return the address that ``name`` stands for, with real arguments."""
        view, *models = name.removesuffix(" with pages below").split(" ")
        model = viewset_namespaces().get(view.split(":")[0])
        arguments = dict(self.arguments)
        if model:
            record = model.objects.get(pk=self.records[model].pk)
            arguments |= {"pk": record.pk, "revision": record.latest_revision_id}
            if row.in_workflow:
                arguments |= _wait_for_a_manager(record)
        return reverse(view, args=[*models, *(arguments.get(name, name) for name in row.args)])


@pytest.fixture(scope="module")
def surroundings(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Surroundings]:
    """One site for all tests of this module; what a test writes is undone after it."""
    with django_db_blocker.unblock(), _taken_back(), open_gate():
        yield make_surroundings()


def make_surroundings() -> Surroundings:
    home = make_home()
    hub = add_page(home, CityIndexPage(title="Areas", slug="locations", introduction="<p>A</p>"))
    page = add_page(home, FAQIndexPage(title="Questions", slug="faq"))
    locked = add_page(home, ContentPage(title="Privacy", slug="privacy"))
    locked.locked, locked.locked_by = True, User.objects.create_user("locker")
    locked.save()
    records = _records()
    area, blueprint = (record for record in records if _label(record) in PLACES)
    run = GenerationRun.objects.create(hub=hub, blueprint=blueprint)
    arguments = {
        "page": page.pk,
        "locked_page": locked.pk,
        "parent": home.pk,
        "site": Site.objects.get().pk,
        "appointment_settings": AppointmentSettings.load().pk,
        "request": AppointmentRequest.objects.create(key_id="none", sealed=b"").pk,
        "digest_settings": DigestSettings.load().pk,
        "sign_in_settings": SignInSettings.load().pk,
        "group": Group.objects.get(name=MARKETING_EDITORS).pk,
        "user": User.objects.create_user("ada").pk,
        "run": run.pk,
        "change": PlaceChange.objects.create(kind="rename", area=area, summary="Renamed").pk,
        "upload": 1,
        "question": make_question("Is it asked twice?").pk,
        "merge": QuestionMerge.objects.create(summary="Merged").pk,
        "hub": hub.pk,
        "blueprint": blueprint.pk,
        "area": area.pk,
        "city_page": _city_page(hub).pk,
        "app_label": "editorial",
        "model_name": "question",
        "folder": "images",
        "file": "none.png",
        "file_name": "current",
        "sitemap_section": "pages",
        "index_now_key": _index_now_key(),
    }
    arguments |= _claim(home)
    # The last, because from now on clinical text needs a signature.
    arguments["reviewer"] = _reviewer().pk
    clients = {person: _client(person) for person in PEOPLE}
    return Surroundings({type(record): record for record in records}, arguments, clients)


def _index_now_key() -> str:
    """Return a key that the site shows, and name somebody whom to tell of a security hole."""
    settings = SearchSettings.for_site(Site.objects.get())
    settings.index_now_key = "3f9a1c77b2e04d58"
    settings.security_contact = "security@clinic.example"
    settings.save()
    return settings.index_now_key


def _reviewer() -> MedicalReviewer:
    """Return a reviewer in whose name nobody signs here."""
    signer = User.objects.create_user("signer")
    return MedicalReviewer.objects.create(user=signer, person=make_person("Ann"))


def _city_page(hub: CityIndexPage) -> CityPage:
    """Return a page that protects none of the records which the tests delete."""
    text = make_blueprint(name="Another text", slug="another-text")
    page: CityPage = make_city_page(hub, text, make_area("Sunnyvale"))
    return page


def _claim(home: Any) -> dict[str, Any]:
    """Return what the addresses of a claim name: one on the title of a page, and one let stand."""
    page = add_page(home, ContentPage(title="Ketamine is safe", slug="safe"))
    content_type = ContentType.objects.get_for_model(ContentPage)
    accepted = AcceptedClaim.objects.create(
        content_type=ContentType.objects.get_for_model(Page),
        object_id=page.pk,
        rule="cure",
        sentence="It cures.",
        sentence_hash=sentence_hash("It cures."),
        reason="For this test.",
    )
    return {
        "content_type": content_type.pk,
        "checked_page": page.pk,
        "rule": "safety",
        "sentence": sentence_hash(page.title),
        "accepted": accepted.pk,
    }


PLACES = ("locations.servicearea", "locations.landingblueprint")


def _wait_for_a_manager(record: Any) -> dict[str, int]:
    """Put ``record`` before the site managers; return what its workflow's addresses name."""
    task = GroupApprovalTask.objects.create(name="A manager's approval")
    task.groups.add(Group.objects.get(name=SITE_MANAGERS))
    workflow = Workflow.objects.create(name="A manager's approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    state = workflow.start(record, None)
    task_state = state.current_task_state
    return {"workflow_state": state.pk, "task_state": task_state.pk, "task": task.pk}


def _label(record: Any) -> str:
    return str(record._meta.label_lower)


def _records() -> list[Any]:
    """Return one published record of every kind that no page uses, so that it can be deleted."""
    locale = Locale.get_default()
    drafts: list[Any] = [
        Person(name="Sam", slug="sam", job_title="Nurse", locale=locale),
        Citation(authors="A", title="A study"),
        Disclosure(heading="Off-label", body="<p>Ask.</p>", locale=locale),
        Menu(placement=Menu.Placement.FOOTER, locale=locale),
        SiteNotice(message="<p>Closed.</p>", locale=locale),
    ]
    for draft in drafts:
        draft.save()
    return [
        make_clinic(),
        make_treatment(),
        make_area(),
        make_blueprint(),
        make_question(),
        *(publish(draft) for draft in drafts),
    ]


def _client(person: str) -> Client:
    client = Client()
    if person == ADMINISTRATOR:
        client.force_login(User.objects.create_superuser("root"))
    elif person != ANONYMOUS:
        user = User.objects.create_user(person.replace(" ", "-"))
        user.groups.set(Group.objects.filter(name=person))
        client.force_login(user)
    return client


def _outcome(response: HttpResponse) -> str:
    """Say in one word what became of a request."""
    location = response.headers.get("Location", "")
    if response.status_code >= 500:
        return "failed"
    if response.status_code == 405:
        return "no such method"
    if location.startswith(SIGN_IN):
        return "asked to sign in"
    if response.status_code == 403 or location == HOME:
        return "refused"
    return "let in"


def _expected(people: frozenset[str], person: str) -> set[str]:
    if people == HALF_WAY_IN:
        return {"asked to sign in"}
    if person in people:
        return {"let in"}
    turned_away = {"asked to sign in" if person in (ANONYMOUS, NO_ROLE) else "refused"}
    return turned_away | {"no such method"} if people == NO_METHOD else turned_away


@contextmanager
def _taken_back() -> Iterator[None]:
    """Undo at the end whatever is written."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _found(surroundings: Surroundings, address: str, method: str, person: str) -> str:
    """Send one request, take back whatever it wrote, and say what became of it."""
    with _taken_back():
        return _outcome(getattr(surroundings.clients[person], method)(address))


def _wrong_cells(surroundings: Surroundings, rows: dict[str, Row]) -> list[str]:
    wrong = []
    for name, row in rows.items():
        with _taken_back():
            address = surroundings.address(name, row)
            for method, people in (("get", row.get), ("post", row.post)):
                for person in PEOPLE:
                    found = _found(surroundings, address, method, person)
                    if found not in _expected(people, person):
                        wrong.append(f"{method.upper()} {name}: {person}: {found}")
    return wrong


@pytest.fixture
def _templates_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who gets in is settled before anything slow: looking at the site, rendering a template."""
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", property(lambda self: ""))
    for look in ("look", "look_if_changed"):
        monkeypatch.setattr(f"editorial.views.to_do_report.{look}", lambda **options: ())


def test_every_address_of_our_own_has_a_row() -> None:
    assert own_addresses() == set(own_rows(viewset_namespaces()))


def test_an_address_without_a_row_would_be_found() -> None:
    """The search above proves itself on a table that lacks one."""
    rows = own_rows(viewset_namespaces())
    assert rows.pop("generate_city_pages:run")
    assert own_addresses() - set(rows) == {"generate_city_pages:run"}


@pytest.mark.parametrize("namespace", ["OWN", *sorted(viewset_namespaces())])
@pytest.mark.usefixtures("_templates_left_out")
def test_our_own_addresses_let_in_whom_the_table_names_and_nobody_else(
    surroundings: Surroundings, namespace: str
) -> None:
    namespaces = set(viewset_namespaces())
    rows = {
        name: row
        for name, row in own_rows(viewset_namespaces()).items()
        if (name.split(":")[0] if name.split(":")[0] in namespaces else "OWN") == namespace
    }
    assert "\n".join(_wrong_cells(surroundings, rows)) == ""


@pytest.mark.usefixtures("_templates_left_out")
def test_wagtails_screens_let_in_whom_the_table_names_and_nobody_else(
    surroundings: Surroundings,
) -> None:
    assert "\n".join(_wrong_cells(surroundings, WAGTAILS_SCREENS)) == ""


def _deleted_in_bulk(surroundings: Surroundings, person: str) -> set[str]:
    """Let ``person`` delete every record through the list's tick boxes; return which are gone."""
    gone = set()
    for model, record in surroundings.records.items():
        arguments = [model._meta.app_label, model._meta.model_name, "delete"]
        address = f"{reverse('wagtail_bulk_action', args=arguments)}?id={record.pk}"
        surroundings.clients[person].post(address)
        if not model.objects.filter(pk=record.pk).exists():
            gone.add(model._meta.label_lower)
    return gone


@pytest.mark.usefixtures("_templates_left_out")
def test_ticking_boxes_in_a_list_deletes_no_more_than_the_form(surroundings: Surroundings) -> None:
    everything = {model._meta.label_lower for model in surroundings.records}
    assert _deleted_in_bulk(surroundings, NO_ROLE) == set()
    assert _deleted_in_bulk(surroundings, MARKETING_EDITORS) == set()
    assert _deleted_in_bulk(surroundings, SITE_MANAGERS) == everything - {"editorial.disclosure"}


def test_who_is_let_in_is_told_from_who_is_not() -> None:
    """The words that the table is read with prove themselves on made-up responses."""
    cases = [
        (HttpResponse(status=200), "let in"),
        (HttpResponse(status=404), "let in"),
        (HttpResponse(status=403), "refused"),
        (HttpResponse(status=405), "no such method"),
        (HttpResponse(status=500), "failed"),
        (HttpResponse(status=302, headers={"Location": "/admin/"}), "refused"),
        (HttpResponse(status=302, headers={"Location": "/admin/users/"}), "let in"),
        (
            HttpResponse(status=302, headers={"Location": "/admin/login/?next=/x/"}),
            "asked to sign in",
        ),
    ]
    for response, word in cases:
        assert _outcome(response) == word
    assert _expected(EVERYBODY, ANONYMOUS) == {"let in"}
