"""Looking at what is to do, and keeping what was found."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from editorial.models import ToDoLook, ToDoRow
from operations.to_do import ToDo, ToDoCheck
from operations.to_do_rows import key_of

logger = logging.getLogger(__name__)

# Time alone changes what is to do, and some changes leave no entry in the history.
LOOK_AT_LEAST_EVERY = timedelta(days=1)
STORED = ("page_id", "model", "title", "message", "edit_url", "severity", "acts_on")
MAX_ERROR_LENGTH = 1000
# Pages that are compared after a save; printing one takes some ten milliseconds.
COMPARED_AT_ONCE = 20


def look(*, checks: Iterable[ToDoCheck], now: datetime, asked_for: bool = False) -> tuple[str, ...]:
    """Ask each of ``checks`` that is due and store its rows; return the keys of those that failed.

    With ``asked_for``, each is due. One that fails keeps its rows of before and stops no other.
    """
    changes = state_of_site()
    looks = {row.kind: row for row in ToDoLook.objects.all()}
    failed = []
    for check in checks:
        last = looks.get(check.key)
        if asked_for or _is_due(check, last, changes=changes, now=now):
            error = _ask(check, now)
            ToDoLook.objects.update_or_create(
                kind=check.key, defaults={"looked_at": now, "changes": changes, "error": error}
            )
            if error:
                failed.append(check.key)
    return tuple(failed)


def look_if_changed(*, checks: Iterable[ToDoCheck], now: datetime) -> None:
    """Ask the cheap ones of ``checks`` if the site or the day has changed since they were asked.

    Three queries where nothing has.
    """
    changes = state_of_site()
    today = timezone.localdate(now)
    fresh = {
        row.kind
        for row in ToDoLook.objects.filter(changes=changes, looked_at__isnull=False)
        if row.looked_at and timezone.localdate(row.looked_at) == today
    }
    stale = [check for check in checks if not check.is_costly and check.key not in fresh]
    if stale:
        look(checks=stale, now=now)


def look_at_record(
    *, model: type[Any], pk: Any, checks: Iterable[ToDoCheck], now: datetime
) -> None:
    """Bring the rows about one record up to date, by those of ``checks`` that can.

    A row that needs all pages to be read is left to the next look. What fails is logged.
    """
    own = key_of(model, pk)
    listed = list(ToDoRow.objects.filter(Q(key=own) | Q(key__startswith=f"{own}:")))
    record = model._default_manager.filter(pk=pk).first()
    if record is None:
        ToDoRow.objects.filter(pk__in=[row.pk for row in listed]).delete()
        return
    for check in checks:
        rows = [row for row in listed if row.kind == check.key]
        try:
            if check.of_record is not None:
                found = list(check.of_record(record, now))
                if found or rows:
                    _store(check.key, found, rows, now)
            elif check.among is not None and rows:
                _look_among(check.key, check.among, now)
        except Exception:
            logger.exception("The check %s of the list To do failed for %s", check.key, own)


def _look_among(kind: str, among: Callable[..., Iterable[ToDo]], now: datetime) -> None:
    """Compare the pages that have rows of ``kind`` with each other again."""
    rows = list(ToDoRow.objects.filter(kind=kind, page__isnull=False))
    pages = {row.page_id for row in rows}
    if len(pages) <= COMPARED_AT_ONCE:
        _store(kind, among(pages, now), rows, now)


def ask_for_look(*, checks: Iterable[ToDoCheck]) -> None:
    """Make each of ``checks`` due at the next tick of scheduled work."""
    ToDoLook.objects.filter(kind__in=[check.key for check in checks]).update(looked_at=None)


def forget_other_checks(*, checks: Iterable[ToDoCheck]) -> None:
    """Remove the rows of checks that are no longer there."""
    keys = [check.key for check in checks]
    ToDoRow.objects.exclude(kind__in=keys).delete()
    ToDoLook.objects.exclude(kind__in=keys).delete()


def state_of_site() -> str:
    """Return what is different after every change that the history of the site tells of."""
    pages = PageLogEntry.objects.aggregate(last=Max("pk"))["last"]
    records = ModelLogEntry.objects.aggregate(last=Max("pk"))["last"]
    return f"{pages or 0}.{records or 0}"


def _is_due(check: ToDoCheck, last: ToDoLook | None, *, changes: str, now: datetime) -> bool:
    if not check.is_costly or last is None or last.looked_at is None:
        return True
    age = now - last.looked_at
    if age >= LOOK_AT_LEAST_EVERY:
        return True
    if changes == last.changes and not last.error:
        return False
    return age >= check.interval or _has_been_mended(check, last.looked_at)


def _has_been_mended(check: ToDoCheck, looked_at: datetime) -> bool:
    """Tell whether a page that has a row was published since, or is no longer live."""
    rows = ToDoRow.objects.filter(kind=check.key, page__isnull=False)
    published = rows.filter(page__last_published_at__gt=looked_at)
    return published.exists() or rows.filter(page__live=False).exists()


def _ask(check: ToDoCheck, now: datetime) -> str:
    try:
        _store(check.key, check.find(now), ToDoRow.objects.filter(kind=check.key), now)
    except Exception as problem:
        logger.exception("The check %s of the list To do failed", check.key)
        return f"{type(problem).__name__}: {problem}"[:MAX_ERROR_LENGTH]
    return ""


@transaction.atomic
def _store(kind: str, found: Iterable[ToDo], rows: Iterable[ToDoRow], now: datetime) -> None:
    """Make the stored ``rows`` of ``kind`` those that were ``found``; write only what differs."""
    wanted = {row.key: _fields(row) for row in found}
    pages = {fields["page_id"] for fields in wanted.values()} - {None}
    there = set(Page.objects.filter(pk__in=pages).values_list("pk", flat=True))
    wanted = {
        key: fields
        for key, fields in wanted.items()
        if fields["page_id"] is None or fields["page_id"] in there
    }
    stored = {row.key: row for row in rows}
    gone = [row.pk for key, row in stored.items() if key not in wanted]
    ToDoRow.objects.filter(pk__in=gone).delete()
    for key, fields in wanted.items():
        row = stored.get(key)
        if row is None or any(getattr(row, name) != fields[name] for name in STORED):
            ToDoRow.objects.update_or_create(
                kind=kind, key=key, defaults=fields, create_defaults={**fields, "found_at": now}
            )


def _fields(row: ToDo) -> dict[str, object]:
    return {
        "page_id": row.page_id,
        "model": row.model,
        "title": row.title[:255],
        "message": row.message,
        "edit_url": row.edit_url,
        "severity": int(row.severity),
        "acts_on": row.acts_on,
    }
