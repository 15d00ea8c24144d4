"""What a generation run would do, worked out before anything is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType


class Action(StrEnum):
    """What happens to a place: its page is made, is there already, or something is in the way."""

    CREATE = "create"
    SKIP = "skip"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """A chosen place; ``key`` is the last part of its page's address, "palo-alto-ca"."""

    pk: int
    key: str
    name: str
    state_code: str
    is_retired: bool
    is_published: bool
    has_coordinates: bool


@dataclass(frozen=True, slots=True)
class ExistingPage:
    """A page under the hub; ``area_pk`` is ``None`` where it is not the page of a place.

    ``parent_id`` is the general page that it stands below, ``None`` for a child of the hub itself.
    """

    page_id: int
    area_pk: int | None
    slug: str
    title: str
    is_live: bool
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class TreatmentTarget:
    """Pages about one treatment: each stands below the general page of its place.

    ``name`` is "Migraine" and ``slug`` the last part of the address, "migraine".
    ``general_pages`` maps a place to its general page under the hub, in the hub's language;
    ``general_elsewhere`` names places that have one in another language or under another page.
    """

    name: str
    slug: str
    general_pages: Mapping[int, ExistingPage]
    general_elsewhere: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PlanItem:
    """What happens to one place, and why; ``page_id`` is its page, or the one in the way.

    ``parent_id`` and ``parent_slug`` are the key and the last part of the address of the general
    page that a page about a treatment stands below.
    """

    area_pk: int
    area_name: str
    slug: str
    title: str
    action: Action
    reason: str
    page_id: int | None = None
    parent_id: int | None = None
    parent_slug: str = ""


def plan_generation(
    *,
    areas: Sequence[AreaFacts],
    claims: Mapping[int, int],
    pages: Sequence[ExistingPage],
    heading_for: Callable[[AreaFacts], str],
    unclaimed: Mapping[int, ExistingPage] = MappingProxyType({}),
    treatment: TreatmentTarget | None = None,
) -> tuple[PlanItem, ...]:
    """Return one item for each chosen place, in the order of ``areas``.

    ``claims`` maps a place to the id of its page for this blueprint and language; ``pages`` are all
    children of the hub and of its general pages, whatever their type. ``heading_for`` returns a new
    page's title. ``unclaimed`` maps a place to a page of this blueprint and language that does not
    count as the place's own: a copy. ``treatment`` is given for pages about one treatment. A place
    that is chosen twice is planned once.
    """
    chosen = {area.pk: area for area in areas}.values()
    rivals: dict[str, list[AreaFacts]] = {}
    for area in chosen:
        # Pages about a treatment never stand side by side.
        if treatment is None and area.pk not in claims and not unready_reason(area):
            rivals.setdefault(area.key, []).append(area)
    around = _Surroundings(
        claims=claims,
        pages_by_id={page.page_id: page for page in pages},
        pages_by_address={(page.parent_id, page.slug): page for page in pages},
        unclaimed=unclaimed,
        rivals=rivals,
        heading_for=heading_for,
        treatment=treatment,
    )
    return tuple(_plan_one(area, around) for area in chosen)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Surroundings:
    """What is there already; ``rivals`` are the places that want the same address."""

    claims: Mapping[int, int]
    pages_by_id: Mapping[int, ExistingPage]
    pages_by_address: Mapping[tuple[int | None, str], ExistingPage]
    unclaimed: Mapping[int, ExistingPage]
    rivals: Mapping[str, Sequence[AreaFacts]]
    heading_for: Callable[[AreaFacts], str]
    treatment: TreatmentTarget | None


