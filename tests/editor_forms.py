"""Driving the editor's real forms without a browser: read what was rendered, change it, post it."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, SoupStrainer
from django.contrib.admin.utils import quote
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision
from wagtail.test.utils.form_data import querydict_from_html, rich_text

SNIPPET_FORM, PAGE_FORM = "w-editor-form", "page-edit-form"


class EditorForm:
    """A form as the editor's screen shows it; ``fields`` maps each name to what would be posted."""

    form_id = SNIPPET_FORM

    def __init__(self, client: Client, address: str, *, html: str = "") -> None:
        """Open the form; ``html`` is the answer to a post that came back with errors."""
        self._client = client
        self.html = html or self._open(address)
        only = SoupStrainer("form", id=self.form_id)
        form = BeautifulSoup(self.html, "html.parser", parse_only=only).form
        for template in form.find_all("template"):
            template.decompose()
        self.address = form["action"] or address
        for box in form.find_all("input", type="checkbox", value=False):
            # What a browser posts for a tick box without a value of its own.
            box["value"] = "on"
        # The fields alone are read again: most of the page is something else.
        fields = "".join(map(str, form.find_all(["input", "select", "textarea"])))
        posted = querydict_from_html(f"<form>{fields}</form>")
        self.fields = dict(posted.lists())
        for area in form.find_all("textarea"):
            # A browser drops the line break that Django prints behind the opening tag.
            if area.get("name") in self.fields:
                self.fields[area["name"]] = [area.get_text().removeprefix("\n")]

    def fill(self, **values: Any) -> EditorForm:
        """Type ``values`` into the fields of these names."""
        for name, value in values.items():
            assert name in self.fields, f"{name} is not among {sorted(self.fields)}"
            self.fields[name] = [str(value)]
        return self

    def fill_row(self, rows: str, number: int, **values: Any) -> EditorForm:
        """Type ``values`` into a row of an inline panel, counted from 0."""
        return self.fill(**{f"{rows}-{number}-{name}": value for name, value in values.items()})

    def add_row(self, rows: str, **values: Any) -> EditorForm:
        """Add a row to an inline panel, as its button does."""
        number = int(self.fields[f"{rows}-TOTAL_FORMS"][0])
        self.fields[f"{rows}-TOTAL_FORMS"] = [str(number + 1)]
        row = {"id": "", "ORDER": number + 1, "DELETE": ""} | values
        self.fields |= {f"{rows}-{number}-{name}": [str(value)] for name, value in row.items()}
        return self

    def publish(self) -> None:
        """Press "Publish"; fail if the form comes back with errors."""
        self._expect_redirect(self.post(**{"action-publish": "action-publish"}))

    def save_draft(self) -> None:
        """Press "Save draft"; fail if the form comes back with errors."""
        self._expect_redirect(self.post())

    def autosave(self) -> dict[str, Any]:
        """Do what the editor does by itself after every pause in typing; return its answer.

        As the editor's own script does, take over what the answer says about rows and revision.
        """
        response = self.post(accept="application/json")
        answer: dict[str, Any] = response.json()
        assert answer["success"], answer
        self.fields |= {name: [value] for name, value in answer["field_updates"].items()}
        self.fields["overwrite_revision_id"] = [str(answer["revision_id"])]
        return answer

    def post(self, *, accept: str = "text/html", **button: str) -> HttpResponse:
        """Post the form as it stands."""
        return self._client.post(
            self.address, {**self.fields, **button}, headers={"accept": accept}
        )

    def preview(self, address: str, mode: str | None = None) -> str:
        """Return what the preview beside the form shows for the form as it stands.

        ``mode`` is what the editor chose in the panel; without it the preview opens with its first.
        """
        response = self.ask_preview(address, mode)
        html = response.content.decode()
        assert "Preview not available" not in html
        assert response.status_code == 200
        return html

    def ask_preview(self, address: str, mode: str | None = None) -> HttpResponse:
        """Return the answer to a preview of the form as it stands; there may be none."""
        self._client.post(address, self.fields).json()
        return self._client.get(address, {} if mode is None else {"mode": mode})

    def _open(self, address: str) -> str:
        response = self._client.get(address)
        assert response.status_code == 200, f"{address} answers {response.status_code}"
        return response.content.decode()

    def _expect_redirect(self, response: HttpResponse) -> None:
        if response.status_code == 302:
            return
        page = BeautifulSoup(response.content, "html.parser")
        errors = [
            found.get_text(" ", strip=True) for found in page.select(".error-message, .error")
        ]
        raise AssertionError(f"{self.address} answers {response.status_code}: {errors}")


def stored_rich_text(html: str, features: list[str]) -> str:
    """Return rich text as the editor posts it."""
    posted: str = rich_text(html, features=features)
    return posted


def snippet_address(record: Model, view: str = "edit", *more: Any) -> str:
    """Return the address of one of the editor's screens for ``record``."""
    names = f"wagtailsnippets_{record._meta.app_label}_{record._meta.model_name}"
    return reverse(f"{names}:{view}", args=[quote(record.pk), *more])


def edit_form(client: Client, record: Model) -> EditorForm:
    """Open the form of a record."""
    return EditorForm(client, snippet_address(record))


def revert_form(client: Client, record: Model, revision: Revision) -> EditorForm:
    """Open the form of a record with an older version in it."""
    return EditorForm(client, snippet_address(record, "revisions_revert", revision.pk))


class PageForm(EditorForm):
    """The form of a page."""

    form_id = PAGE_FORM


def page_form(client: Client, page: Model) -> PageForm:
    """Open the form of a page."""
    return PageForm(client, reverse("wagtailadmin_pages:edit", args=[page.pk]))
