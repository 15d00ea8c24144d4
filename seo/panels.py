"""Panels of the edit form about search results."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import HelpPanel

from seo.search_preview import search_preview


class SearchPreviewPanel(HelpPanel):
    """Shows how search engines print the page, and which pages they would print alike.

    It is printed with the form, measured again while the editor types, and fetched anew whenever
    Wagtail has saved.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("template", "seo/search_preview/panel.html")
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel for one page."""

        def is_shown(self) -> bool:
            """A page has to stand somewhere before it can be found."""
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            url = reverse("search_preview:lines", args=[self.instance.pk])
            return context | search_preview(self.instance) | {"lines_url": url}
