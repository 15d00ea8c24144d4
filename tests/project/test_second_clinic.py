"""A second clinic is added in the editor and nothing else: every page shows the right one."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from clinic.models import Clinic
from locations.models import CityIndexPage, CityPage
from tests.editor_forms import EditorForm, edit_form
from tests.factories import make_area, make_city_page, make_clinic
from tests.open_gate import open_gate
from tests.project.test_live_facts import page_rows
from tests.seo.graph_checker import check_page
from tests.seo.graph_model import types_of
from tests.whole_site import WholeSite

pytestmark = pytest.mark.django_db

FIRST, SECOND = "746 Altos Oaks Drive", "1 Oak Grove Avenue"
FIRST_PHONE, SECOND_PHONE = "(650) 555-0142", "(650) 555-0177"
FACTS = {
    "name": "Second Clinic",
    "phone": "650-555-0177",
    "street_address": SECOND,
    "locality": "Menlo Park",
    "postal_code": "94025",
    "latitude": "37.453500",
    "longitude": "-122.181000",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """What a visitor gets at one address."""

    html: str

    @property
    def page(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    @property
    def graph(self) -> list[dict[str, Any]]:
        block = self.page.find("script", type="application/ld+json")
        assert block is not None
        nodes: list[dict[str, Any]] = json.loads(block.get_text())["@graph"]
        return nodes

    def nodes(self, type_name: str) -> dict[str, dict[str, Any]]:
        """Return the nodes of a type by the part of their id behind the address."""
        found = [node for node in self.graph if type_name in types_of(node)]
        return {node["@id"].partition("#")[2]: node for node in found}

    def text(self, selector: str) -> str:
        return " ".join(" ".join(part.get_text(" ") for part in self.page.select(selector)).split())


Site = dict[str, Visit]


@dataclass(frozen=True, slots=True)
class Story:
    """Every page before, with and after a second clinic, and what is stored besides pages."""

    before: Site
    after: Site
    undone: Site
    rows: tuple[Any, Any]
    sitemaps: tuple[bytes, bytes]


def make_editor() -> Client:
    """Return the browser of somebody of the group "Marketing editors"."""
    user = User.objects.create_user("marketing", password="a long enough password")
    user.groups.add(Group.objects.get(name="Marketing editors"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(whole_site: WholeSite) -> Client:
    return make_editor()


@pytest.fixture(scope="module")
def story(whole_site: WholeSite, django_db_blocker: DjangoDbBlocker) -> Story:
    """Somebody publishes a second clinic and takes it back; told once for all tests."""
    # Wagtail would hand out sizes of pictures that an earlier test made and took along.
    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic(), open_gate():
        add_places(whole_site)
        editor = make_editor()
        before, rows, sitemap = visit_all(whole_site), page_rows(), read("/sitemap.xml")
        with TestCase.captureOnCommitCallbacks(execute=True):
            add_clinic(editor).publish()
        after, rows_after, sitemap_after = visit_all(whole_site), page_rows(), read("/sitemap.xml")
        Clinic.objects.get(name="Second Clinic").unpublish()
        story = Story(
            before, after, visit_all(whole_site), (rows, rows_after), (sitemap, sitemap_after)
        )
        transaction.set_rollback(True)
    cache.clear()
    return story


def add_places(site: WholeSite) -> None:
    """Add a place nearer to the first clinic, and one that goes to the first clinic by choice."""
    small = site.small
    hub = CityIndexPage.objects.get(pk=small.hub.pk)
    south = {"latitude": Decimal("37.323"), "longitude": Decimal("-122.03218")}
    north = {"latitude": Decimal("37.46133"), "longitude": Decimal("-122.19774")}
    make_city_page(hub, small.blueprint, make_area("Cupertino", **south))
    chosen = make_area("Atherton", clinic=small.clinic, **north)
    make_city_page(hub, small.blueprint, chosen)


def read(address: str) -> bytes:
    content: bytes = Client().get(address).content
    return content


def visit_all(site: WholeSite) -> Site:
    pages = [*site.pages, *CityPage.objects.filter(area__slug__in=("cupertino-ca", "atherton-ca"))]
    return {page.url: Visit(Client().get(page.url).content.decode()) for page in pages}


def add_clinic(editor: Client, **facts: str) -> EditorForm:
    form = EditorForm(editor, reverse("wagtailsnippets_clinic_clinic:add"))
    return form.fill(**(FACTS | facts))


def test_nothing_but_the_clinic_is_written_and_taking_it_back_restores_every_page(
    story: Story,
) -> None:
    assert all(visit != story.before[url] for url, visit in story.after.items())
    assert story.rows[0] == story.rows[1]
    assert story.sitemaps[0] == story.sitemaps[1]
    for url, visit in story.undone.items():
        lines = difflib.unified_diff(
            story.before[url].html.split("\n"), visit.html.split("\n"), n=0
        )
        assert list(lines) == []


def test_every_graph_turns_into_an_organization_with_clinics_whose_ids_stay(
    story: Story,
) -> None:
    before, after = story.before, story.after
    (first_id,) = before["/"].nodes("MedicalClinic")
    for url, visit in after.items():
        assert check_page(visit.html, canonical_url=f"http://localhost{url}") == []
        assert list(before[url].nodes("MedicalClinic")) == [first_id]
        assert before[url].nodes("MedicalOrganization") == {}
        (organization,) = visit.nodes("MedicalOrganization").values()
        assert visit.nodes("WebSite")["website"]["publisher"] == {"@id": organization["@id"]}
        clinics = visit.nodes("MedicalClinic")
        assert clinics.keys() <= {first_id, "clinic-second-clinic"}
        for clinic in clinics.values():
            assert clinic["parentOrganization"] == {"@id": organization["@id"]}
        if first_id in clinics:
            alone = before[url].nodes("MedicalClinic")[first_id]
            same = alone.keys() - {"areaServed"}
            assert {key: clinics[first_id][key] for key in same} == {
                key: alone[key] for key in same
            }
    for url in ("/", "/contact/"):
        assert list(after[url].nodes("MedicalClinic")) == [first_id, "clinic-second-clinic"]


@pytest.mark.parametrize(
    ("slug", "address", "phone", "line"),
    [
        ("palo-alto-ca", SECOND, SECOND_PHONE, "Our clinic is in Menlo Park, 2 miles away."),
        ("cupertino-ca", FIRST, FIRST_PHONE, "Our clinic is in Los Altos, 4 miles away."),
        # Menlo Park would be nearer.
        ("atherton-ca", FIRST, FIRST_PHONE, "Our clinic is in Los Altos, 9 miles away."),
    ],
)
def test_a_city_page_shows_the_nearest_clinic_or_the_chosen_one(
    story: Story, slug: str, address: str, phone: str, line: str
) -> None:
    visit = story.after[f"/locations/{slug}/"]
    other = ({FIRST, SECOND} - {address}).pop()
    assert address in visit.text("#visit")
    assert other not in visit.text("#visit")
    assert "People from" in visit.text("#visit")
    assert visit.text(".opening__line") == line
    assert phone in visit.text(".site-header")
    (service,) = visit.nodes("Service").values()
    (clinic,) = visit.nodes("MedicalClinic").values()
    assert service["provider"] == {"@id": clinic["@id"]}
    assert clinic["address"]["streetAddress"] == address


def test_pages_about_the_whole_site_show_both(story: Story) -> None:
    before, after = story.before, story.after
    for url in ("/", "/contact/", "/locations/", "/people/"):
        assert FIRST in after[url].text("#visit")
        assert SECOND in after[url].text("#visit")
    for url, visit in after.items():
        assert SECOND not in before[url].text("body")
        footer = visit.text(".site-footer")
        assert FIRST in footer
        assert SECOND in footer
        assert "our only clinic" not in visit.text("main")
    assert "This is our only clinic." in before["/"].text("#visit")
    care = after["/contact/"].text(".care")
    assert FIRST_PHONE in care
    assert f"Menlo Park, {SECOND_PHONE}" in care


def test_the_hub_says_which_clinic_a_place_goes_to(story: Story) -> None:
    before, after = story.before, story.after
    rows = [
        " ".join(row.get_text(" ").split())
        for row in after["/locations/"].page.select(".places tbody tr")
    ]
    assert [row.rpartition("94301 ")[2] for row in rows] == [
        "9 miles to the clinic Los Altos",
        "4 miles to the clinic Los Altos",
        "2 miles to the clinic Menlo Park",
    ]
    assert "to the clinic" not in before["/locations/"].text(".places")
    assert len(after["/locations/"].page.select(".map-sketch__clinic")) == 2
    assert len(before["/locations/"].page.select(".map-sketch__clinic")) == 1


def test_a_clinic_without_a_position_is_refused_once_there_is_another(
    whole_site: WholeSite, editor: Client
) -> None:
    form = add_clinic(editor, latitude="", longitude="")
    response = form.post(**{"action-publish": "action-publish"})
    assert "each place goes to the nearest" in response.content.decode()
    assert Clinic.objects.filter(name="Second Clinic", live=True).count() == 0
    form.save_draft()
    assert Clinic.objects.get(name="Second Clinic").live is False


def test_an_only_clinic_may_do_without_a_position(whole_site: WholeSite, editor: Client) -> None:
    form = edit_form(editor, whole_site.small.clinic)
    form.fill(latitude="", longitude="").publish()
    assert Clinic.objects.get().latitude is None


def test_a_place_can_be_given_to_a_clinic_and_goes_elsewhere_when_that_is_gone(
    whole_site: WholeSite, editor: Client
) -> None:
    far = {"latitude": Decimal("38.5"), "longitude": Decimal("-121.5")}
    second = make_clinic(name="Second", slug="second", street_address=SECOND, **far)
    url = whole_site.small.city_page.url
    assert FIRST in Visit(read(url).decode()).text("#visit")
    edit_form(editor, whole_site.small.area).fill(clinic=second.pk).publish()
    assert SECOND in Visit(read(url).decode()).text("#visit")
    second.unpublish()
    assert FIRST in Visit(read(url).decode()).text("#visit")


def test_the_front_page_of_the_editor_leads_to_the_list_of_clinics(
    whole_site: WholeSite, editor: Client
) -> None:
    address = reverse("wagtailsnippets_clinic_clinic:list")
    task = "Change phone, hours or address"

    def target() -> str:
        page = BeautifulSoup(editor.get(reverse("wagtailadmin_home")).content, "html.parser")
        (link,) = [link for link in page.select("main a") if task in link.get_text()]
        return str(link["href"])

    assert target() != address
    make_clinic(name="Second", slug="second")
    assert target() == address
