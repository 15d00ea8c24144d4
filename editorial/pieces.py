"""Which of a record's texts a clinician signs: told by the package that has the record.

Phone numbers, hours, directions, menus and notices are no such texts, so nothing here slows them.
A package registers its records in a module called ``clinical_texts``, which is found by itself::

    @clinical_text(Question)
    def pieces_of_question(question: Question) -> list[Piece | None]:
        return [piece("answer", "Question and answer", [question.question, question.answer])]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from editorial.rules.signed_text import Piece

PieceReader = Callable[[Any], Iterable[Piece | None]]
Records = Callable[[], "models.QuerySet[Any]"]

_readers: dict[type[models.Model], PieceReader] = {}
_records: dict[type[models.Model], Records] = {}


def clinical_text(
    model: type[models.Model], *, among: Records | None = None
) -> Callable[[PieceReader], PieceReader]:
    """Register the decorated function: it returns the pieces of one version of a ``model``.

    ``among`` returns the records that can have any, read so that their pieces cost no more queries;
    all of them without it.
    """

    def register(reader: PieceReader) -> PieceReader:
        _readers[model] = reader
        _records[model] = among or model._default_manager.all
        return reader

    return register


def reviewed_models() -> tuple[type[models.Model], ...]:
    """Return the kinds of records that have such texts, in the order of their registration."""
    return tuple(_readers)


def records_with_clinical_text(model: type[models.Model]) -> models.QuerySet[Any]:
    """Return the records of a registered kind that can have such texts."""
    return _records[model]()


def pieces_of(record: models.Model) -> tuple[Piece, ...]:
    """Return the pieces of this version of ``record``; none for a kind that has no such texts."""
    reader = _readers.get(type(record))
    return tuple(each for each in reader(record) if each is not None) if reader else ()
