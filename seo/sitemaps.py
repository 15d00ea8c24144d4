"""The sitemap: Wagtail's, without the pages that ask not to be indexed."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page
from wagtail.query import PageQuerySet

from seo.indexing import left_out_of_sitemap
from seo.languages import has_languages


class PublicSitemap(Sitemap):
    """Live public pages, but those that a package keeps out of search results."""

    def items(self) -> PageQuerySet:
        """Return the pages of each language in the order of the tree."""
        home = self.get_wagtail_site().root_page
        homes = home.get_translations(inclusive=True) if has_languages() else [home]
        trees = [
            Page.objects.get_queryset().descendant_of_q(each, inclusive=True) for each in homes
        ]
        pages: Any = Page.objects.filter(reduce(or_, trees)).live().public().order_by("path")
        for keys in left_out_of_sitemap():
            pages = pages.exclude(pk__in=keys)
        return pages.defer_streamfields().specific()
