"""The way from a place's form to the steps that change more than the place itself."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import HelpPanel


class LifePanel(HelpPanel):
    """Leads to renaming, merging and retiring, which take pages, addresses and links along."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("template", "locations/panels/life.html")
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel for one place."""

        def is_shown(self) -> bool:
            """Only a stored place has pages and links."""
            return bool(self.instance.pk) and super().is_shown()
