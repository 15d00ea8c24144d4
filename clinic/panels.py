"""A panel that tells an editor how far a change reaches."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import HelpPanel


class ReachPanel(HelpPanel):
    """Says on how many live pages a record is shown, and links to the first of them.

    The record answers with ``pages_shown_on()``, a queryset of pages. ``further`` is a sentence on
    where else it may be shown, for pages that the record cannot know.
    """

    pages_listed = 5

    def __init__(self, further: Any = "", **kwargs: Any) -> None:
        kwargs.setdefault("template", "clinic/panels/reach_panel.html")
        super().__init__(**kwargs)
        self.further = further

    def clone_kwargs(self) -> dict[str, Any]:
        """Return what a copy of this panel for a model is made from."""
        return {**super().clone_kwargs(), "further": self.further}

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel for one record."""

        def is_shown(self) -> bool:
            """Only a stored record can be shown anywhere."""
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            pages = self.instance.pages_shown_on()
            context["count"] = pages.count()
            context["further"] = self.panel.further
            context["pages"] = pages.order_by("path")[: self.panel.pages_listed]
            return context
