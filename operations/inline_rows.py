"""Inline rows that can be brought back from an older version."""

from __future__ import annotations

from typing import Any

from django.forms import ModelChoiceField
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel


class RowIdField(ModelChoiceField):
    """The hidden id of a row: one that the record has as it was opened, or that is stored."""

    def __init__(self, rows: list[Any], **kwargs: Any) -> None:
        self.rows = {str(row.pk): row for row in rows if row.pk is not None}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the row; raise ``ValidationError`` if there is none of that id."""
        return self.rows.get(str(value)) or super().to_python(value)


class RestorableRows(BaseChildFormSet):
    """Takes back rows that an older version has and the database has lost since.

    Django's own field for the id asks the database, so that restoring a version with a row that
    was deleted later failed without a word on the screen. The row comes back as it was, with its
    id and the fields that the form does not show.
    """

    def add_fields(self, form: Any, index: int | None) -> None:
        """Give the row its fields, ours for the id."""
        super().add_fields(form, index)
        name = self._pk_field.name
        asks_database = form.fields[name]
        form.fields[name] = RowIdField(
            list(self.get_queryset()),
            queryset=asks_database.queryset,
            initial=asks_database.initial,
            required=False,
            widget=asks_database.widget,
        )


class RestorableInlinePanel(InlinePanel):
    """Wagtail's inline panel, for a record whose older versions can be restored."""

    def get_form_options(self) -> dict[str, Any]:
        """Return Wagtail's options and our formset."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = RestorableRows
        return options
