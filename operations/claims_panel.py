"""The box in which a form lists the wordings that need care."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from operations.saved_panels import SavedPanel


class ClaimsPanel(SavedPanel):
    """Lists the wordings of a record that need care, as the package ``editorial`` finds them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("address", "claims:findings")
        kwargs.setdefault("heading", _("Claims that need care"))
        kwargs.setdefault("invitation", _("See which wordings need care"))
        super().__init__(**kwargs)
