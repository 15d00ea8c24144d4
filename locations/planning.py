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
    """A page under the hub; ``area_pk`` is ``None`` where it is not the page of a place."""

    page_id: int
    area_pk: int | None
    slug: str
    title: str
    is_live: bool


@dataclass(frozen=True, slots=True)
class PlanItem:
    """What happens to one place, and why; ``page_id`` is its page, or the one in the way."""

    area_pk: int
    area_name: str
    slug: str
    title: str
    action: Action
    reason: str
    page_id: int | None = None


def plan_generation(
    *,
    areas: Sequence[AreaFacts],
    claims: Mapping[int, int],
    pages: Sequence[ExistingPage],
    heading_for: Callable[[AreaFacts], str],
    unclaimed: Mapping[int, ExistingPage] = MappingProxyType({}),
) -> tuple[PlanItem, ...]:
    """Return one item for each chosen place, in the order of ``areas``.

    ``claims`` maps a place to the id of its page for this blueprint and language; ``pages`` are all
    children of the hub, whatever their type. ``heading_for`` returns a new page's title.
    ``unclaimed`` maps a place to a page of this blueprint and language that does not count as the
    place's own: a copy. A place that is chosen twice is planned once.
    """
    chosen = {area.pk: area for area in areas}.values()
    pages_by_id = {page.page_id: page for page in pages}
    pages_by_slug = {page.slug: page for page in pages}
    rivals: dict[str, list[AreaFacts]] = {}
    for area in chosen:
        if area.pk not in claims and not unready_reason(area):
            rivals.setdefault(area.key, []).append(area)
    items = []
    for area in chosen:
        if area.pk in claims:
            page_id = claims[area.pk]
            items.append(_skip(area, page_id, pages_by_id.get(page_id), heading_for))
            continue
        copy = unclaimed.get(area.pk)
        in_the_way = copy or pages_by_slug.get(area.key)
        obstacle = (
            unready_reason(area)
            or (_copy_reason(area, copy) if copy else "")
            or (_taken_reason(area, in_the_way) if in_the_way else "")
            or _rivals_reason(area, rivals[area.key])
        )
        items.append(
            PlanItem(
                area_pk=area.pk,
                area_name=area.name,
                slug=area.key,
                title=heading_for(area),
                action=Action.CONFLICT if obstacle else Action.CREATE,
                reason=obstacle or _create_reason(area),
                page_id=in_the_way.page_id if in_the_way else None,
            )
        )
    return tuple(items)


def checksum(items: Sequence[PlanItem]) -> str:
    """Return the SHA-256 of a plan in hexadecimal, the same for the same plan on any machine.

    It tells whether the plan that somebody looked at is still the plan when it is applied.
    """
    rows = [asdict(item) for item in items]
    return sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


def _skip(
    area: AreaFacts,
    page_id: int,
    page: ExistingPage | None,
    heading_for: Callable[[AreaFacts], str],
) -> PlanItem:
    where = _state(page) if page else "elsewhere on the site"
    return PlanItem(
        area_pk=area.pk,
        area_name=area.name,
        slug=page.slug if page else area.key,
        title=page.title if page else heading_for(area),
        action=Action.SKIP,
        reason=f"{area.name} already has a page from this shared text, {where}.",
        page_id=page_id,
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


def _taken_reason(area: AreaFacts, page: ExistingPage) -> str:
    if page.area_pk == area.pk:
        return (
            f'{area.name} already has another page, "{page.title}" ({_state(page)}), at the '
            f'address "{area.key}". Keep that page, or give it another address and plan again.'
        )
    return (
        f'The address "{area.key}" is taken by the page "{page.title}" ({_state(page)}). Give '
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
