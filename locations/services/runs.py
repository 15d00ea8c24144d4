"""Carrying a run on until it is done, and cancelling it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from locations.models import CityPage, GenerationRun, GenerationRunItem
from locations.services.city_pages import (
    AddressTakenError,
    NotReadyError,
    PlaceAlreadyClaimedError,
    area_facts,
    create_city_page,
    new_page_slug,
    new_page_title,
)
from locations.services.generation import check_may_generate, log_run
from locations.services.run_lease import renew, work_on
from locations.services.run_undo import draft_hash, remove_draft

Outcome = GenerationRunItem.Outcome
Status = GenerationRun.Status

logger = logging.getLogger(__name__)


def continue_run(
    run: GenerationRun, *, seconds: float | None = None, patience: float = 0
) -> GenerationRun:
    """Work on what ``run`` has left, for about ``seconds``; safe to call again at any time.

    However short that is, one place is worked on, so that a slow machine gets on too; with 0, none.
    Each place is a transaction of its own. One that fails is marked with the reason, and the run
    goes on with the next. The run stops for good if whoever started it may no longer add pages. A
    run that is being undone loses its drafts in the same way. While another process is at work on
    the run, this waits ``patience`` seconds for it and then leaves it alone.
    """
    deadline = None if seconds is None else monotonic() + seconds
    with work_on(run, patience=patience) as worker:
        run.refresh_from_db()
        may_work = bool(worker) and seconds != 0
        if may_work and run.status == Status.RUNNING:
            _make_pages(run, worker, deadline)
        elif may_work and run.status == Status.UNDOING:
            _remove_drafts(run, worker, deadline)
    run.refresh_from_db()
    return run


def cancel_run(*, run: GenerationRun, user: User) -> GenerationRun:
    """Stop ``run`` for good and keep what it has made; a run that has ended stays as it is.

    Raises ``PermissionDenied`` if ``user`` may not add pages below the hub.
    """
    check_may_generate(run.hub, user)
    with transaction.atomic():
        if _end(run, Status.RUNNING, Status.CANCELLED):
            message = _("No page was made: the run was cancelled.")
            run.items.filter(outcome="").update(outcome=Outcome.CANCELLED, message=message)
            log_run(run, "cancel", user)
    run.refresh_from_db()
    return run


def _make_pages(run: GenerationRun, worker: str, deadline: float | None) -> None:
    if _starter_lost_right(run):
        _stop(run)
    elif _work_through(run, "", deadline, lambda pk: _make(pk, run.pk, worker)):
        _end(run, Status.RUNNING, Status.FINISHED)


def _remove_drafts(run: GenerationRun, worker: str, deadline: float | None) -> None:
    if _work_through(run, Outcome.CREATED, deadline, lambda pk: _remove(pk, run.pk, worker)):
        _end(run, Status.UNDOING, Status.UNDONE)


def _work_through(
    run: GenerationRun, outcome: str, deadline: float | None, work: Callable[[int], bool]
) -> bool:
    """Call ``work`` with each item that has ``outcome``; return whether none is left.

    ``work`` returns whether this process is still the one to go on.
    """
    left = run.items.filter(outcome=outcome).order_by("pk")
    for pk in list(left.values_list("pk", flat=True)):
        if not work(pk):
            return False
        if deadline is not None and monotonic() >= deadline:
            break
    return not left.exists()


def _starter_lost_right(run: GenerationRun) -> bool:
    """Whether the person who started ``run`` is gone or may not go on; the system may."""
    if run.is_automatic:
        return False
    starter = run.started_by
    return starter is None or not run.hub.permissions_for_user(starter).can_add_subpage()


def _stop(run: GenerationRun) -> None:
    message = _(
        "No page was made: whoever started this run may not add pages any more. Plan again."
    )
    with transaction.atomic():
        if _end(run, Status.RUNNING, Status.STOPPED):
            run.items.filter(outcome="").update(outcome=Outcome.FAILED, message=message)


def _end(run: GenerationRun, before: GenerationRun.Status, after: GenerationRun.Status) -> bool:
    """Give ``run`` its last status; return ``False`` if it has not the status ``before``."""
    runs = GenerationRun.objects.filter(pk=run.pk, status=before)
    return bool(runs.update(status=after, finished_at=timezone.now()))


def _make(pk: int, run_pk: int, worker: str) -> bool:
    with transaction.atomic():
        if not renew(run_pk, worker):
            return False
        item = _locked_item(pk)
        if item is not None and not item.outcome:
            item.outcome, item.message, item.page = _make_page(item)
            if item.page is not None and item.outcome == Outcome.CREATED:
                item.content_hash = draft_hash(item.page)
            item.save(update_fields=["outcome", "message", "page", "content_hash"])
    return True


def _remove(pk: int, run_pk: int, worker: str) -> bool:
    with transaction.atomic():
        if not renew(run_pk, worker):
            return False
        item = _locked_item(pk)
        if item is not None and item.outcome == Outcome.CREATED:
            remove_draft(item, item.run.undone_by)
    return True


def _locked_item(pk: int) -> GenerationRunItem | None:
    """Return the item, ``None`` where it went with its place meanwhile."""
    items = GenerationRunItem.objects.select_for_update(of=("self",))
    related = ("run__hub", "run__blueprint", "run__started_by", "run__undone_by", "area")
    item: GenerationRunItem | None = items.select_related(*related).filter(pk=pk).first()
    return item


def _make_page(item: GenerationRunItem) -> tuple[str, str, CityPage | None]:
    run = item.run
    try:
        _check_as_planned(item)
        page = create_city_page(
            hub=run.hub,
            blueprint=run.blueprint,
            area=item.area,
            title=item.title,
            slug=item.slug,
            user=run.started_by,
        )
    except PlaceAlreadyClaimedError as error:
        return Outcome.SKIPPED, str(error), error.page
    except (AddressTakenError, NotReadyError) as error:
        return Outcome.FAILED, str(error), None
    except ValidationError as error:
        return Outcome.FAILED, " ".join(error.messages), None
    except (OperationalError, InterfaceError):
        # A full disk or a lost connection is no fault of the place: it stays waiting.
        raise
    except Exception:
        logger.exception("No city page could be made for %s", item.area)
        message = _(
            "Something went wrong and no page was made. Plan again; if it happens again, ask "
            "whoever looks after the site to read the log."
        )
        return Outcome.FAILED, message, None
    message = _("Made as a draft. Add its local introduction, then publish it.")
    if run.publish:
        message = _(
            "Made as a draft, not published: a page needs its local introduction before it can go "
            "live."
        )
    return Outcome.CREATED, message, page


def _check_as_planned(item: GenerationRunItem) -> None:
    """Raise :class:`NotReadyError` if the page would be called otherwise than was planned."""
    facts = area_facts(item.area)
    blueprint = item.run.blueprint
    now = (new_page_title(blueprint, facts), new_page_slug(blueprint, facts))
    if now != (item.title, item.slug):
        raise NotReadyError(
            _("The name or the address of %(place)s or of the shared text changed. Plan again.")
            % {"place": facts.name}
        )
