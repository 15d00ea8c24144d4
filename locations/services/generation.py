"""Generation: plan what would be made, start a run, carry it on until it is done."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from time import monotonic

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from locations.models import (
    CityIndexPage,
    CityPage,
    CityPageClaim,
    GenerationRun,
    GenerationRunItem,
    LandingBlueprint,
    ServiceArea,
)
from locations.planning import (
    Action,
    ExistingPage,
    PlanItem,
    checksum,
    plan_generation,
)
from locations.services.city_pages import (
    AddressTakenError,
    NotReadyError,
    PlaceAlreadyClaimedError,
    area_facts,
    create_city_page,
)

Outcome = GenerationRunItem.Outcome

logger = logging.getLogger(__name__)


class PlanOutdatedError(Exception):
    """The plan that somebody looked at is no longer what would happen."""

    def __init__(self) -> None:
        super().__init__(
            _("Something changed since you looked at the plan. Here is the new plan: check it.")
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class GenerationPlan:
    """What a run would do; ``checksum`` tells whether it is still the plan somebody looked at."""

    hub: CityIndexPage
    blueprint: LandingBlueprint
    items: tuple[PlanItem, ...]
    checksum: str

    def count(self, action: Action) -> int:
        """Return how many places have ``action``."""
        return sum(item.action is action for item in self.items)


def plan_for(
    *, hub: CityIndexPage, blueprint: LandingBlueprint, areas: Iterable[ServiceArea]
) -> GenerationPlan:
    """Return what would happen for ``areas``; writes nothing. Five queries, however many areas."""
    claims = CityPageClaim.objects.filter(blueprint=blueprint, locale_id=hub.locale_id)
    items = plan_generation(
        areas=[area_facts(area) for area in areas],
        claims=dict(claims.values_list("area_id", "page_id")),
        pages=_existing_pages(hub),
        unclaimed=_unclaimed_pages(hub, blueprint),
        heading_for=lambda area: f"{area.name}, {area.state_code}",
    )
    return GenerationPlan(hub=hub, blueprint=blueprint, items=items, checksum=checksum(items))


def _existing_pages(hub: CityIndexPage) -> list[ExistingPage]:
    areas = dict(CityPage.objects.child_of(hub).values_list("pk", "area_id"))
    rows = Page.objects.child_of(hub).values_list("pk", "slug", "title", "live")
    return [
        ExistingPage(
            page_id=pk,
            area_pk=areas.get(pk),
            slug=slug,
            title=title,
            is_live=live,
        )
        for pk, slug, title, live in rows
    ]


def _unclaimed_pages(hub: CityIndexPage, blueprint: LandingBlueprint) -> dict[int, ExistingPage]:
    """Return pages of this text and language that are not their place's own, by place."""
    pages = CityPage.objects.filter(
        blueprint=blueprint, locale_id=hub.locale_id, area__isnull=False, alias_of=None, claim=None
    )
    return {
        area: ExistingPage(page_id=pk, area_pk=area, slug=slug, title=title, is_live=live)
        for area, pk, slug, title, live in pages.values_list(
            "area_id", "pk", "slug", "title", "live"
        )
        if area is not None
    }


def check_may_generate(hub: CityIndexPage, user: User) -> None:
    """Raise ``PermissionDenied`` unless ``user`` may add pages below ``hub``."""
    if not hub.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied(_("You may not add pages here. Ask a site manager."))


def start_run(*, plan: GenerationPlan, user: User | None, publish: bool = False) -> GenerationRun:
    """Store the plan as a run for :func:`continue_run`; without a ``user`` the system started it.

    Raises ``PermissionDenied`` if ``user`` may not add pages below the hub.
    """
    if user is not None:
        check_may_generate(plan.hub, user)
    with transaction.atomic():
        run = GenerationRun.objects.create(
            blueprint=plan.blueprint,
            hub=plan.hub,
            started_by=user,
            publish=publish,
        )
        GenerationRunItem.objects.bulk_create(
            GenerationRunItem(
                run=run,
                area_id=item.area_pk,
                action=item.action.value,
                slug=item.slug,
                title=item.title,
                reason=item.reason,
                outcome="" if item.action is Action.CREATE else Outcome.SKIPPED,
                message="" if item.action is Action.CREATE else item.reason,
            )
            for item in plan.items
        )
    return run


def continue_run(run: GenerationRun, *, seconds: float | None = None) -> GenerationRun:
    """Work on what ``run`` has left, for at most ``seconds``; safe to call again at any time.

    Each place is a transaction of its own. One that fails is marked with the reason, and the run
    goes on with the next. The run stops for good if whoever started it may no longer add pages.
    """
    if _starter_lost_right(run):
        return _stop(run)
    deadline = None if seconds is None else monotonic() + seconds
    waiting = run.items.filter(outcome="").values_list("pk", flat=True)
    for pk in list(waiting):
        if deadline is not None and monotonic() >= deadline:
            return run
        _work_on(pk)
    if not run.items.filter(outcome="").exists():
        _end(run, GenerationRun.Status.FINISHED)
    return run


def _starter_lost_right(run: GenerationRun) -> bool:
    """Whether the person who started ``run``, as stored now, may not go on; the system may."""
    if run.started_by_id is None:
        return False
    starter = User.objects.filter(pk=run.started_by_id).first()
    return starter is not None and not run.hub.permissions_for_user(starter).can_add_subpage()


def _stop(run: GenerationRun) -> GenerationRun:
    message = _(
        "No page was made: whoever started this run may not add pages any more. Plan again."
    )
    with transaction.atomic():
        run.items.filter(outcome="").update(outcome=Outcome.FAILED, message=message)
        _end(run, GenerationRun.Status.STOPPED)
    return run


def _end(run: GenerationRun, status: GenerationRun.Status) -> None:
    run.status = status
    run.finished_at = timezone.now()
    run.save(update_fields=["status", "finished_at"])


def _work_on(pk: int) -> None:
    with transaction.atomic():
        items = GenerationRunItem.objects.select_for_update(of=("self",))
        item = items.select_related("run__hub", "run__blueprint", "run__started_by", "area").get(
            pk=pk
        )
        if item.outcome:
            return
        item.outcome, item.message, item.page = _make_page(item)
        item.save(update_fields=["outcome", "message", "page"])


def _make_page(item: GenerationRunItem) -> tuple[str, str, CityPage | None]:
    run = item.run
    try:
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
