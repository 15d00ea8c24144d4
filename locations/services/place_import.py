"""Importing a table of places: all of it, or the good rows, or nothing."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from locations.import_planning import Prepared, plan_import, prepare_import
from locations.models import ServiceArea
from locations.tables.plan import ImportPlan
from locations.tables.reading import Table

LOG_ACTION = "locations.import"


class ImportOutdatedError(Exception):
    """What somebody looked at is no longer what would happen; ``plan`` is."""

    def __init__(self, plan: ImportPlan) -> None:
        self.plan = plan
        super().__init__(
            _("Something changed since you looked. Here is what would happen now: check it.")
        )


class ImportRefusedError(Exception):
    """Some rows cannot be imported, so that none was; ``plan`` says which and why."""

    def __init__(self, plan: ImportPlan) -> None:
        self.plan = plan
        message = ngettext(
            "Nothing was imported: %(count)d place cannot be.",
            "Nothing was imported: %(count)d places cannot be.",
            len(plan.refused),
        )
        super().__init__(message % {"count": len(plan.refused)})


def import_places(
    *,
    table: Table,
    user: User | None,
    checksum: str | None = None,
    good_rows_only: bool = False,
    into_drafts: bool = False,
) -> ImportPlan:
    """Store what ``table`` changes, in one transaction, and return the plan that was carried out.

    A published place is published again at once if ``user`` may, and is otherwise saved as a
    draft; a draft stays one unless the table says that it is to be published. Nothing is stored for
    a place that would not change, so that importing a file twice does nothing. Without a ``user``
    the system imports.

    Raises :class:`ImportOutdatedError` when ``checksum`` is given and is not that of the plan,
    :class:`ImportRefusedError` when a row cannot be imported and ``good_rows_only`` is off, and
    ``PermissionDenied`` for whoever may not change places.
    """
    try:
        return _import(table, user, checksum, good_rows_only, into_drafts)
    except IntegrityError as error:
        # Somebody else made a place of the same short name in the same moment.
        plan = plan_import(table=table, user=user, into_drafts=into_drafts)
        raise ImportOutdatedError(plan) from error


def _import(
    table: Table,
    user: User | None,
    checksum: str | None,
    good_rows_only: bool,
    into_drafts: bool,
) -> ImportPlan:
    with transaction.atomic():
        areas = ServiceArea.objects.select_for_update(of=("self",))
        prepared = prepare_import(table=table, user=user, into_drafts=into_drafts, areas=areas)
        plan = ImportPlan(tuple(one.item for one in prepared))
        if checksum is not None and checksum != plan.checksum:
            raise ImportOutdatedError(plan)
        if plan.refused and not good_rows_only:
            raise ImportRefusedError(plan)
        for one in prepared:
            _store(one, user)
    return plan


def _store(prepared: Prepared, user: User | None) -> None:
    area = prepared.area
    if area is None:
        return
    if area.pk is None:
        area.save()
    # The plan has checked the place in full.
    revision = area.save_revision(user=user, log_action=LOG_ACTION, clean=False)
    if prepared.item.publishes:
        revision.publish(user=user)
