"""Short names that a record gets from its name, so that nobody has to make one up."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


class SlugFromNameForm(WagtailAdminModelForm):
    """Fills an empty short name from the fields that ``slug_sources`` names."""

    slug_sources: ClassVar[tuple[str, ...]] = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("slug")
        if field is not None and not self.instance.slug:
            field.required = False
            field.help_text = _("Leave it empty: it is made from the name. It never changes later.")

    def clean(self) -> dict[str, Any]:
        """Return the cleaned record with its short name, if the name is there to make one from."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "slug" in self.fields and not cleaned.get("slug"):
            words = " ".join(str(cleaned.get(name) or "") for name in self.slug_sources)
            length = self.fields["slug"].max_length
            cleaned["slug"] = slugify(words)[:length].strip("-")
        return cleaned
