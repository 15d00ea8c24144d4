"""What is being edited is shown in the preview before anything is saved."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from clinic.models import Person, Treatment
from editorial.models import Citation
from navigation.models import Menu
from tests.editor_forms import EditorForm, edit_form, snippet_address, stored_rich_text
from tests.factories import make_clinic, make_person
from tests.whole_site import WholeSite, make_citation

pytestmark = pytest.mark.django_db

UNSAVED = "Typed a moment ago"


@pytest.fixture
def editor(whole_site: WholeSite) -> Client:
    """A superuser, signed in."""
    client = Client()
    client.force_login(User.objects.create_superuser("editor"))
    return client


def preview(client: Client, record: Model, form: EditorForm, mode: str | None = None) -> str:
    """Return what the preview panel shows, opened with its first page or with another."""
    return form.preview(snippet_address(record, "preview_on_edit"), mode)


CHANGES: dict[str, dict[str, Any]] = {
    "clinic": {"name": UNSAVED},
    "treatment": {"name": UNSAVED},
    "area": {"name": UNSAVED},
    "blueprint": {"heading_pattern": UNSAVED},
    "question": {"question": f"{UNSAVED}?"},
    "person": {"name": UNSAVED},
    "citation": {"title": UNSAVED},
    "disclosure": {"heading": UNSAVED},
    "main_menu": {"items-0-label": UNSAVED},
    "notice": {"message": f"<p>{UNSAVED}</p>"},
}


def record_of(site: WholeSite, name: str) -> Model:
    return getattr(site, name, None) or getattr(site.small, name)


@pytest.mark.parametrize("name", CHANGES)
def test_a_preview_shows_what_is_not_saved(
    whole_site: WholeSite, editor: Client, name: str
) -> None:
    record = record_of(whole_site, name)
    form = edit_form(editor, record)
    changes = CHANGES[name]
    if name == "notice":
        changes = {"message": stored_rich_text(changes["message"], ["bold"])}

    assert UNSAVED not in preview(editor, record, form)
    assert UNSAVED in preview(editor, record, form.fill(**changes))
    assert UNSAVED not in Client().get("/").content.decode()


@pytest.mark.parametrize("name", CHANGES)
def test_a_preview_of_an_emptied_form_is_no_error(
    whole_site: WholeSite, editor: Client, name: str
) -> None:
    record = record_of(whole_site, name)
    form = edit_form(editor, record)
    for field, (value,) in form.fields.items():
        is_machinery = field.endswith(("_FORMS", "-id", "-ORDER", "-DELETE"))
        if not is_machinery and "revision" not in field:
            form.fields[field] = ["null" if value.startswith("{") else ""]
    answer = form.ask_preview(snippet_address(record, "preview_on_edit"))
    assert answer.status_code == 200
    assert "</html>" in answer.content.decode()


def test_a_record_that_no_page_shows_is_previewed_on_the_home_page(
    whole_site: WholeSite, editor: Client
) -> None:
    for record, changes in (
        (make_person("Nobody yet"), {"name": UNSAVED}),
        (make_citation("Not cited"), {"title": UNSAVED}),
        (make_clinic(name="Second", slug="second"), {"name": UNSAVED}),
    ):
        form = edit_form(editor, record).fill(**changes)
        assert UNSAVED in preview(editor, record, form), record


def test_a_new_record_is_previewed(whole_site: WholeSite, editor: Client) -> None:
    for model, changes in (
        (Person, {"name": UNSAVED, "job_title": "Nurse", "slug": "new"}),
        (Treatment, {"name": UNSAVED, "summary": "New.", "slug": "new"}),
        (Citation, {"title": UNSAVED}),
    ):
        names = f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}"
        form = EditorForm(editor, reverse(f"{names}:add")).fill(**changes)
        assert UNSAVED in form.preview(reverse(f"{names}:preview_on_add")), model


def test_an_unpublished_menu_is_previewed(whole_site: WholeSite, editor: Client) -> None:
    menu = Menu.objects.get(pk=whole_site.main_menu.pk)
    menu.unpublish()
    form = edit_form(editor, menu).fill_row("items", 0, label=UNSAVED)
    assert UNSAVED in preview(editor, menu, form)


def test_the_editor_chooses_on_which_page_a_record_is_previewed(
    whole_site: WholeSite, editor: Client
) -> None:
    treatment = whole_site.small.treatment
    form = edit_form(editor, treatment).fill(price="$5, typed a moment ago")

    treatment_page, home = whole_site.small.treatment_page, ""
    assert "typed a moment ago" in preview(editor, treatment, form, str(treatment_page.pk))
    assert "typed a moment ago" not in preview(editor, treatment, form, home)
    assert treatment_page.title in form.html


HALF_FILLED: list[tuple[str, str, dict[str, Any]]] = [
    ("clinic", "weekly_hours", {"weekday": "5", "opens": "", "closes": ""}),
    ("clinic", "special_days", {"name": "Moving", "first_date": ""}),
    ("area", "local_facts", {"text": "It is far.", "topic": ""}),
    ("area", "zip_codes", {"code": ""}),
    ("blueprint", "sections", {"heading": "New", "body": "null", "placement": ""}),
    ("question", "citations", {"citation": ""}),
    ("main_menu", "items", {"page": "", "label": "New"}),
]


@pytest.mark.parametrize(("name", "rows", "values"), HALF_FILLED)
def test_a_preview_with_a_row_half_filled_in_is_no_error(
    whole_site: WholeSite, editor: Client, name: str, rows: str, values: dict[str, str]
) -> None:
    record = record_of(whole_site, name)
    form = edit_form(editor, record).add_row(rows, **values)
    answer = form.ask_preview(snippet_address(record, "preview_on_edit"))
    assert answer.status_code == 200
