"""What an editor is told of a page's title and description in search results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from page_cache.tags import PageFetch
from seo.page_data import SearchLines
from seo.rules.search_width import (
    DESCRIPTION,
    TITLE,
    Fit,
    Limits,
    cut_to_width,
    fit_of,
    pixel_width,
)
from seo.same_lines import LineName, line_of, pages_with_line

if TYPE_CHECKING:
    from seo.models import BasePage

LIMITS: dict[LineName, Limits] = {"title": TITLE, "description": DESCRIPTION}
TWINS_NAMED = 8
FIELDS: dict[LineName, str] = {"title": "seo_title", "description": "search_description"}
MESSAGES: dict[LineName, dict[Fit, str | Promise]] = {
    "title": {
        Fit.FITS: gettext_lazy("The title fits."),
        Fit.CUT_ON_PHONE: gettext_lazy("The title is cut on phones. Put what matters first."),
        Fit.CUT: gettext_lazy("The title is too wide and is cut. Put what matters first."),
        Fit.SHORT: gettext_lazy("The title is short: there is room to say what the page answers."),
        Fit.MISSING: gettext_lazy("There is no title."),
    },
    "description": {
        Fit.FITS: gettext_lazy("The description fits."),
        Fit.CUT_ON_PHONE: gettext_lazy(
            "The description fits on a computer. On phones its end is cut."
        ),
        Fit.CUT: gettext_lazy("The description is too long and is cut. Put what matters first."),
        Fit.SHORT: gettext_lazy("The description is short: one or two sentences serve best."),
        Fit.MISSING: gettext_lazy(
            "There is no description. Search engines then take some sentence of the page."
        ),
    },
}


@dataclass(frozen=True, kw_only=True, slots=True)
class LinePreview:
    """One line in search results.

    ``text`` is what is shown, ``default`` what is shown while the field ``field`` is empty;
    ``desktop`` and ``phone`` are ``text`` as cut there. ``width`` is in pixels. ``twins`` are other
    pages with the same line, and ``more_twins`` is how many there are beside those.
    """

    name: LineName
    field: str
    text: str
    default: str
    desktop: str
    phone: str
    width: int
    limits: Limits
    fit: Fit
    message: str | Promise
    messages: dict[Fit, str | Promise]
    twins: tuple[Page, ...] = ()
    more_twins: int = 0

    @property
    def is_default(self) -> bool:
        """Whether the page has no wording of its own."""
        return self.text == self.default

    @property
    def is_good(self) -> bool:
        """Whether nothing needs to be done about its length."""
        return self.fit in (Fit.FITS, Fit.CUT_ON_PHONE)


def line_previews(lines: SearchLines, default: SearchLines) -> list[LinePreview]:
    """Return title and description as search engines show them."""
    return [_preview(name, lines, default, ()) for name in LIMITS]


def search_preview(page: BasePage) -> dict[str, Any]:
    """Return what the panel prints about ``page`` as it is in memory."""
    fetch = PageFetch()
    default, lines = page.default_search_lines(fetch), page.search_lines(fetch)
    return {
        "page": page,
        "site_name": page.seo_sitename,
        "address": page.seo_canonical_url,
        "lines": [
            _preview(name, lines, default, pages_with_line(page, name, line_of(lines, name)))
            for name in LIMITS
        ],
    }


def _preview(
    name: LineName, lines: SearchLines, default: SearchLines, twins: Sequence[Page]
) -> LinePreview:
    text, limits = line_of(lines, name), LIMITS[name]
    size = limits.font_size
    fit = fit_of(text, limits)
    return LinePreview(
        name=name,
        field=FIELDS[name],
        text=text,
        default=line_of(default, name),
        desktop=cut_to_width(text, font_size=size, width=limits.desktop),
        phone=cut_to_width(text, font_size=size, width=limits.phone),
        width=pixel_width(text, size),
        limits=limits,
        fit=fit,
        message=MESSAGES[name][fit],
        messages=MESSAGES[name],
        twins=tuple(twins[:TWINS_NAMED]),
        more_twins=max(0, len(twins) - TWINS_NAMED),
    )
