"""The form of a picture, which reads what the picture is said to show."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from editorial.rules.effects import effect_claims
from images.forms import GuardedImageForm


class ReadImageForm(GuardedImageForm):
    """Takes no claim of effect for what a picture shows; ``WAGTAILIMAGES_IMAGE_FORM_BASE``.

    A picture goes live on every page that has it as soon as it is saved, and cites nothing.
    """

    def clean(self) -> dict[str, Any]:
        """Return the cleaned fields; a title or description that claims an effect gets an error."""
        cleaned: dict[str, Any] = super().clean()
        for name in ("title", "description"):
            if effect_claims(cleaned.get(name) or ""):
                self.add_error(
                    name,
                    _(
                        "This says what the treatment does. Say what can be seen. Example: A chair "
                        "beside a window."
                    ),
                )
        return cleaned
