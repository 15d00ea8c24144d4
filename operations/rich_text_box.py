"""Wagtail's box for rich text, with a name that screen readers find."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea


class NamedRichTextArea(DraftailRichTextArea):
    """Ties the box to the label of its field.

    Wagtail's label names a hidden field; the box that one types into has no name at all
    (https://github.com/wagtail/wagtail/issues/14205). What is among the options reaches the box.
    In a block of a page's body the label has no id, so there it goes without a name still.
    """

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template prints, the id of Wagtail's label among the box's options."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        attributes = context["widget"]["attrs"]
        if "id" in attributes:
            options = {**self.options, "ariaLabelledBy": f"{attributes['id']}-label"}
            attributes["data-w-init-detail-value"] = json.dumps(options, cls=DjangoJSONEncoder)
        return context
