"""Which city pages search engines are asked to leave out."""

from __future__ import annotations

from collections.abc import Iterable

from locations.models import CityPageVerdict
from seo.indexing import leave_out_of_sitemap


def withheld_pages() -> Iterable[int]:
    """Return the keys of the pages that failed the gate for too long, or claim an office."""
    return CityPageVerdict.objects.withheld().values_list("page_id", flat=True)


def register() -> None:
    """Have the sitemap leave them out."""
    leave_out_of_sitemap(withheld_pages)
