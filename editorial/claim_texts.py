"""Which texts of a record the claims check reads.

Each package says for its own records and pages, with :func:`claim_texts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from editorial.rules.citations import Passage, passages

PAGE_FIELDS = ("title", "heading", "seo_title", "search_description")
"""What every page has, what search engines show of it included."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedText:
    """One paragraph, heading or line of a record in plain words.

    ``label`` says to an editor where it stands, ``field`` is the name of the field in its form.
    ``passage`` has the marks of sources in it, ``None`` for a field that cannot hold any.
    """

    label: str
    field: str
    text: str
    passage: Passage | None = None


_paths: dict[type[Model], tuple[str, ...]] = {}


def claim_texts(*paths: str) -> Callable[[type[Any]], type[Any]]:
    """Register a model and the fields that hold its texts; a decorator of the class.

    A path is the name of a field, or of a relation and a field of its rows: ``"sections.body"``.
    What every page has is read anyway.
    """

    def register(model: type[Any]) -> type[Any]:
        common = PAGE_FIELDS if issubclass(model, Page) else ()
        _paths[model] = (*common, *paths)
        return model

    return register


def checked_models() -> tuple[type[Model], ...]:
    """Return every registered model, by label."""
    return tuple(sorted(_paths, key=lambda model: model._meta.label))


def rows_with_texts(model: type[Any]) -> Iterator[tuple[type[Model], str]]:
    """Yield the kinds of rows in which texts or sources of a registered ``model`` stand.

    With each comes the name of the column that holds the key of the record.
    """
    names = {path.partition(".")[0] for path in _paths[model] if "." in path}
    for relation in get_all_child_relations(model):
        if relation.get_accessor_name() in {*names, "citations"}:
            yield relation.related_model, relation.field.attname


def checked_texts(record: Model) -> Iterator[CheckedText]:
    """Yield the texts of ``record`` as it is in memory; none if its kind is not checked."""
    for path in _paths.get(type(record), ()):
        relation, _dot, name = path.rpartition(".")
        # Rows that stand there without being shown say so themselves.
        rows = (
            [row for row in getattr(record, relation).all() if _is_shown(row)]
            if relation
            else [record]
        )
        for row in rows:
            yield from _of_field(row, name, relation or name)


def _is_shown(row: Any) -> bool:
    return bool(getattr(row, "is_own", True))


def _of_field(row: Any, name: str, form_field: str) -> Iterator[CheckedText]:
    field = row._meta.get_field(name)
    value = getattr(row, name)
    label = str(field.verbose_name)
    if isinstance(field, StreamField):
        texts = [text for block in value for text in _of_block(block.block, block.value)]
    elif isinstance(field, RichTextField):
        texts = [*passages(value or "")]
    else:
        texts = [str(value or "")]
    for text in texts:
        passage = text if isinstance(text, Passage) else None
        # A line break in a paragraph ends no sentence; positions stay.
        words = passage.text.replace("\n", " ") if passage else str(text)
        if words.strip():
            yield CheckedText(label=label, field=form_field, text=words, passage=passage)


def _of_block(block: Any, value: Any) -> Iterator[str | Passage]:
    """Yield what is written in a block; choices and pictures hold no text of an editor's."""
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _of_block(child, value.get(name))
    elif isinstance(value, RichText):
        yield from passages(value.source)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield str(value or "")
