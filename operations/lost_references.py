"""Drafts and older versions that refer to something which has been deleted since."""

from __future__ import annotations

from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations


class ToleratesLostReferences:
    """A record whose versions can be opened whatever has been deleted since they were stored.

    What only a draft or an older version refers to can be deleted, and opening that version would
    then end in an error page: modelcluster cannot read a protected reference that is lost. Here it
    is read as empty, and a row that is nothing without it is left out.
    """

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Any:
        """Return the record that ``data`` describes."""
        if check_fks:
            data = without_lost_references(cls, data)  # type: ignore[arg-type]
        parent: Any = super()
        return parent.from_serializable_data(data, check_fks, strict_fks)


def without_lost_references(model: type[models.Model], data: dict[str, Any]) -> dict[str, Any]:
    """Return stored ``data`` of ``model`` in which no protected reference leads nowhere."""
    kept = dict(data)
    for name in _lost(model, data):
        kept[name] = None
    for relation in get_all_child_relations(model):
        name, child = relation.get_accessor_name(), relation.related_model
        if name not in data:
            continue
        kept[name] = [
            without_lost_references(child, row)
            for row in data[name]
            if all(child._meta.get_field(lost).null for lost in _lost(child, row))
        ]
    return kept


def _lost(model: type[models.Model], data: dict[str, Any]) -> list[str]:
    """Return the names of the protected references in ``data`` whose record is gone."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete is models.PROTECT
        and data.get(field.name) is not None
        and not _exists(field, data[field.name])
    ]


def _exists(field: Any, key: Any) -> bool:
    target = field.remote_field
    return bool(target.model._default_manager.filter(**{target.field_name: key}).exists())
