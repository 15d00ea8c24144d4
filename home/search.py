"""Search over the site's live public pages."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.core.paginator import Page as ResultsPage
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from home.page_data import SearchPageData, SearchResultData
from locations.places import place_labels
from page_cache.tags import PageFetch
from seo.fetching import plain_frame

RESULTS_A_PAGE = 10
LONGEST_QUERY = 100

# Quotes, operators and other marks mean something to the database's full-text search; a visitor
# who types one of them means the words.
NOT_A_WORD = re.compile(r"[^\w\s'\u2019-]|_")


@require_safe
def search_view(request: HttpRequest) -> HttpResponse:
    """Show the pages that hold every word of ``?query=``; ``?page=`` counts from 1."""
    if Site.find_for_request(request) is None:
        raise Http404
    query = request.GET.get("query", "")[:LONGEST_QUERY].replace("\x00", "").strip()
    words = " ".join(NOT_A_WORD.sub(" ", query).split())
    results = _results(request, words)
    return render(request, "home/search.html", {"data": _data(request, query, words, results)})


def _results(request: HttpRequest, words: str) -> ResultsPage:
    found = []
    if words:
        root = Site.find_for_request(request).root_page.localized
        pages = Page.objects.descendant_of(root, inclusive=True).live().public()
        found = pages.search(words, operator="and")
    return Paginator(found, RESULTS_A_PAGE).get_page(request.GET.get("page"))


def _data(request: HttpRequest, query: str, words: str, results: ResultsPage) -> SearchPageData:
    total = results.paginator.count
    labels = place_labels(page.pk for page in results.object_list)
    return SearchPageData(
        **plain_frame(request, PageFetch.for_request(request), heading=_("Search")),
        query=query,
        message=_message(query, words, total),
        results=tuple(
            SearchResultData(
                title=labels.get(page.pk, page.title),
                url=page.get_url(request) or "",
                description=page.search_description,
            )
            for page in results.object_list
        ),
        previous_url=_url(query, results.previous_page_number()) if results.has_previous() else "",
        next_url=_url(query, results.next_page_number()) if results.has_next() else "",
    )


def _message(query: str, words: str, total: int) -> str:
    if not query:
        return ""
    if not words:
        return _("Type at least one word, for example “ride home”.")
    if not total:
        return _(
            "No page has all of these words: “%(query)s”. Try fewer or other words, or call us."
        ) % {"query": query}
    return ngettext("%(total)d page found.", "%(total)d pages found.", total) % {"total": total}


def _url(query: str, number: int) -> str:
    return f"?{urlencode({'query': query, 'page': number})}"
