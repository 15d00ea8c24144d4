"""The sections of a shared text in its form, each with a key that stays from the first save."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import validate_slug
from wagtail.admin.forms import WagtailAdminModelForm

from operations.inline_rows import RestorableRows


class BlueprintSectionForm(WagtailAdminModelForm):
    """A section; ``known_key`` carries its key from one save to the next.

    A section that is in a draft alone has no id by which it could be found again.
    """

    known_key = forms.SlugField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["known_key"] = self.instance.key

    def get_field_updates_for_resave(self) -> Iterator[tuple[str, str]]:
        """Tell the open form, which has just saved by itself, the key of the section."""
        yield from super().get_field_updates_for_resave()
        yield self.add_prefix("known_key"), self.instance.key


class BlueprintSectionRows(RestorableRows):
    """The sections of one shared text. A stored section keeps its key whatever is posted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._taken = {row.key for row in self.get_queryset() if row.pk}

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        if form.is_bound and not form.instance.key:
            form.instance.key = self._free_key(form)
        return form

    def _free_key(self, form: Any) -> str:
        """Return the posted key, ``""`` if it is none or another section has it."""
        key = str(form.data.get(form.add_prefix("known_key")) or "")
        try:
            validate_slug(key)
        except forms.ValidationError:
            return ""
        if key in self._taken:
            return ""
        self._taken.add(key)
        return key
