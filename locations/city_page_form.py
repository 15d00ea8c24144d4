"""The form behind a city page."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from locations.health_ticks import check_health_ticks
from locations.models.standing import standing_problem
from locations.neighbour_rows import check_neighbour_rows
from locations.rules.sections import Mode

ROWS = "section_overrides"


class CityPageForm(WagtailAdminPageForm):
    """Offers one card for each shared section, and asks for what a live page needs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        _add_missing_rows(kwargs["instance"])
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Check what publishing needs."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.is_deferred_validation:
            self._check_ready(cleaned)
        check_health_ticks(self, "local_questions")
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Return the page; a new one begins as a draft also when it is published at once.

        Publishing its first version makes it live, if the gate lets it; else the draft is kept.
        """
        if self.instance._state.adding:
            self.instance.live = False
        return super().save(commit=commit)

    def _override_forms(self) -> list[Any]:
        """Return the forms of the sections, checked: their rows are as they would be stored."""
        formset = self.formsets.get(ROWS)
        if formset is None:
            return []
        formset.is_valid()
        return list(formset.forms)

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
        self._check_standing(cleaned)
        self._check_claim(cleaned)
        check_neighbour_rows(self, cleaned)

    def _check_standing(self, cleaned: dict[str, Any]) -> None:
        """Keep general pages below the hub, and those about a treatment below their place."""
        parent = self.parent_page or self.instance.get_parent()
        problem = standing_problem(parent, cleaned.get("area"), cleaned.get("blueprint"))
        if problem:
            self.add_error("blueprint", problem)

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


def _add_missing_rows(page: Any) -> None:
    """Give ``page`` a row in memory for each shared section that has none."""
    if page.blueprint is None:
        return
    override = apps.get_model("locations", "SectionOverride")
    known = {row.section_key for row in page.section_overrides.all()}
    for section in page.blueprint.sections.all():
        if section.key not in known:
            page.section_overrides.add(override(section_key=section.key))
