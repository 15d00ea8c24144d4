"""Which FAQ pages and indexes show the disclosure, a question, or the words of an FAQ page."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from wagtail.models import Page

from editorial.models import Disclosure, Question
from editorial.shown_on import differs, shown_on
from faq_pages.fetching import QUESTIONS_ON_A_CARD
from faq_pages.models import FAQIndexPage, FAQPage


@shown_on(Disclosure)
def faq_pages_with_disclosure(disclosure: Disclosure, version: Disclosure) -> QuerySet[Page]:
    """Return all FAQ pages and indexes in its language."""
    types = (FAQPage, FAQIndexPage)
    pages: QuerySet[Page] = Page.objects.type(*types).filter(locale=disclosure.locale)
    return pages if differs(disclosure, version, "heading", "body") else pages.none()


@shown_on(FAQPage)
def index_of_faq_page(page: FAQPage, version: FAQPage) -> QuerySet[FAQIndexPage]:
    """Return the index, which prints title and summary of the page."""
    has_changed = differs(page, version, "title", "summary")
    return _indexes_of([page] if has_changed and page.live else [])


@shown_on(Question)
def indexes_with_question(question: Question, version: Question) -> QuerySet[FAQIndexPage]:
    """Return the indexes that print the question itself, among the first of an FAQ page."""
    if not differs(question, version, "question"):
        return FAQIndexPage.objects.none()
    pages = FAQPage.objects.live().public().filter(alias_of=None, placements__question=question)
    pages = pages.distinct().prefetch_related("placements__question")
    return _indexes_of(page for page in pages if question in _on_the_card(page, question))


def _on_the_card(page: FAQPage, wanted: Question) -> list[Question]:
    placed = dict.fromkeys(row.question for row in page.placements.all())
    shown = [question for question in placed if question.live or question == wanted]
    return shown[:QUESTIONS_ON_A_CARD]


def _indexes_of(pages: Iterable[FAQPage]) -> QuerySet[FAQIndexPage]:
    above = {page.path[: -page.steplen] for page in pages}
    indexes: QuerySet[FAQIndexPage] = FAQIndexPage.objects.filter(path__in=above)
    return indexes
