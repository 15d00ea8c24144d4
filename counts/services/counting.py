"""Adding to the counts, and forgetting old ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from wagtail.models import Page

from counts.models import DailyCount

# Two years, to compare a month with the same of the year before, and a month to look at it.
KEPT_DAYS = 2 * 365 + 31


def count_visit(*, page_id: int, kinds: Iterable[str], day: date) -> bool:
    """Add one to each of ``kinds`` for a page on a day; ``False`` when no such page is public.

    Each kind counts once, however often it is named. Raises ``ValueError`` for an unknown kind.
    Two visits at the same moment are both counted.
    """
    wanted = {DailyCount.Kind(kind) for kind in kinds}
    if not Page.objects.live().filter(pk=page_id).exists():
        return False
    with transaction.atomic():
        for kind in sorted(wanted):
            _add_one(page_id, day, kind)
    return True


def _add_one(page_id: int, day: date, kind: str) -> None:
    rows = DailyCount.objects.filter(page_id=page_id, day=day, kind=kind)
    if rows.update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            DailyCount.objects.create(page_id=page_id, day=day, kind=kind, count=1)
    except IntegrityError:
        # Somebody else's visit made the row in between.
        rows.update(count=F("count") + 1)


def forget_old_counts(*, today: date) -> int:
    """Delete counts of days more than :data:`KEPT_DAYS` ago; return how many."""
    old = DailyCount.objects.filter(day__lt=today - timedelta(days=KEPT_DAYS))
    return old.delete()[0]
