"""The form behind a city page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from locations.neighbour_rows import check_neighbour_rows
from locations.sections import Mode
from locations.text_hash import text_hash

ROWS = "section_overrides"
SECTION_KEY_FIELD = re.compile(rf"(?P<row>{ROWS}-\d+)-section_key")


class CityPageForm(WagtailAdminPageForm):
    """Offers one card for each shared section, and asks for what a live page needs."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        page = kwargs["instance"]
        self.sections = _sections_by_key(page)
        self.previous = {row.section_key: row for row in page.section_overrides.all()}
        override = apps.get_model("locations", "SectionOverride")
        for key in self.sections:
            if key not in self.previous:
                page.section_overrides.add(override(section_key=key))
        if data is not None:
            data = _with_row_ids(data, self.previous)
        super().__init__(data, *args, **kwargs)
        for form in self._override_forms():
            self._keep_safety_visible(form)

    def clean(self) -> dict[str, Any]:
        """Remember what an own wording takes the place of; check what publishing needs."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._remember_replaced_text()
        if not self.is_deferred_validation:
            self._check_ready(cleaned)
        return cleaned

    def _override_forms(self) -> list[Any]:
        formset = self.formsets.get(ROWS)
        return list(formset.forms) if formset is not None else []

    def _keep_safety_visible(self, form: Any) -> None:
        key = form.data.get(form.add_prefix("section_key")) if form.is_bound else None
        section = self.sections.get(key or form.instance.section_key)
        if section is not None and section.is_safety:
            field = form.fields["mode"]
            field.choices = [choice for choice in field.choices if choice[0] != Mode.HIDDEN]

    def _remember_replaced_text(self) -> None:
        """Set ``replaced_text`` when an own wording is chosen; else carry it along."""
        formset = self.formsets.get(ROWS)
        if formset is None or not formset.is_valid():
            return
        for form in formset.forms:
            row = form.instance
            before = self.previous.get(row.section_key)
            chosen_now = row.mode == Mode.OWN and (before is None or before.mode != Mode.OWN)
            section = self.sections.get(row.section_key)
            if chosen_now and section is not None:
                row.replaced_text = section.body
                row.replaced_hash = text_hash(section.body)
            elif before is not None:
                row.replaced_text = before.replaced_text
                row.replaced_hash = before.replaced_hash

    def _check_ready(self, cleaned: dict[str, Any]) -> None:
        introduction = cleaned.get("local_introduction") or ""
        if not strip_tags(introduction).strip():
            self.add_error(
                "local_introduction",
                _(
                    "Write the local introduction before you publish: a page that is only another "
                    "with the city swapped helps nobody. Saving a draft works without it."
                ),
            )
        for form in self._override_forms():
            row = form.instance
            if row.mode == Mode.OWN and not strip_tags(row.body).strip():
                form.add_error("body", _("Write your own wording, or choose the shared text."))
                self.add_error(None, _("A section with its own wording is empty: see below."))
        self._check_claim(cleaned)
        check_neighbour_rows(self, cleaned)

    def _check_claim(self, cleaned: dict[str, Any]) -> None:
        area, blueprint = cleaned.get("area"), cleaned.get("blueprint")
        if area is None or blueprint is None:
            return
        claims = apps.get_model("locations", "CityPageClaim").objects.filter(
            area=area, blueprint=blueprint, locale_id=self.instance.locale_id
        )
        other = claims.exclude(page_id=self.instance.pk).select_related("page").first()
        if other is not None:
            self.add_error(
                "area",
                _(
                    'The page "%(title)s" is already the page of %(place)s with this shared text. '
                    "Choose another place, or edit that page."
                )
                % {"title": other.page.title, "place": area},
            )


def _sections_by_key(page: Any) -> dict[str, Any]:
    blueprint = page.blueprint
    return {row.key: row for row in blueprint.sections.all()} if blueprint else {}


def _with_row_ids(data: Any, rows: Mapping[str, Any]) -> Any:
    """Return posted ``data`` in which each row has the id of the page's row for its section.

    What was posted cannot be relied on: a form that was opened before another tab stored its rows
    has no ids, and after an older version was restored its ids are gone. ``rows`` are by section.
    """
    posted = data.copy()
    for name in data:
        if found := SECTION_KEY_FIELD.fullmatch(name):
            row = rows.get(data[name])
            posted[f"{found['row']}-id"] = str(row.pk) if row is not None and row.pk else ""
    if f"{ROWS}-TOTAL_FORMS" in data:
        posted[f"{ROWS}-INITIAL_FORMS"] = data[f"{ROWS}-TOTAL_FORMS"]
    return posted
