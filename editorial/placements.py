"""Where questions are placed: found through the models, since the pages stand in other packages.

Every row of a page with a reference to a question is a place where that page shows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from modelcluster.fields import ParentalKey
from wagtail.models import Page


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacementKind:
    """A kind of row by which a type of page shows questions.

    ``page_key`` and ``question_key`` are the row's fields, ``relation`` is what the page calls its
    rows. ``heading_field`` is the row's field for a heading that begins with it, ``""`` without
    one. ``marks_up`` tells whether the graph of such a page carries its questions.
    """

    row: type[models.Model]
    page_model: type[Page]
    page_key: str
    question_key: str
    relation: str
    heading_field: str
    marks_up: bool

    def rows(self) -> QuerySet[Any]:
        """Return all rows of this kind."""
        return self.row._default_manager.all()

    def live_rows(self) -> QuerySet[Any]:
        """Return the rows of pages that visitors can read; a copy of a page is not counted."""
        where = {f"{self.page_key}__live": True, f"{self.page_key}__alias_of": None}
        return self.rows().filter(**where)


@cache
def placement_kinds() -> tuple[PlacementKind, ...]:
    """Return every kind of placement on the site."""
    question = apps.get_model("editorial", "Question")
    return tuple(
        PlacementKind(
            row=row,
            page_model=parent.related_model,
            page_key=parent.name,
            question_key=key.name,
            relation=parent.remote_field.get_accessor_name(),
            heading_field=getattr(row, "placement_heading_field", ""),
            marks_up=getattr(parent.related_model, "marks_up_questions", False),
        )
        for row in apps.get_models()
        for parent in _fields(row, ParentalKey, Page)
        for key in _fields(row, models.ForeignKey, question)
    )


def _fields(row: type[models.Model], kind: type[Any], target: type[models.Model]) -> list[Any]:
    return [
        field
        for field in row._meta.concrete_fields
        if isinstance(field, kind) and issubclass(field.related_model, target)
    ]


def page_count() -> Any:
    """Return an expression for a query of questions: on how many live pages each is shown."""
    total: Any = Value(0)
    for kind in placement_kinds():
        pages = (
            kind.live_rows()
            .filter(**{kind.question_key: OuterRef("pk")})
            .order_by()
            .values(kind.question_key)
            .annotate(pages=Count(kind.page_key, distinct=True))
            .values("pages")
        )
        total = total + Coalesce(Subquery(pages, output_field=IntegerField()), Value(0))
    return total


def is_placed() -> Q:
    """Return what is true of a question that any page has among its own, a draft page included."""
    condition = Q(pk__in=[])
    for kind in placement_kinds():
        condition |= Q(Exists(kind.rows().filter(**{kind.question_key: OuterRef("pk")})))
    return condition


def live_page_ids(question_ids: Iterable[int]) -> set[int]:
    """Return the live pages that show any of these questions."""
    ids = list(question_ids)
    return {
        page_id
        for kind in placement_kinds()
        for page_id in kind.live_rows()
        .filter(**{f"{kind.question_key}__in": ids})
        .values_list(kind.page_key, flat=True)
    }
