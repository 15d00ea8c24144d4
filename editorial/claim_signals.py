"""When the claims on a record have to be read again: after each save of what they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Revision

from editorial.claim_texts import checked_models, rows_with_texts
from editorial.models import Citation
from editorial.services.claim_readings import (
    forget_record,
    note_changed,
    note_changed_source,
    read_record,
)
from operations.after_commit import once_after_commit

UID = "claim readings"


def connect() -> None:
    """Connect the handlers, once, when every package has told which texts it has."""
    for model in checked_models():
        post_save.connect(read_after_save, sender=model, dispatch_uid=UID)
        post_delete.connect(forget, sender=model, dispatch_uid=UID)
        for row_model, column in rows_with_texts(model):
            after_row = partial(read_after_row, model, column)
            for signal in (post_save, post_delete):
                uid = (UID, model, column)
                signal.connect(after_row, sender=row_model, weak=False, dispatch_uid=uid)
    post_save.connect(read_after_draft, sender=Revision, dispatch_uid=UID)
    for signal in (post_save, post_delete):
        # Sources have texts of their own, read by the handlers above.
        signal.connect(read_after_source, sender=Citation, dispatch_uid=f"{UID}: sources")


def read_after_save(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A record says something else, went live or came off the site. An alias has no own words."""
    if not raw and not getattr(instance, "alias_of_id", None):
        _read_later(type(instance), instance.pk)


def read_after_row(model: type[Any], column: str, instance: Any, **kwargs: Any) -> None:
    """A section, a question or a source of a record was changed or taken away."""
    pk = getattr(instance, column)
    if pk and not kwargs.get("raw"):
        _read_later(model, pk)


def read_after_draft(instance: Revision, raw: bool = False, **kwargs: Any) -> None:
    """A draft of a record was written."""
    model = instance.content_type.model_class()
    if not raw and model in checked_models():
        _read_later(model, int(instance.object_id))


def read_after_source(instance: Citation, **kwargs: Any) -> None:
    """A source was published, unpublished or deleted: sentences gain their support or lose it."""
    for model, pk in note_changed_source(pk=instance.pk):
        _after_commit(model, pk)


def forget(instance: Any, **kwargs: Any) -> None:
    """A record is gone."""
    forget_record(model=type(instance), pk=instance.pk)


def _read_later(model: type[Any], pk: int) -> None:
    # Each time: somebody may have read the record between two saves of one transaction.
    note_changed(model=model, pk=pk)
    _after_commit(model, pk)


def _after_commit(model: type[Any], pk: int) -> None:
    # What fails is read by the next who asks.
    once_after_commit(ReadRecord(model=model, pk=pk))


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadRecord:
    """The claims of one record are read."""

    model: type[Any]
    pk: int

    def __call__(self) -> None:
        read_record(model=self.model, pk=self.pk)
