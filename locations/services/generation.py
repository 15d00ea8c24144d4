"""Generation: plan what would be made, and start a run that makes it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
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
from locations.models.standing import general_pages
from locations.rules.planning import (
    Action,
    ExistingPage,
    PlanItem,
    TreatmentTarget,
    checksum,
    plan_generation,
)
from locations.services.city_pages import area_facts, new_page_title

# What a shared text says about its own state and not about what pages show of it.
STATE_OF_A_TEXT = (
    "expire_at",
    "expired",
    "first_published_at",
    "go_live_at",
    "has_unpublished_changes",
    "last_published_at",
    "latest_revision",
    "live_revision",
    "locked",
    "locked_at",
    "locked_by",
)


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
    """Return what would happen for ``areas``; writes nothing.

    The number of queries does not depend on the number of places.
    """
    claims = CityPageClaim.objects.filter(blueprint=blueprint, locale_id=hub.locale_id)
    items = plan_generation(
        areas=[area_facts(area) for area in areas],
        claims=dict(claims.values_list("area_id", "page_id")),
        pages=_existing_pages(hub),
        unclaimed=_unclaimed_pages(hub, blueprint),
        heading_for=lambda facts: new_page_title(blueprint, facts),
        treatment=_treatment_target(hub, blueprint),
    )
    return GenerationPlan(
        hub=hub, blueprint=blueprint, items=items, checksum=checksum(items, _basis(hub, blueprint))
    )


def _basis(hub: CityIndexPage, blueprint: LandingBlueprint) -> dict[str, object]:
    """Return what a plan rests on beside the places, the published text itself as a hash."""
    text = {
        name: value
        for name, value in blueprint.serializable_data().items()
        if name not in STATE_OF_A_TEXT
    }
    return {
        "hub": hub.pk,
        "hub_address": hub.url_path,
        "language": hub.locale_id,
        "blueprint": blueprint.pk,
        "is_published": blueprint.live,
        "text": _hash_of(text),
    }


def _hash_of(content: object) -> str:
    return sha256(json.dumps(content, sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()


def _existing_pages(hub: CityIndexPage) -> list[ExistingPage]:
    """Return all pages below ``hub``, and those below its general pages."""
    areas = dict(CityPage.objects.descendant_of(hub).values_list("pk", "area_id"))
    rows = list(
        Page.objects.descendant_of(hub)
        .order_by("path")
        .values_list("pk", "path", "slug", "title", "live")
    )
    keys = {path: pk for pk, path, _slug, _title, _live in rows}
    return [
        ExistingPage(
            page_id=pk,
            area_pk=areas.get(pk),
            slug=slug,
            title=title,
            is_live=live,
            parent_id=keys.get(path[: -Page.steplen]),
        )
        for pk, path, slug, title, live in rows
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


def _treatment_target(hub: CityIndexPage, blueprint: LandingBlueprint) -> TreatmentTarget | None:
    """Return where the pages of ``blueprint`` stand; ``None`` for pages about no treatment."""
    if blueprint.treatment is None:
        return None
    general: dict[int, ExistingPage] = {}
    rows = general_pages(hub).values_list("area_id", "pk", "slug", "title", "live")
    for area, pk, slug, title, live in rows:
        general.setdefault(
            area, ExistingPage(page_id=pk, area_pk=area, slug=slug, title=title, is_live=live)
        )
    anywhere = CityPage.objects.filter(
        alias_of=None, area__isnull=False, blueprint__isnull=False, blueprint__treatment=None
    )
    return TreatmentTarget(
        name=blueprint.subject,
        slug=blueprint.treatment_page_slug,
        general_pages=general,
        general_elsewhere=frozenset(anywhere.values_list("area_id", flat=True)) - set(general),
    )


def check_may_generate(hub: CityIndexPage, user: User) -> None:
    """Raise ``PermissionDenied`` unless ``user`` may add pages below ``hub``."""
    if not hub.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied(_("You may not add pages here. Ask a site manager."))


def start_run(*, plan: GenerationPlan, user: User | None, publish: bool = False) -> GenerationRun:
    """Store the plan as a run to be carried on; without a ``user`` the system started it.

    Raises ``PermissionDenied`` if ``user`` may not add pages below the hub, and
    :class:`PlanOutdatedError` if the plan is no longer what would happen.
    """
    if user is not None:
        check_may_generate(plan.hub, user)
    with transaction.atomic():
        _check_still_holds(plan)
        run = GenerationRun.objects.create(
            blueprint=plan.blueprint,
            hub=plan.hub,
            started_by=user,
            is_automatic=user is None,
            checksum=plan.checksum,
            publish=publish,
        )
        GenerationRunItem.objects.bulk_create(_items(run, plan))
        log_run(run, "start", user)
    return run


def log_run(run: GenerationRun, what: str, user: User | None) -> None:
    """Note in the history of the page above that ``user`` did ``what`` to ``run``."""
    log(instance=run.hub, action=f"locations.generation.{what}", user=user, data={"run": run.pk})


def _items(run: GenerationRun, plan: GenerationPlan) -> Iterable[GenerationRunItem]:
    skipped = GenerationRunItem.Outcome.SKIPPED
    return (
        GenerationRunItem(
            run=run,
            area_id=item.area_pk,
            action=item.action.value,
            slug=item.slug,
            title=item.title,
            reason=item.reason,
            outcome="" if item.action is Action.CREATE else skipped,
            message="" if item.action is Action.CREATE else item.reason,
        )
        for item in plan.items
    )


def _check_still_holds(plan: GenerationPlan) -> None:
    """Raise :class:`PlanOutdatedError` unless planning now gives the same plan."""
    hub = CityIndexPage.objects.filter(pk=plan.hub.pk).first()
    blueprint = LandingBlueprint.objects.filter(pk=plan.blueprint.pk).first()
    areas = ServiceArea.objects.in_bulk([item.area_pk for item in plan.items])
    if hub is None or blueprint is None or len(areas) != len(plan.items):
        raise PlanOutdatedError
    ordered = [areas[item.area_pk] for item in plan.items]
    if plan_for(hub=hub, blueprint=blueprint, areas=ordered).checksum != plan.checksum:
        raise PlanOutdatedError
