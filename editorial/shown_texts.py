"""Which pages show a question, and which a page by its own words or by its title."""

from __future__ import annotations

from collections.abc import Collection
from copy import copy
from typing import Any

from django.db.models import Q
from wagtail.models import Page
from wagtail.query import PageQuerySet

from editorial.clinical_texts import listed_sources
from editorial.models import Question
from editorial.pieces import pieces_of
from editorial.placements import live_page_ids
from editorial.shown_on import differs, is_new, shown_on
from navigation.models import MenuItem


@shown_on(Question)
def pages_with_question(question: Question, version: Question) -> Collection[int]:
    """Return the pages on which the question is placed; no page shows its short answer."""
    has_changed = differs(question, version, "question", "answer")
    if has_changed or listed_sources(question) != listed_sources(version):
        return live_page_ids([question.pk])
    return []


@shown_on(Page)
def page_itself(page: Page, version: Page) -> Collection[int]:
    """Return the page whose own words they are, unless other pages alone print what differs."""
    elsewhere = getattr(page, "printed_elsewhere", ())
    if elsewhere and not is_new(page, version):
        rest = copy(version)
        for field in elsewhere:
            setattr(rest, field, getattr(page, field))
        if pieces_of(rest) == pieces_of(page) != pieces_of(version):
            return []
    return [page.pk]


@shown_on(Page)
def pages_that_name_it(page: Page, version: Any) -> PageQuerySet:
    """Return the pages that name ``page`` by its title: on the way from home, and in menus."""
    if not page.live or page.title == version.title:
        return Page.objects.none()
    in_menus = MenuItem.objects.filter(page=page, label="", menu__live=True)
    below = Q(path__startswith=page.path, depth__gt=page.depth)
    return Page.objects.filter(below | Q(locale__in=in_menus.values("menu__locale")))
