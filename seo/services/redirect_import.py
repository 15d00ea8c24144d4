"""Importing redirects from an old site: all of a file, or its good rows, or nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Site

from operations.tables.problems import Problem
from seo.models import RedirectUpload
from seo.redirect_planning import (
    RedirectItem,
    RedirectPlan,
    Step,
    plan_redirects,
    read_file,
)
from seo.redirect_table import RedirectRow

LOG_ACTION = "seo.import_redirect"
BATCH = 500
KEPT = timedelta(days=1)


class RedirectsOutdatedError(Exception):
    """What somebody looked at is no longer what would happen; ``plan`` is."""

    def __init__(self, plan: RedirectPlan) -> None:
        self.plan = plan
        super().__init__(
            _("Something changed since you looked. Here is what would happen now: check it.")
        )


class RedirectsRefusedError(Exception):
    """Some rows cannot be imported, so that none was; ``plan`` says which and why."""

    def __init__(self, plan: RedirectPlan) -> None:
        self.plan = plan
        count = len(plan.refused_rows)
        message = ngettext(
            "Nothing was imported: %(count)d row cannot be.",
            "Nothing was imported: %(count)d rows cannot be.",
            count,
        )
        super().__init__(message % {"count": count})


def check_may_import(user: Any) -> None:
    """Raise ``PermissionDenied`` unless ``user`` may add and change redirects."""
    needed = ("wagtailredirects.add_redirect", "wagtailredirects.change_redirect")
    if not user.has_perms(needed):
        raise PermissionDenied(_("You may not change redirects. Ask a site manager."))


def keep_redirect_upload(
    *, user: Any, file_name: str, source: BinaryIO, size: int
) -> RedirectUpload:
    """Store a file of redirects until it has been looked at, and return it.

    Raises ``TableFileError`` for one that cannot be read, and ``PermissionDenied``.
    """
    check_may_import(user)
    read_file(file_name, source, size)
    source.seek(0)
    return RedirectUpload.objects.create(
        uploaded_by=user, file_name=file_name[-255:], content=source.read()
    )


def forget_redirect_uploads(*, now: datetime) -> int:
    """Delete files older than a day and return how many."""
    old = RedirectUpload.objects.filter(uploaded_at__lt=now - KEPT)
    return old.delete()[0]


@transaction.atomic
def import_redirects(
    *,
    rows: list[RedirectRow],
    unreadable: list[Problem],
    site: Site,
    user: Any | None,
    checksum: str | None = None,
    good_rows_only: bool = False,
) -> RedirectPlan:
    """Store the redirects of ``rows`` in one transaction and return the plan that was carried out.

    ``unreadable`` are the problems of rows that could not be read. Whatever is stored already as
    the file says stays as it is, so that importing a file twice does nothing. Without a ``user``
    the system imports.

    Raises :class:`RedirectsOutdatedError` when ``checksum`` is given and is not that of the plan,
    :class:`RedirectsRefusedError` when a row cannot be imported and ``good_rows_only`` is off, and
    ``PermissionDenied``.
    """
    if user is not None:
        check_may_import(user)
    plan = plan_redirects(rows=rows, unreadable=unreadable, site=site)
    if checksum is not None and checksum != plan.checksum:
        raise RedirectsOutdatedError(plan)
    if plan.problems and not good_rows_only:
        raise RedirectsRefusedError(plan)
    # In bulk, because a transaction of minutes would keep everybody else from saving.
    new = [item for item in plan.to_write if item.step is Step.CREATE]
    made = Redirect.objects.bulk_create(
        [_filled(Redirect(site=site, old_path=item.path), item) for item in new],
        batch_size=BATCH,
    )
    changes = {item.redirect: item for item in plan.to_write if item.step is Step.CHANGE}
    stored = Redirect.objects.in_bulk([pk for pk in changes if pk is not None])
    changed = [_filled(redirect, changes[pk]) for pk, redirect in stored.items()]
    Redirect.objects.bulk_update(changed, FIELDS, batch_size=BATCH)
    _log([*made, *changed], user)
    return plan


FIELDS = [
    "redirect_page",
    "redirect_page_route_path",
    "redirect_link",
    "is_permanent",
    "automatically_created",
]


def _filled(redirect: Redirect, item: RedirectItem) -> Redirect:
    redirect.redirect_page_id = item.target.page
    redirect.redirect_page_route_path = ""
    redirect.redirect_link = item.target.link
    redirect.is_permanent = item.is_permanent
    redirect.automatically_created = False
    return redirect


def _log(redirects: list[Redirect], user: Any | None) -> None:
    content_type = ContentType.objects.get_for_model(Redirect)
    now = timezone.now()
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=content_type,
                object_id=str(redirect.pk),
                label=redirect.old_path,
                action=LOG_ACTION,
                timestamp=now,
                user=user,
            )
            for redirect in redirects
        ],
        batch_size=BATCH,
    )