def _plan_one(area: AreaFacts, around: _Surroundings) -> PlanItem:
    if area.pk in around.claims:
        return _skip(area, around)
    treatment = around.treatment
    parent = treatment.general_pages.get(area.pk) if treatment else None
    parent_id = parent.page_id if parent else None
    slug = treatment.slug if treatment else area.key
    reason, in_the_way = unready_reason(area), None
    if treatment and parent is None:
        reason = reason or _no_parent_reason(area, treatment)
    else:
        copy = around.unclaimed.get(area.pk)
        in_the_way = copy or around.pages_by_address.get((parent_id, slug))
        reason = (
            reason
            or (_copy_reason(area, copy) if copy else "")
            or (_taken_reason(area, slug, in_the_way) if in_the_way else "")
            or _rivals_reason(area, around.rivals.get(area.key, ()))
        )
    return PlanItem(
        area_pk=area.pk,
        area_name=area.name,
        slug=slug,
        title=around.heading_for(area),
        action=Action.CONFLICT if reason else Action.CREATE,
        reason=reason or _create_reason(area),
        page_id=in_the_way.page_id if in_the_way else None,
        parent_id=parent_id,
        parent_slug=parent.slug if parent else "",
    )


def checksum(items: Sequence[PlanItem], basis: Mapping[str, object]) -> str:
    """Return the SHA-256 of a plan in hexadecimal, the same for the same plan on any machine.

    ``basis`` is what the plan rests on beside the places: the page above, the language, the shared
    text as it is published; anything that JSON can hold. The checksum tells whether the plan that
    somebody looked at is still the plan when it is applied.
    """
    frozen = {"basis": dict(basis), "items": [asdict(item) for item in items]}
    return sha256(json.dumps(frozen, sort_keys=True).encode()).hexdigest()


def _skip(area: AreaFacts, around: _Surroundings) -> PlanItem:
    page_id = around.claims[area.pk]
    page = around.pages_by_id.get(page_id)
    where = _state(page) if page else "elsewhere on the site"
    own_slug = around.treatment.slug if around.treatment else area.key
    return PlanItem(
        area_pk=area.pk,
        area_name=area.name,
        slug=page.slug if page else own_slug,
        title=page.title if page else around.heading_for(area),
        action=Action.SKIP,
        reason=f"{area.name} already has a page from this shared text, {where}.",
        page_id=page_id,
        parent_id=page.parent_id if page else None,
    )


def unready_reason(area: AreaFacts) -> str:
    """Return why ``area`` cannot have a page yet, ``""`` when it can; fit for an editor's eyes."""
    if area.is_retired:
        return f"{area.name} is retired. Bring it back under Places if it should have a page."
    if not area.is_published:
        return f"{area.name} is not published yet. Publish it under Places, then plan again."
    return ""


def _copy_reason(area: AreaFacts, page: ExistingPage) -> str:
    return (
        f'The page "{page.title}" ({_state(page)}) is a copy of a page of {area.name}. Publish it '
        "to make it the place's own, or give it another place, then plan again."
    )


def _no_parent_reason(area: AreaFacts, treatment: TreatmentTarget) -> str:
    if area.pk in treatment.general_elsewhere:
        return (
            f"The general page of {area.name} is in another language or stands elsewhere. Make one "
            f"under this page first: the page about {treatment.name} stands below it."
        )
    return (
        f"{area.name} has no general page yet. Make that one first, from a general shared text: "
        f"the page about {treatment.name} stands below it."
    )


def _taken_reason(area: AreaFacts, slug: str, page: ExistingPage) -> str:
    if page.area_pk == area.pk:
        return (
            f'{area.name} already has another page, "{page.title}" ({_state(page)}), at the '
            f'address "{slug}". Keep that page, or give it another address and plan again.'
        )
    return (
        f'The address "{slug}" is taken by the page "{page.title}" ({_state(page)}). Give '
        "that page another address, then plan again."
    )


def _rivals_reason(area: AreaFacts, rivals: Sequence[AreaFacts]) -> str:
    others = [f"{other.name}, {other.state_code}" for other in rivals if other.pk != area.pk]
    if not others:
        return ""
    return (
        f'{area.name} and {" and ".join(others)} want the same address, "{area.key}". Change the '
        "address of one of them under Places, then plan again."
    )


def _create_reason(area: AreaFacts) -> str:
    reason = f"{area.name} has no page from this shared text yet."
    if not area.has_coordinates:
        reason += " It has no coordinates, so the page leaves the distance out until you add them."
    return reason


def _state(page: ExistingPage) -> str:
    return "live" if page.is_live else "a draft"
