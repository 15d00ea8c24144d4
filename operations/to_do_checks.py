"""What waits in any kind of page or record: drafts that were forgotten, dates that failed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import TaskState

from operations.services.scheduled_publishing import draft_models, overdue_changes
from operations.to_do import Severity, ToDo, to_do_check
from operations.to_do_rows import about

DAYS_FORGOTTEN = 14
# Scheduled work runs once a minute; what is this late has been tried and has failed.
GRACE = timedelta(minutes=15)


@to_do_check("failed-dates", label=gettext_lazy("Set dates that failed"))
def failed_dates(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each page or record that should have gone live, or come off, by now."""
    for record, due_at, goes_live in overdue_changes(now - GRACE):
        sentence = (
            _("It was to go live on %(date)s and has not. Open it and publish it to see why.")
            if goes_live
            else _("It was to come off the site on %(date)s and is still there. Unpublish it.")
        )
        yield about(
            record,
            sentence % {"date": day_text(due_at)},
            key="live" if goes_live else "off",
            severity=Severity.NOW,
            acts_on=timezone.localdate(due_at),
        )


@to_do_check("forgotten-drafts", label=gettext_lazy("Drafts that nobody has touched for two weeks"))
def forgotten_drafts(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each draft that waits neither for a date nor for somebody's approval."""
    limit = now - timedelta(days=DAYS_FORGOTTEN)
    for model in draft_models():
        drafts = model._default_manager.filter(
            has_unpublished_changes=True, latest_revision__created_at__lte=limit
        ).exclude(latest_revision__approved_go_live_at__isnull=False)
        if hasattr(model, "alias_of"):
            drafts = drafts.filter(alias_of=None)
        waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
        drafts = drafts.exclude(latest_revision__in=waiting.values("revision"))
        for record in drafts.select_related("latest_revision").order_by("pk"):
            yield about(record, _draft_message(record), severity=Severity.WHEN_YOU_HAVE_TIME)


def _draft_message(record: Any) -> str:
    date = day_text(record.latest_revision.created_at)
    if record.live:
        sentence = _("Changes of %(date)s are not published. Publish them or take them back.")
    else:
        sentence = _("This draft of %(date)s was never published. Publish it or delete it.")
    return sentence % {"date": date}


def day_text(moment: datetime) -> str:
    """Return the day of ``moment`` as the editor shows dates."""
    return date_format(timezone.localdate(moment))
