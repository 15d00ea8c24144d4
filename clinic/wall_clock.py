"""The clock on the wall where it is put forward or back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

SECOND = timedelta(seconds=1)


def first_moment_showing(wall_time: datetime, zone: ZoneInfo) -> datetime:
    """Return, in UTC, the first moment at which the clock shows ``wall_time`` or a later time.

    ``wall_time`` is naive. A time that comes twice in autumn is its first occurrence; one that is
    skipped in spring is the moment of the change.
    """
    offset_before = wall_time.replace(tzinfo=zone, fold=0)
    moment = offset_before.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None, fold=0) == wall_time:
        return moment
    # The change lies between the readings of the skipped time by the later and the earlier offset.
    before = wall_time.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while moment - before > SECOND:
        middle = before + (moment - before) // 2
        if middle.astimezone(zone).utcoffset() == offset_before.utcoffset():
            before = middle
        else:
            moment = middle
    # Clocks change on a whole second.
    return moment.replace(microsecond=0)
