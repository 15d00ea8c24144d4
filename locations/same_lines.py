"""City pages that may have a title or a description that their pattern makes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q, TextField, Value
from wagtail.models import Page
from wagtail.query import PageQuerySet

from locations.models import CityPage
from locations.rules.search_lines import NAME_OF_PLACE
from seo.same_lines import MOST_CANDIDATES, LineName, line_candidates

FIELDS = {
    "title": ("seo_title", "blueprint__title_pattern"),
    "description": ("search_description", "blueprint__description_pattern"),
}


@line_candidates
def city_pages_with_pattern(pages: PageQuerySet, name: LineName, text: str) -> Iterable[Page]:
    """Return city pages without a line of their own whose place is named in ``text``.

    A pattern that names no place gives each of its pages the same line, so those count too.
    """
    own, pattern = FIELDS[name]
    is_possible = Q(text__icontains=F("area__name")) | ~Q(**{f"{pattern}__contains": NAME_OF_PLACE})
    found = CityPage.objects.filter(
        **{own: ""}, pk__in=pages.values("pk"), area__isnull=False, blueprint__isnull=False
    )
    found = found.annotate(text=Value(text, output_field=TextField())).filter(is_possible)
    return list(found.order_by("path").defer_streamfields()[:MOST_CANDIDATES])
