"""Search over the site's live public pages, by what visitors read on them."""

from __future__ import annotations

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
from seo.rules.search_words import search_words
from seo.site_search import find_pages

RESULTS_A_PAGE = 10
LONGEST_QUERY = 100


@require_safe
def search_view(request: HttpRequest) -> HttpResponse:
    """Show the pages that hold every word of ``?query=``; ``?page=`` counts from 1."""
    if Site.find_for_request(request) is None:
        raise Http404
    query = request.GET.get("query", "")[:LONGEST_QUERY].replace("\x00", "").strip()
    results = _results(request, query)
    return render(request, "home/search.html", {"data": _data(request, query, results)})


def _results(request: HttpRequest, query: str) -> ResultsPage:
    root = Site.find_for_request(request).root_page.localized
    pages = Page.objects.descendant_of(root, inclusive=True).live().public()
    found = find_pages(pages, query)
    return Paginator(found, RESULTS_A_PAGE).get_page(request.GET.get("page"))


def _data(request: HttpRequest, query: str, results: ResultsPage) -> SearchPageData:
    total = results.paginator.count
    pages = [text.page for text in results.object_list]
    labels = place_labels(page.pk for page in pages)
    return SearchPageData(
        **plain_frame(request, PageFetch.for_request(request), heading=_("Search")),
        query=query,
        message=_message(query, total),
        results=tuple(
            SearchResultData(
                title=labels.get(page.pk, page.title),
                url=page.get_url(request) or "",
                description=page.search_description,
            )
            for page in pages
        ),
        previous_url=_url(query, results.previous_page_number()) if results.has_previous() else "",
        next_url=_url(query, results.next_page_number()) if results.has_next() else "",
    )


def _message(query: str, total: int) -> str:
    if not query:
        return ""
    if not search_words(query):
        return _("Type at least one word, for example “ride home”.")
    if not total:
        return _(
            "No page has all of these words: “%(query)s”. Try fewer or other words, or call us."
        ) % {"query": query}
    return ngettext("%(total)d page found.", "%(total)d pages found.", total) % {"total": total}


def _url(query: str, number: int) -> str:
    return f"?{urlencode({'query': query, 'page': number})}"
