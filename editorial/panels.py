"""The editor's panel on claims."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from operations.saved_panels import SavedPanel


class ClaimsPanel(SavedPanel):
    """Lists the wordings of a record that need care."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("address", "claims:findings")
        kwargs.setdefault("heading", _("Claims that need care"))
        kwargs.setdefault("invitation", _("See which wordings need care"))
        super().__init__(**kwargs)
