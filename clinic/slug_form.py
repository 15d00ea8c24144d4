"""Short names that a record gets from its name, so that nobody has to make one up."""

from __future__ import annotations

from itertools import count
from typing import Any, ClassVar

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


class SlugFromNameForm(WagtailAdminModelForm):
    """Fills an empty short name from the fields that ``slug_sources`` names.

    The editor saves by itself while a name is being typed. As long as the field stays empty the
    short name follows the name, and it stops with the first publishing.
    """

    slug_sources: ClassVar[tuple[str, ...]] = ("name",)
    # Whether a second record of one name gets a number; otherwise it is refused.
    slug_is_numbered: ClassVar[bool] = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("slug")
        if field is None:
            return
        field.required = False
        if not self.instance.first_published_at:
            field.help_text = _("Leave it empty: it is made from the name. It never changes later.")

    def clean(self) -> dict[str, Any]:
        """Return the cleaned record with its short name."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "slug" in self.fields and "slug" not in self.errors and not cleaned.get("slug"):
            cleaned["slug"] = self._kept_slug() or self._made_slug(cleaned)
        return cleaned

    def _kept_slug(self) -> str:
        """Return the short name that others rely on since the record was published, or ``""``."""
        return str(self.instance.slug) if self.instance.first_published_at else ""

    def _made_slug(self, cleaned: dict[str, Any]) -> str:
        words = " ".join(str(cleaned.get(name) or "") for name in self.slug_sources)
        has_name = bool(cleaned.get(self.slug_sources[0]))
        stem = slugify(words) if has_name else ""
        if stem and not self.slug_is_numbered:
            return self._cut(stem)
        # A draft may have no name yet, and a name no letter that an address can hold.
        stem = stem or slugify(self.instance._meta.verbose_name)
        endings = (f"-{number}" if number > 1 else "" for number in count(1))
        return next(
            slug
            for slug in (self._cut(stem, ending) for ending in endings)
            if not self._is_taken(slug)
        )

    def _cut(self, stem: str, ending: str = "") -> str:
        length: int = self.fields["slug"].max_length - len(ending)
        return stem[:length].strip("-") + ending

    def _is_taken(self, slug: str) -> bool:
        others = type(self.instance)._default_manager.exclude(pk=self.instance.pk)
        return bool(others.filter(slug=slug).exists())
