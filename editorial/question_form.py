"""The form behind a question of the library."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm


class QuestionForm(WagtailAdminModelForm):
    """Keeps a question that was merged into another from going live beside it."""

    def clean(self) -> dict[str, Any]:
        """Return the cleaned question; one that was merged into another cannot be published."""
        cleaned: dict[str, Any] = super().clean()
        if self.instance.merged_into_id and not self.is_deferred_validation:
            raise ValidationError(
                _(
                    "This question was merged into “%(question)s”. To publish it again, undo that "
                    "under Questions, Merge duplicates."
                )
                % {"question": self.instance.merged_into}
            )
        return cleaned
