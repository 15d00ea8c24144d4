"""A city page's edit screen, with its section cards by name."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse

from locations.models import CityPage
from locations.models.blueprints import SECTION_FEATURES
from tests.editor_forms import PAGE_FORM, EditorForm, stored_rich_text

CARDS = "section_overrides"


class CityPageEditor(EditorForm):
    """The edit screen of one page."""

    form_id = PAGE_FORM

    def __init__(
        self, client: Client, page: CityPage, address: str = "", *, html: str = ""
    ) -> None:
        address = address or reverse("wagtailadmin_pages:edit", args=[page.pk])
        super().__init__(client, address, html=html)
        # Wagtail's script draws the rows of a stream, so they are not in the HTML.
        self.fields["pictures-count"] = ["0"]

    @property
    def cards(self) -> dict[str, Tag]:
        """The visible cards by their headings."""
        found = BeautifulSoup(self.html, "html.parser").select("fieldset.section-card")
        return {card.legend.get_text(strip=True): card for card in found if card.legend}

    def row(self, key: str) -> int:
        """Return the number of the row of the section ``key``."""
        total = int(self.fields[f"{CARDS}-TOTAL_FORMS"][0])
        keys = [self.fields[f"{CARDS}-{number}-section_key"][0] for number in range(total)]
        assert keys.count(key) == 1, keys
        return keys.index(key)

    def choose(self, key: str, mode: str, body: str | None = None) -> CityPageEditor:
        """Choose what this page does with the section ``key``; ``body`` is its own wording."""
        return self.choose_row(self.row(key), mode, body)

    def choose_row(self, number: int, mode: str, body: str | None = None) -> CityPageEditor:
        """Do the same in the row of that number."""
        values: dict[str, Any] = {"mode": mode}
        if body is not None:
            values["body"] = stored_rich_text(body, SECTION_FEATURES)
        self.fill_row(CARDS, number, **values)
        return self

    def decide(self, key: str, decision: str) -> CityPageEditor:
        """Answer the question on the card of the section ``key``."""
        self.fields[f"{CARDS}-{self.row(key)}-decision"] = [decision]
        return self
