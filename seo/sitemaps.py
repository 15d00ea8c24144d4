"""The sitemap: Wagtail's, without the pages that ask not to be indexed, with true dates."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from wagtail.contrib.sitemaps import Sitemap
from wagtail.query import PageQuerySet

from seo.indexing import left_out_of_sitemap
from seo.site_reading import site_pages

# Far below the 50,000 of the protocol, so that one answer stays quick.
PAGES_A_FILE = 5_000


class PublicSitemap(Sitemap):
    """Live public pages, but those that a package keeps out of search results."""

    limit = PAGES_A_FILE

    def items(self) -> PageQuerySet:
        """Return the pages of each language, in the order of the tree, with their last change."""
        pages: Any = site_pages(self.get_wagtail_site()).order_by("path")
        pages = without_left_out(pages).defer_streamfields().specific()
        return pages.annotate(content_changed_at=F("content_stamp__changed_at"))


def without_left_out(pages: PageQuerySet) -> PageQuerySet:
    """Return ``pages`` but for those that a package keeps out of search results."""
    for keys in left_out_of_sitemap():
        pages = pages.exclude(pk__in=keys)
    return pages
