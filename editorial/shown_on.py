"""On which live pages a clinical text stands, found through the models.

The pages stand in packages above, so each of those says which of its pages show a record of which
kind. A package does so in a module called ``shown_texts``, which is found by itself::

    @shown_on(Question)
    def pages_with_question(question: Question, version: Question) -> QuerySet[FAQPage]: ...
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.models import Page
from wagtail.query import PageQuerySet

Finder = Callable[[Any, Any], "QuerySet[Any] | Collection[int]"]

_finders: dict[type[Model], list[Finder]] = {}


def shown_on(*models: type[Model]) -> Callable[[Finder], Finder]:
    """Register the decorated function for records of these kinds, subclasses included.

    It gets a record as it is public and a version of it, and returns the pages (or their keys) that
    read differently once the version is public. Is the version the record itself, or is the record
    not public, it returns those that show it. What is no live page of its own, it may return too.
    """

    def register(finder: Finder) -> Finder:
        for model in models:
            _finders.setdefault(model, []).append(finder)
        return finder

    return register


def pages_showing(record: Any, version: Any) -> PageQuerySet:
    """Return the live pages that show what ``version`` says otherwise than the public ``record``.

    A copy of a page (an alias) is not counted. The number of queries does not grow with the pages.
    """
    condition = Q(pk__in=[])
    for model, finders in _finders.items():
        if isinstance(record, model):
            for find in finders:
                found = find(record, version)
                keys = found.values("pk") if isinstance(found, QuerySet) else list(found)
                condition |= Q(pk__in=keys)
    return Page.objects.live().filter(condition, alias_of=None, depth__gt=1).order_by("path")


def is_new(record: Any, version: Any) -> bool:
    """Whether all of ``version`` counts: it is the record itself, or the first one to be public."""
    return version is record or not record.live


def differs(record: Any, version: Any, *fields: str) -> bool:
    """Whether one of ``fields`` reads otherwise in ``version``, or all of it counts."""
    return is_new(record, version) or any(
        getattr(record, field) != getattr(version, field) for field in fields
    )
