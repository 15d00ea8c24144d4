"""What is in use cannot be deleted, and the editor reads why; all else can."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from editorial.models import Citation, Question
from locations.models import BlueprintCitation, CityPage, LocalFact, ServiceArea
from tests.editor_forms import snippet_address
from tests.factories import SmallSite, make_area, make_city_page, make_site, publish

pytestmark = [pytest.mark.django_db, pytest.mark.index]


@pytest.fixture
def site(db: None) -> SmallSite:
    return make_site()


@pytest.fixture
def manager() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("manager"))
    return client


def cited(site: SmallSite) -> Model:
    citation = Citation.objects.create(title="A paper", url="https://papers.example/1")
    site.blueprint.citations.add(BlueprintCitation(citation=citation))
    publish(site.blueprint)
    return citation


def serving_clinic(site: SmallSite) -> Model:
    site.area.clinic = site.clinic
    publish(site.area)
    return site.clinic


IN_USE: dict[str, tuple[Callable[[SmallSite], Model], str]] = {
    "area": (
        lambda site: site.area,
        '"Palo Alto, CA" cannot be deleted, because it is used by the city page "Palo Alto, CA".',
    ),
    "blueprint": (
        lambda site: site.blueprint,
        '"General" cannot be deleted, because it is used by the city page "Palo Alto, CA".',
    ),
    "clinic": (
        serving_clinic,
        '"Test Clinic" cannot be deleted, because it is used by the place "Palo Alto, CA".',
    ),
    "treatment": (
        lambda site: site.treatment,
        '"Ketamine infusion therapy" cannot be deleted, because it is used by the FAQ page '
        '"Questions on migraine" and the treatment page "Ketamine for migraine".',
    ),
    "question": (
        lambda site: site.question,
        '"Do I need a referral?" cannot be deleted, because it is used by the FAQ page '
        '"Questions on migraine".',
    ),
    "citation": (
        cited,
        '"A paper" cannot be deleted, because it is used by the shared page text "General".',
    ),
}
in_use = pytest.mark.parametrize("name", IN_USE)


def bulk_address(record: Model) -> str:
    names = {"app_label": record._meta.app_label, "model_name": record._meta.model_name}
    address = reverse("wagtail_bulk_action", kwargs=names | {"action": "delete"})
    return f"{address}?id={record.pk}&next={snippet_list(record)}"


def snippet_list(record: Model) -> str:
    return reverse(f"wagtailsnippets_{record._meta.app_label}_{record._meta.model_name}:list")


def told(response: Any) -> list[str]:
    return [" ".join(str(message).split()) for message in response.context["messages"]]


@in_use
@pytest.mark.parametrize(
    "address", [lambda record: snippet_address(record, "delete"), bulk_address]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_in_use_stays_and_the_editor_reads_why(
    manager: Client, site: SmallSite, name: str, address: Callable[[Model], str], method: str
) -> None:
    make_record, reason = IN_USE[name]
    record = make_record(site)
    response = getattr(manager, method)(address(record), follow=True)

    assert response.redirect_chain == [(snippet_list(record), 302)]
    assert any(reason.replace('"', "&quot;") in message for message in told(response))
    assert type(record)._default_manager.filter(pk=record.pk).exists()


@pytest.mark.parametrize(
    "address", [lambda record: snippet_address(record, "delete"), bulk_address]
)
def test_what_nothing_uses_is_deleted_with_what_belongs_to_it(
    manager: Client, site: SmallSite, address: Callable[[Model], str]
) -> None:
    area = make_area("Mountain View")
    assert manager.get(address(area)).status_code == 200
    manager.post(address(area))

    assert not ServiceArea.objects.filter(pk=area.pk).exists()
    assert set(LocalFact.objects.values_list("area__name", flat=True)) == {"Palo Alto"}


def test_one_record_in_use_keeps_all_that_were_ticked(manager: Client, site: SmallSite) -> None:
    free = make_area("Mountain View")
    manager.post(f"{bulk_address(site.area)}&id={free.pk}")
    assert ServiceArea.objects.count() == 2


def test_what_only_a_draft_refers_to_can_go_and_the_draft_still_opens(
    manager: Client, site: SmallSite
) -> None:
    area, page = make_area("Mountain View"), site.city_page
    page.area = area
    page.save_revision()
    manager.post(snippet_address(area, "delete"))
    assert not ServiceArea.objects.filter(pk=area.pk).exists()

    draft = CityPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.area is None
    assert draft.local_questions.count() == 1
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert manager.get(address).status_code == 200
    assert Client().get(page.url).status_code == 200


def test_an_older_version_leaves_out_the_row_of_a_deleted_record(
    manager: Client, site: SmallSite
) -> None:
    page = site.faq_page
    older = page.latest_revision
    page.placements = []
    publish(page)
    manager.post(snippet_address(site.question, "delete"))
    assert not Question.objects.exists()

    assert older.as_object().placements.count() == 0
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, older.pk])
    assert manager.get(address).status_code == 200


def test_many_uses_are_counted_not_listed(manager: Client, site: SmallSite) -> None:
    for name in ("Atherton", "Cupertino", "Stanford", "Sunnyvale"):
        make_city_page(site.hub, site.blueprint, make_area(name))
    response = manager.post(snippet_address(site.blueprint, "delete"), follow=True)
    assert any("and 2 others." in message for message in told(response))


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_whole_list_is_never_deleted_at_once(
    manager: Client, site: SmallSite, method: str
) -> None:
    free = make_area("Mountain View")
    address = bulk_address(free).replace(f"id={free.pk}", "id=all")
    response = getattr(manager, method)(address, follow=True)

    assert any("Tick the rows on each page of the list." in message for message in told(response))
    assert ServiceArea.objects.count() == 2


def test_who_may_not_delete_learns_nothing(site: SmallSite, client: Client) -> None:
    user = User.objects.create_user("reader")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    response = client.post(snippet_address(site.area, "delete"))
    assert (response.status_code, response.url) == (302, "/admin/")
    client.post(bulk_address(make_area("Mountain View")))
    assert ServiceArea.objects.count() == 2
