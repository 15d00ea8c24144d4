"""Keeps what pages say for the site's search, and brings the search index up to date with it."""

from __future__ import annotations

from django.apps import apps
from django.db import connection, transaction
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from seo.content_digest import ReadPage
from seo.models import BasePage, SearchText
from seo.page_data import PageData
from seo.rules.search_words import search_words

AT_ONCE = 200


def search_text_of(page: Page, reading: ReadPage, data: PageData | None) -> SearchText:
    """Return what ``page``, printed from ``data`` and read as ``reading``, says; store nothing.

    Its description for search engines decides the order, and finds no page.
    """
    title = search_words(f"{page.title} {reading.title}")
    about = search_words(reading.headings)
    if isinstance(page, BasePage) and data is not None:
        terms = search_words(page.search_terms(data))
        about += [*terms, *search_words(data.meta.description)]
    else:
        terms = []
    return SearchText(
        page=page,
        title=_spaced(title),
        about=_spaced(about),
        words=" ".join(sorted({*title, *terms, *search_words(reading.words)})),
    )


def keep_search_text(*, text: SearchText) -> bool:
    """Store ``text`` if it differs from what is stored for its page; return whether it does."""
    values = {"title": text.title, "about": text.about, "words": text.words}
    if SearchText.objects.filter(pk=text.pk, **values).exists():
        return False
    text.is_indexed = False
    text.save()
    return True


def index_search_texts() -> int:
    """Let the search find pages by what was stored since the last call; return how many."""
    backend, count = get_search_backend(), 0
    while texts := list(SearchText.objects.filter(is_indexed=False).order_by("pk")[:AT_ONCE]):
        with transaction.atomic():
            backend.add_bulk(SearchText, texts)
            keys = [text.pk for text in texts]
            SearchText.objects.filter(pk__in=keys).update(is_indexed=True)
        count += len(texts)
    if count:
        _count_entries()
    return count


def _count_entries() -> None:
    """Let SQLite know how many entries the index has; PostgreSQL counts by itself.

    Without the number it asks the full-text index once for each entry, which takes ten times as
    long as the search itself.
    """
    if connection.vendor == "sqlite":
        table = apps.get_model("wagtailsearch", "IndexEntry")._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


def _spaced(words: list[str]) -> str:
    """Return each of ``words`` once, a space before and after, so that whole ones are found."""
    return f" {' '.join(dict.fromkeys(words))} "
