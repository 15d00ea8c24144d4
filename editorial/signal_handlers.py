"""What follows by itself when a question or a page that shows questions goes live or leaves."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, published, unpublished

from editorial.models import Question
from editorial.placements import placement_kinds
from editorial.services.markup import settle_markup


def connect_signal_handlers() -> None:
    """Connect every handler below; safe to repeat."""
    for signal in (published, unpublished):
        signal.connect(settle_after_question, sender=Question, dispatch_uid="editorial")
    for signal in (page_published, page_unpublished):
        signal.connect(settle_after_page, dispatch_uid="editorial")
    for page_model in {kind.page_model for kind in placement_kinds()}:
        post_delete.connect(settle_after_page, sender=page_model, dispatch_uid="editorial")


def settle_after_question(instance: Question, **kwargs: Any) -> None:
    """A question that changed may need a page for its markup, or leave one to another."""
    settle_markup()


def settle_after_page(instance: Page, **kwargs: Any) -> None:
    """A page that shows questions may mark them up from now on, or no longer."""
    if isinstance(instance, tuple(kind.page_model for kind in placement_kinds())):
        settle_markup()
