"""Panels that tell an editor how far a change reaches."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import HelpPanel


class ReachPanel(HelpPanel):
    """Says on how many live pages a record is shown, and links to the first of them.

    The record answers with ``pages_shown_on()``, a queryset of pages.
    """

    pages_listed = 5

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("template", "clinic/panels/reach_panel.html")
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel for one record."""

        def is_shown(self) -> bool:
            """Only a stored record can be shown anywhere."""
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            pages = self.instance.pages_shown_on()
            context["count"] = pages.count()
            context["pages"] = pages.order_by("path")[: self.panel.pages_listed]
            return context
