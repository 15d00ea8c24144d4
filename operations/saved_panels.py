"""A panel of an edit form that tells something of the record as it was saved last."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.admin.panels import HelpPanel


class SavedPanel(HelpPanel):
    """Shows what an address answers about a record, and anew whenever the editor has saved.

    ``address`` is the name of the address; it is given the content type and the key of the record.
    ``invitation`` is the text of the link that leads there without JavaScript.
    """

    def __init__(self, address: str = "", invitation: Any = "", **kwargs: Any) -> None:
        kwargs.setdefault("template", "operations/panels/saved_panel.html")
        super().__init__(**kwargs)
        self.address = address
        self.invitation = invitation

    def clone_kwargs(self) -> dict[str, Any]:
        """Return what a copy of this panel for a model is made from."""
        own = {"address": self.address, "invitation": self.invitation}
        return {**super().clone_kwargs(), **own}

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel for one record."""

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"url": self._url(), "invitation": self.panel.invitation}

        def _url(self) -> str:
            """Return where the panel is asked for; only of a stored record can anything be told."""
            if not self.instance.pk:
                return ""
            kind = ContentType.objects.get_for_model(self.instance)
            return reverse(self.panel.address, args=[kind.pk, self.instance.pk])
