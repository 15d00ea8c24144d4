"""The part of a city page's form in which an editor chooses the places nearby."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.panels import InlinePanel

from locations.rules.neighbours import MOST_NEIGHBOURS
from operations.inline_rows import RestorableInlinePanel
from page_cache.tags import PageFetch

ROWS = "chosen_neighbours"


class NeighboursPanel(RestorableInlinePanel):
    """Up to four places; says which ones the page names as long as none is chosen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("relation_name", ROWS)
        kwargs.setdefault("max_num", MOST_NEIGHBOURS)
        super().__init__(**kwargs)

    class BoundPanel(InlinePanel.BoundPanel):
        """The rows of one page."""

        template_name = "locations/panels/neighbours.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from locations.nearby import nearest_neighbours

            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            context["has_place"] = page.area is not None and page.blueprint_id is not None
            context["nearest"] = (
                nearest_neighbours(page, page.area, self.request, PageFetch())
                if context["has_place"]
                else ()
            )
            return context


def check_neighbour_rows(form: Any, cleaned: dict[str, Any]) -> None:
    """Add an error to each row that names the page's own place, or a place for a second time."""
    formset = form.formsets.get(ROWS)
    if formset is None or not formset.is_bound:
        return
    formset.is_valid()
    own, seen = cleaned.get("area"), set()
    for row in formset.forms:
        values = getattr(row, "cleaned_data", {})
        area = values.get("area")
        if area is None or values.get("DELETE"):
            continue
        if area == own:
            row.add_error("area", _("This is the page's own place. Choose one nearby."))
        elif area in seen:
            row.add_error("area", _("This place is chosen above already. Choose another one."))
        seen.add(area)
