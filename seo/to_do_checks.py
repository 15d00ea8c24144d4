"""What somebody has to mend for search engines, and for visitors who follow links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from operations.to_do import Severity, ToDo, to_do_check
from operations.to_do_rows import SEARCH_FIELDS, about, title_of
from seo.address_books import AddressBooks
from seo.launch_checks import settings_url
from seo.models import AddressToAnnounce, BasePage, SearchSettings
from seo.same_lines import compared
from seo.site_reading import shown_in_search, sites, unreached_pages

# Each prints or reads every page of the site; for ten thousand pages that takes minutes.
BETWEEN_LOOKS = timedelta(hours=1)
NAMED = 3
LATE_TO_ANNOUNCE = timedelta(days=1)


def _titles_among(pages: Collection[int], now: datetime) -> Iterator[ToDo]:
    yield from _titles_and_descriptions(pages)


@to_do_check(
    "titles",
    label=gettext_lazy("Titles and descriptions in search"),
    interval=BETWEEN_LOOKS,
    among=_titles_among,
)
def titles_and_descriptions(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each page whose title or description is missing or not its own.

    What counts is what search engines read, whether it was typed or made from a pattern. Pages are
    compared within their site.
    """
    yield from _titles_and_descriptions(None)


def _titles_and_descriptions(keys: Collection[int] | None) -> Iterator[ToDo]:
    for site in sites():
        titles: dict[str, list[BasePage]] = defaultdict(list)
        descriptions: dict[str, list[BasePage]] = defaultdict(list)
        for page, meta in shown_in_search(site, keys):
            titles[compared(meta.title)].append(page)
            descriptions[compared(meta.description)].append(page)
        yield from _rows(titles, "title", _("It has no title for search results."), _SAME_TITLE)
        yield from _rows(
            descriptions,
            "description",
            _("It has no description for search results: write one or two sentences."),
            _SAME_DESCRIPTION,
        )


_SAME_TITLE = gettext_lazy("Its title in search results is also that of: %(pages)s.")
_SAME_DESCRIPTION = gettext_lazy("Its description in search results is also that of: %(pages)s.")


def _rows(found: dict[str, list[BasePage]], key: str, missing: str, same: object) -> Iterator[ToDo]:
    for text, pages in found.items():
        if text and len(pages) == 1:
            continue
        for page in pages:
            message = missing
            if text:
                message = str(same) % {"pages": _names([p for p in pages if p.pk != page.pk])}
            yield about(
                page,
                message,
                key=key,
                anchor=SEARCH_FIELDS,
                severity=Severity.SOON if text else Severity.WHEN_YOU_HAVE_TIME,
            )


def _names(pages: list[BasePage]) -> str:
    names = [title_of(page) for page in pages[:NAMED]]
    if len(pages) > NAMED:
        names.append(_("%(count)d more") % {"count": len(pages) - NAMED})
    return str(get_text_list(names, _("and")))


@to_do_check(
    "orphan-pages", label=gettext_lazy("Pages that nothing links to"), interval=BETWEEN_LOOKS
)
def orphan_pages(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each page that nobody finds who starts at the home page of its site."""
    for page in (page for site in sites() for page in unreached_pages(site)):
        yield about(
            page,
            _("Nothing that visitors reach links to it. Link to it from a page, or unpublish it."),
            severity=Severity.WHEN_YOU_HAVE_TIME,
        )


@to_do_check("redirects", label=gettext_lazy("Redirects to nowhere"))
def redirects_to_nowhere(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each redirect whose target is not on the site."""
    books = AddressBooks()
    for redirect in Redirect.objects.select_related("redirect_page", "site").order_by("pk"):
        page = redirect.redirect_page
        if page is not None and page.live:
            continue
        link = redirect.redirect_link if page is None else ""
        if link and not books.is_broken(link, redirect.site):
            continue
        yield about(
            redirect,
            _("It leads to a page that is not on the site. Choose another, or delete it."),
            title=redirect.title,
            edit_url=reverse("wagtailredirects:edit", args=[redirect.pk]),
            anchor="#id_redirect_page" if page is not None else "#id_redirect_link",
        )


@to_do_check("index-now", label=gettext_lazy("Search engines that cannot be told of changes"))
def unannounced_changes(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each site whose changes IndexNow refuses, or has not taken for a day."""
    for site in Site.objects.order_by("pk"):
        waiting = AddressToAnnounce.objects.filter(site=site).exclude(problem="")
        refused = waiting.filter(is_refused=True).first()
        late = waiting.filter(queued_at__lt=now - LATE_TO_ANNOUNCE).first()
        if refused is not None:
            message = _(
                "IndexNow refuses the pages of this site: %(problem)s. Check the key, and save the "
                "settings to try again."
            ) % {"problem": refused.problem}
        elif late is not None:
            message = _(
                "IndexNow has not answered for a day: %(problem)s. It is tried again by itself."
            ) % {"problem": late.problem}
        else:
            continue
        settings = SearchSettings.for_site(site)
        yield about(
            settings,
            message,
            title=str(SearchSettings._meta.verbose_name).capitalize(),
            edit_url=settings_url(site),
            anchor="#panel-index_now_key-section",
        )
