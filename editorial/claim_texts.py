"""Which texts of a record the claims check reads.

Each package says for its own records and pages, with :func:`claim_texts`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import ForeignKey, Model
from django.urls import reverse
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText

from editorial.rules.citations import Passage, passages
from editorial.rules.claims import find_claims
from editorial.rules.effects import effect_claims

PAGE_FIELDS = ("title", "heading", "seo_title", "search_description", "og_image")
"""What every page has, what search engines and shared links show of it included."""

ANSWERS = ("answer", "short_answer")
"""Fields that begin to answer what stands in the field ``question`` of the same row."""

Tokens = Callable[[str], Iterable[tuple[int, int, str]]]
"""Finds the tokens in a text: where each begins and ends, and what it may say on a page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedText:
    """One paragraph, heading or line of a record in plain words.

    ``label`` says to an editor where it stands, ``field`` is the name of the field in its form.
    ``passage`` has the marks of sources in it, ``None`` for a field that cannot hold any.
    ``mend_url`` leads to another form where the text is written: what a picture shows is. ``asked``
    is the question that the text begins to answer, in words that spaces alone part. ``is_fact``
    marks a price, a direction, a notice and the like, which wait for nobody.
    """

    label: str
    field: str
    text: str
    passage: Passage | None = None
    mend_url: str = ""
    asked: str = ""
    is_fact: bool = False


_paths: dict[type[Model], tuple[str, ...]] = {}
_facts: dict[type[Model], frozenset[str]] = {}
_tokens: dict[type[Model], Tokens] = {}


def claim_texts(
    *paths: str, facts: Iterable[str] = (), tokens: Tokens | None = None
) -> Callable[[type[Any]], type[Any]]:
    """Register a model and the fields that hold its texts; a decorator of the class.

    A path is the name of a field, or of a relation and a field of its rows: ``"sections.body"``. Of
    a picture, what it shows is read. What every page has is read anyway. ``facts`` are the paths of
    facts, read like the others. ``tokens`` finds what stands in the texts for something else: they
    are read with examples in their place too.
    """

    def register(model: type[Any]) -> type[Any]:
        common = PAGE_FIELDS if issubclass(model, Page) else ()
        _facts[model] = frozenset(facts)
        _paths[model] = tuple(dict.fromkeys((*common, *paths, *facts)))
        if tokens is not None:
            _tokens[model] = tokens
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
    tokens = _tokens.get(type(record))
    for path in _paths.get(type(record), ()):
        relation, _dot, name = path.rpartition(".")
        # Rows that stand there without being shown say so themselves.
        rows = (
            [row for row in getattr(record, relation).all() if _is_shown(row)]
            if relation
            else [record]
        )
        for row in rows:
            asked = " ".join(getattr(row, "question", "").split()) if name in ANSWERS else ""
            for checked in _of_field(row, name, relation or name):
                is_fact = path in _facts[type(record)]
                text = replace(checked, asked=asked, is_fact=is_fact)
                yield _as_it_reads(text, tokens) if tokens else text
                asked = ""


def _is_shown(row: Any) -> bool:
    return bool(getattr(row, "is_own", True))


def _of_field(row: Any, name: str, form_field: str) -> Iterator[CheckedText]:
    field = row._meta.get_field(name)
    value = getattr(row, name)
    label = str(field.verbose_name)
    texts: list[str | Passage | AbstractImage]
    if isinstance(field, StreamField):
        texts = [text for block in value for text in _of_block(block.block, block.value)]
    elif isinstance(field, RichTextField):
        texts = [*passages(value or "")]
    elif isinstance(field, ForeignKey):
        texts = [value] if value else []
    else:
        texts = [str(value or "")]
    for text in texts:
        if isinstance(text, AbstractImage):
            yield from _of_picture(text, form_field)
            continue
        passage = text if isinstance(text, Passage) else None
        # A line break in a paragraph ends no sentence; positions stay.
        words = passage.text.replace("\n", " ") if passage else str(text)
        if words.strip():
            yield CheckedText(label=label, field=form_field, text=words, passage=passage)


def _of_picture(picture: AbstractImage, form_field: str) -> Iterator[CheckedText]:
    """Yield what people hear who cannot see it: written with the picture, or where it is used."""
    if getattr(picture, "decorative", False):
        return
    own = getattr(picture, "contextual_alt_text", "") or ""
    label = _("what the picture “%(title)s” shows") % {"title": picture.title}
    url = "" if own else reverse("wagtailimages:edit", args=[picture.pk])
    yield CheckedText(
        label=label, field=form_field, text=own or picture.default_alt_text, mend_url=url
    )


def _of_block(block: Any, value: Any) -> Iterator[str | Passage | AbstractImage]:
    """Yield what is written in a block; choices hold no text of an editor's."""
    if isinstance(value, AbstractImage):
        yield value
    elif isinstance(block, ImageBlock):
        # The picture was deleted from the library.
        return
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _of_block(child, value.get(name))
    elif isinstance(value, RichText):
        yield from passages(value.source)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield str(value or "")


def _as_it_reads(checked: CheckedText, tokens: Tokens) -> CheckedText:
    """Return the text with examples for its tokens, if it makes more claims so; or as it is.

    "Say goodbye to {condition}" is a claim only once it says migraine. As a rule the sentence is
    shown to its editor as it was written, and an acceptance holds for that.
    """
    text, marks, shift = "", list(checked.passage.marks if checked.passage else ()), 0
    position = 0
    for start, end, example in tokens(checked.text):
        text += checked.text[position:start] + example
        position = end
        by = len(example) - (end - start)
        marks = [
            replace(mark, position=mark.position + by) if mark.position >= end + shift else mark
            for mark in marks
        ]
        shift += by
    text += checked.text[position:]
    if text == checked.text or not _claims(text) - _claims(checked.text):
        return checked
    passage = replace(checked.passage, text=text, marks=tuple(marks)) if checked.passage else None
    return replace(checked, text=text, passage=passage)


def _claims(text: str) -> Counter[str]:
    """Return how often each rule is broken in ``text``."""
    keys = [claim.key.value for claim in find_claims(text)]
    return Counter(keys) + Counter(effects=len(effect_claims(text)))
