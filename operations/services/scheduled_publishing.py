"""Publishes and unpublishes at the dates that editors set, one item at a time.

Wagtail's own ``publish_scheduled`` stops at the first item that fails, and everything behind it
waits for ever. This one goes on, and says at the end what failed. It asks nothing of a model
beyond Wagtail's ``DraftStateMixin``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.db import models, transaction
from wagtail.models import DraftStateMixin, Page, Revision

from operations.due_work import WorkFailed, due_work

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class ScheduledChange:
    """One item that is due; ``apply`` returns False when somebody was quicker."""

    verb: str
    label: str
    apply: Callable[[], bool]


@due_work(
    "publish-scheduled", description="Publishes and unpublishes at the dates that editors set"
)
def publish_what_is_due(now: datetime) -> str:
    """Unpublish what expired before ``now``, then publish what was to go live before it.

    Returns a line on what was done. Raises ``WorkFailed``, once everything was tried, naming
    each item that could not be changed.
    """
    done: dict[str, int] = {}
    failures: list[str] = []
    for change in [*_expiries(now), *_publications(now)]:
        try:
            with transaction.atomic():
                changed = change.apply()
        except Exception as problem:
            logger.exception("Could not be %s on schedule: %s", change.verb, change.label)
            failures.append(f"{change.label} could not be {change.verb}: {problem}")
        else:
            done[change.verb] = done.get(change.verb, 0) + changed
    summary = ", ".join(f"{count} {verb}" for verb, count in done.items() if count)
    if failures:
        raise WorkFailed("; ".join(failures) + (f" ({summary})" if summary else ""))
    return summary


def _expiries(now: datetime) -> Iterator[ScheduledChange]:
    for model in draft_models():
        due = model._default_manager.filter(live=True, expire_at__lt=now).order_by("expire_at")
        for item in list(due):
            yield ScheduledChange(
                verb="unpublished",
                label=f"{model._meta.verbose_name} {item.pk} ({item})",
                apply=partial(_unpublish, model, item.pk, now),
            )


def _publications(now: datetime) -> Iterator[ScheduledChange]:
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    for revision in due.defer("content").select_related("content_type"):
        yield ScheduledChange(
            verb="published",
            label=f"{revision.content_type.name} {revision.object_id} ({revision.object_str})",
            apply=partial(_publish, revision.pk, now),
        )


def overdue_changes(due_before: datetime) -> Iterator[tuple[Any, datetime, bool]]:
    """Yield what should have changed before ``due_before`` and has not.

    Each comes with the moment that was set, and whether it was to go live (True) or to come off.
    What fails stays due and is tried again at every tick, so there is no other record of it.
    """
    for model in draft_models():
        late: models.QuerySet[Any] = model._default_manager.filter(
            live=True, expire_at__lt=due_before
        )
        for item in late.order_by("expire_at"):
            yield item, item.expire_at, False
    due = Revision.objects.filter(approved_go_live_at__lt=due_before)
    for revision in due.defer("content").order_by("approved_go_live_at"):
        if (item := revision.content_object) is not None:
            yield item, revision.approved_go_live_at, True


def draft_models() -> list[type[models.Model]]:
    """Return every kind of record with drafts; pages as one kind."""
    others = [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return [Page, *others]


def _unpublish(model: type[models.Model], pk: object, now: datetime) -> bool:
    item: Any = model._default_manager.filter(pk=pk, live=True, expire_at__lt=now).first()
    if item is None:
        return False
    if isinstance(item, Page):
        item = item.specific
    item.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def _publish(pk: int, now: datetime) -> bool:
    revision = Revision.objects.filter(pk=pk, approved_go_live_at__lt=now).first()
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True
