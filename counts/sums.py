"""Adding up the counts of a period for the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from wagtail.models import Page

from counts.models import DailyCount

# Below this many views a rate says more about chance than about the page.
FEWEST_VIEWS = 30
COLUMNS = {
    "views": DailyCount.Kind.VIEW,
    "calls": DailyCount.Kind.CALL,
    "directions": DailyCount.Kind.DIRECTIONS,
    "appointments": DailyCount.Kind.APPOINTMENT,
}


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, both included."""

    first: date
    last: date

    @classmethod
    def ending(cls, today: date, *, days: int) -> Period:
        """Return the ``days`` days up to and with ``today``."""
        return cls(today - timedelta(days=days - 1), today)

    @property
    def days(self) -> int:
        """How many days these are."""
        return (self.last - self.first).days + 1


def with_sums(pages: QuerySet[Page], period: Period) -> QuerySet[Page]:
    """Return ``pages`` with one number for each of :data:`COLUMNS`, 0 where nothing was counted."""
    # A join over all days would be longer than four looks at the index for each page.
    counts = DailyCount.objects.filter(
        page=OuterRef("pk"), day__gte=period.first, day__lte=period.last
    )
    sums = {
        name: Coalesce(
            Subquery(
                counts.filter(kind=kind)
                .order_by()
                .values("page")
                .annotate(sum=Sum("count"))
                .values("sum"),
                output_field=IntegerField(),
            ),
            0,
        )
        for name, kind in COLUMNS.items()
    }
    return pages.annotate(**sums)


def rate(acts: int, views: int) -> float | None:
    """Return how many of a hundred views led to an act, ``None`` when there are too few to tell.

    At most 100: somebody may come back to a page that an earlier day has counted.
    """
    return None if views < FEWEST_VIEWS else min(100.0, 100 * acts / views)


def views_a_day(page_ids: Iterable[int], period: Period) -> dict[int, list[int]]:
    """Return the views of each page for each day of the period, by page. One query."""
    views: dict[int, list[int]] = defaultdict(lambda: [0] * period.days)
    rows = DailyCount.objects.filter(
        page__in=list(page_ids),
        kind=DailyCount.Kind.VIEW,
        day__gte=period.first,
        day__lte=period.last,
    )
    for row in rows:
        views[row.page_id][(row.day - period.first).days] = row.count
    return {page_id: views[page_id] for page_id in page_ids}


def chart_points(values: Sequence[int], *, width: int, height: int) -> str:
    """Return a line through ``values`` as the points of an SVG polyline, the highest at the top.

    Long periods are drawn by the week, so that a line of 365 days stays readable.
    """
    step = 7 if len(values) > 60 else 1
    sums = [sum(values[start : start + step]) for start in range(0, len(values), step)]
    highest = max(sums, default=0) or 1
    across = width / max(1, len(sums) - 1)
    return " ".join(
        f"{number * across:.1f},{height - height * each / highest:.1f}"
        for number, each in enumerate(sums)
    )
