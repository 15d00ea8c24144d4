"""The sitemap: Wagtail's, without the pages that ask not to be indexed."""

from __future__ import annotations

from typing import Any

from wagtail.contrib.sitemaps import Sitemap
from wagtail.query import PageQuerySet

from seo.indexing import left_out_of_sitemap
from seo.languages import pages_of


class PublicSitemap(Sitemap):
    """Live public pages, but those that a package keeps out of search results."""

    def items(self) -> PageQuerySet:
        """Return the pages of each language in the order of the tree."""
        pages: Any = pages_of(self.get_wagtail_site()).live().public().order_by("path")
        for keys in left_out_of_sitemap():
            pages = pages.exclude(pk__in=keys)
        return pages.defer_streamfields().specific()
