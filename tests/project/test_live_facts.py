"""A shared fact changes once, in the editor, and every page shows it with the next request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import Client
from wagtail.models import Page, Revision

from locations.models import CityPage, LocalQuestion
from tests.editor_forms import EditorForm, edit_form, revert_form, stored_rich_text
from tests.seo.graph_checker import check_page
from tests.whole_site import WholeSite, look_at_all_pages

pytestmark = pytest.mark.django_db

OLD_PHONE, NEW_PHONE = "(650) 555-0142", "(650) 555-0199"
OLD_NUMBER, NEW_NUMBER = "+16505550142", "+16505550199"
SECTION_FEATURES = ["h3", "bold", "italic", "link", "ul", "ol"]
MACHINES = ("/sitemap.xml", "/robots.txt", "/search/?query=infusions", "/nowhere/")


@pytest.fixture
def editor(whole_site: WholeSite) -> Client:
    """Somebody of the group "Marketing editors", signed in."""
    user = User.objects.create_user("marketing", password="a long enough password")
    user.groups.add(Group.objects.get(name="Marketing editors"))
    client = Client()
    client.force_login(user)
    return client


def public_site(site: WholeSite) -> dict[str, str]:
    """Return everything that a visitor can read, by address."""
    visitor = Client()
    addresses = [page.url for page in site.pages]
    return {address: visitor.get(address).content.decode() for address in (*addresses, *MACHINES)}


def addresses_of(site: WholeSite, names: str) -> set[str]:
    """Return the addresses of pages named as in the small site, or of every page for "all"."""
    if names == "all":
        return {page.url for page in site.pages}
    return {getattr(site.small, name).url for name in names.split()}


def page_rows() -> dict[str, list[Any]]:
    """Return every row that belongs to a page, and every version of a page."""
    models = [model for model in apps.get_models() if issubclass(model, Page)]
    rows: dict[str, list[Any]] = {
        model.__name__: list(model.objects.order_by("pk").values()) for model in models
    }
    types = [ContentType.objects.get_for_model(model) for model in models]
    rows["versions"] = list(Revision.objects.filter(content_type__in=types).values_list("pk"))
    return rows


Change = Callable[[EditorForm], Any]
CHANGES: dict[str, tuple[str, Change, str, str, str]] = {
    # record, what the editor types, what is gone, what is there, on which pages
    "phone": ("clinic", lambda form: form.fill(phone="650-555-0199"), OLD_PHONE, NEW_PHONE, "all"),
    "address": (
        "clinic",
        lambda form: form.fill(street_address="1 Main Street"),
        "746 Altos Oaks Drive",
        "1 Main Street",
        "all",
    ),
    "split shift": (
        "clinic",
        lambda form: form.fill_row("weekly_hours", 0, closes="12:00").add_row(
            "weekly_hours", weekday=0, opens="13:00", closes="18:30"
        ),
        "Monday to Friday",
        "6:30 pm",
        "home hub city_page people_index contact",
    ),
    "holiday": (
        "clinic",
        lambda form: form.fill_row("special_days", 0, name="Moving day"),
        "Inventory",
        "Moving day",
        "home hub city_page people_index contact",
    ),
    "fact of a place": (
        "area",
        lambda form: form.fill_row("local_facts", 0, text="The bridge is open again."),
        "A fact about getting here",
        "The bridge is open again.",
        "city_page",
    ),
    "shared text": (
        "blueprint",
        lambda form: form.fill_row(
            "sections", 0, body=stored_rich_text("<p>Ask in {place}.</p>", SECTION_FEATURES)
        ),
        "Shared text of cost",
        "Ask in Palo Alto.",
        "city_page",
    ),
    "question": (
        "question",
        lambda form: form.fill(question="Must a doctor send me?"),
        "Do I need a referral?",
        "Must a doctor send me?",
        "home faq_index faq_page",
    ),
    "menu": (
        "main_menu",
        lambda form: form.fill_row("items", 0, label="What people ask"),
        "To Questions",
        "What people ask",
        "all",
    ),
    "notice": (
        "notice",
        lambda form: form.fill(message=stored_rich_text("<p>Open again.</p>", ["bold"])),
        "Closed on Thursday",
        "Open again",
        "all",
    ),
}


@pytest.fixture(scope="module")
def as_it_was(whole_site: WholeSite) -> tuple[dict[str, str], dict[str, list[Any]]]:
    """What visitors read, and the rows of all pages, before anybody changes anything."""
    public_site(whole_site)
    return public_site(whole_site), page_rows()


def record_of(site: WholeSite, name: str) -> Model:
    record = getattr(site, name, None) or getattr(site.small, name)
    return type(record).objects.get(pk=record.pk)


@pytest.mark.parametrize("name", CHANGES)
def test_a_published_change_is_everywhere_and_the_old_value_nowhere(
    whole_site: WholeSite, as_it_was: Any, editor: Client, name: str
) -> None:
    record_name, change, old, new, shown_on = CHANGES[name]
    shown = addresses_of(whole_site, shown_on)
    before, rows_before = as_it_was
    assert {address for address in before if old in before[address]} >= shown
    assert not any(new in html for html in before.values())

    form = edit_form(editor, record_of(whole_site, record_name))
    change(form)
    form.publish()

    after = public_site(whole_site)
    assert {address for address in shown if new not in after[address]} == set()
    assert {address for address in after if old in after[address]} == set()
    assert page_rows() == rows_before
    for address in shown:
        assert check_page(after[address]) == [], address


def test_a_renamed_place_has_its_old_name_nowhere(whole_site: WholeSite, editor: Client) -> None:
    page = whole_site.small.city_page
    CityPage.objects.update(local_introduction="<p>Most come by car.</p>")
    LocalQuestion.objects.update(question="How do I get home?")
    form = edit_form(editor, whole_site.small.area).fill(name="Barron Park")
    for row in range(2):
        form.fill_row("local_facts", row, text="The bus stops at our door.")
    form.publish()
    look_at_all_pages()

    found = "/search/?query=come+by+car"
    pages = public_site(whole_site) | {found: Client().get(found).content.decode()}
    assert {address for address, html in pages.items() if "Palo Alto" in html} == set()
    assert f'<h3><a href="{page.url}">Barron Park, CA</a></h3>' in pages[found]
    assert '<span aria-current="page">Barron Park, CA</span>' in pages[page.url]
    assert '"name":"Barron Park, CA"' in pages[page.url]


@pytest.mark.parametrize("save", ["save_draft", "autosave"])
def test_drafts_change_nothing_that_visitors_see(
    whole_site: WholeSite, as_it_was: Any, editor: Client, save: str
) -> None:
    for record_name, change, _old, _new, _shown_on in CHANGES.values():
        form = edit_form(editor, record_of(whole_site, record_name))
        change(form)
        getattr(form, save)()

        record = record_of(whole_site, record_name)
        assert record.has_unpublished_changes, record_name
    assert public_site(whole_site) == as_it_was[0]


def test_the_markup_has_the_new_number_on_every_page(whole_site: WholeSite, editor: Client) -> None:
    edit_form(editor, whole_site.small.clinic).fill(phone="650-555-0199").publish()

    for page in whole_site.pages:
        html = Client().get(page.url).content.decode()
        assert f'"telephone":"{NEW_NUMBER}"' in html, page
        assert OLD_NUMBER not in html, page


def test_history_keeps_the_old_value_and_restores_it(
    whole_site: WholeSite, as_it_was: Any, editor: Client
) -> None:
    clinic = whole_site.small.clinic
    old_version = clinic.revisions.latest("created_at", "pk")
    before, _rows = as_it_was
    edit_form(editor, clinic).fill(phone="650-555-0199", locality="Mountain View").publish()
    assert old_version.as_object().phone.as_e164 == OLD_NUMBER
    assert public_site(whole_site) != before

    form = revert_form(editor, clinic, old_version)
    assert form.fields["phone"] == [OLD_PHONE]
    form.publish()

    assert public_site(whole_site) == before


@pytest.mark.parametrize(
    ("record_name", "pages"), [("clinic", 11), ("area", 2), ("blueprint", 1), ("question", 2)]
)
def test_the_form_says_on_how_many_pages_a_record_is_shown(
    whole_site: WholeSite, editor: Client, record_name: str, pages: int
) -> None:
    html = edit_form(editor, record_of(whole_site, record_name)).html
    assert f"Shown on <strong>{pages} live page" in html


def test_the_form_of_a_place_says_that_other_pages_name_it(
    whole_site: WholeSite, editor: Client
) -> None:
    html = edit_form(editor, record_of(whole_site, "area")).html
    assert "other pages that name the places nearby" in html
    html = edit_form(editor, record_of(whole_site, "clinic")).html
    assert "other pages that name the places nearby" not in html
