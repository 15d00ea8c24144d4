"""The form behind contact and content pages."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm


class TextPageForm(WagtailAdminPageForm):
    """Lets somebody with the right alone take a page out of medical review."""

    def clean(self) -> dict[str, Any]:
        """Check the tick in drafts too: what is not ticked there could go live unsigned."""
        # The models are made when this module is loaded.
        from editorial.services.health_ticks import LEAVE_TICKED, keys_to_leave_ticked
        from home.clinical_texts import pieces_if_clinical

        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_unticked = not cleaned.get("is_clinical", True)
        if is_unticked:
            version = self._as_typed(cleaned)
            if keys_to_leave_ticked(
                self.instance, filter(None, pieces_if_clinical(version)), self.for_user
            ):
                self.add_error("is_clinical", LEAVE_TICKED)
        return cleaned

    def _as_typed(self, cleaned: dict[str, Any]) -> Any:
        """Return the page with the words that were typed; what is stored stays as it is."""
        fields = ("title", "heading", "introduction", "sections", "seo_title", "search_description")
        return type(self.instance)(**{name: cleaned.get(name) or "" for name in fields})
