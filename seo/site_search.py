"""Finds pages by what visitors read on them."""

from __future__ import annotations

from django.db.models import Case, F, IntegerField, Value, When
from wagtail.query import PageQuerySet
from wagtail.search.backends import get_search_backend
from wagtail.search.backends.base import BaseSearchResults

from seo.models import SearchText
from seo.rules.search_words import search_words

# A word in the title tells more of a page than one in its headings or description.
IN_TITLE, IN_HEADING = 3, 1


def find_pages(pages: PageQuerySet, typed: str) -> BaseSearchResults | list[SearchText]:
    """Return the texts of those of ``pages`` that have every word of ``typed``, with their pages.

    First come pages with the words in the title, then those with them in headings and description.
    Among equals the upper levels of the site come first, so that ten thousand city pages with one
    shared text do not bury the page that is about it. Nothing is found without a word.
    """
    words = list(dict.fromkeys(search_words(typed)))
    if not words:
        return []
    texts = SearchText.objects.filter(page__in=pages).select_related("page")
    weight = sum(map(_weight, words), Value(0))
    texts = texts.order_by(weight.desc(), F("page__depth").asc(), F("page__path").asc())
    backend = get_search_backend()
    return backend.search(" ".join(words), texts, operator="and", order_by_relevance=False)


def _weight(word: str) -> Case:
    return Case(
        When(title__contains=f" {word} ", then=IN_TITLE),
        When(about__contains=f" {word} ", then=IN_HEADING),
        default=0,
        output_field=IntegerField(),
    )
