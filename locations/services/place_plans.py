"""What renaming, merging or retiring a place would change, read from the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from locations.models import CityPage, ServiceArea
from locations.rules.link_rewriting import LinkMap, LinkTarget
from locations.rules.place_changes import (
    ChangePlan,
    Kind,
    LinkChange,
    PageFacts,
    TextChange,
    UrlChange,
    moved_urls,
    page_in_place_of,
    redirected_urls,
)
from locations.services.links import links_to, planned_links
from locations.services.visitors import address_of, addresses_leading_to, page_above
from operations.services.contents import ContentEdit

NEEDED = ("locations.change_servicearea", "locations.publish_servicearea")


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceReading:
    """A plan with what carrying it out needs: the pages, where each leads, and the links.

    ``linked`` are the records that hold such links.
    """

    plan: ChangePlan
    pages: tuple[CityPage, ...]
    targets: Mapping[int, Page | None]
    links: LinkMap
    linked: tuple[Any, ...]


def check_may_change(area: ServiceArea, user: User | None) -> None:
    """Raise ``PermissionDenied`` unless ``user`` may change the place and all its pages.

    Without a ``user`` it is the system that changes them.
    """
    if user is None:
        return
    allowed = all(user.has_perm(name) for name in NEEDED) and all(
        page.permissions_for_user(user).can_publish() for page in pages_of(area)
    )
    if not allowed:
        raise PermissionDenied(_("You may not change this place and its pages. Ask a manager."))


def pages_of(area: ServiceArea) -> list[CityPage]:
    """Return the pages of ``area`` and those below them, as stored, in the order of the tree."""
    own = CityPage.objects.filter(area=area)
    below = [page.path for page in own]
    keys = {page.pk for page in own}
    for path in below:
        keys.update(CityPage.objects.filter(path__startswith=path).values_list("pk", flat=True))
    return list(CityPage.objects.filter(pk__in=keys).order_by("path"))


def plan_rename(*, area: ServiceArea, name: str, slug: str, user: User | None) -> PlaceReading:
    """Return what changes when ``area`` is called ``name``, with ``slug`` in its addresses."""
    pages = pages_of(area)
    urls = moved_urls(_facts(pages), old_slug=area.slug, new_slug=slug)
    moved = {change.page_id: change.after for change in urls}
    links = links_to(
        [page for page in pages if page.pk in moved], {page.pk: page for page in pages}
    )
    links = LinkMap(
        pages={},
        paths={
            path: LinkTarget(target.page_id, moved[target.page_id])
            for path, target in links.paths.items()
        },
        hosts=links.hosts,
    )
    edits = list(planned_links(links, leaving_out=frozenset()))
    new_title = f"{name}, {area.state}"
    plan = ChangePlan(
        kind=Kind.RENAME,
        summary=_("%(old)s is now called %(new)s") % {"old": area, "new": new_title},
        urls=urls,
        links=_link_changes(edits, user),
        texts=tuple(_renamed_texts(area, pages, name)),
        obstacles=tuple(_rename_obstacles(area, pages, urls, name, slug)),
    )
    return PlaceReading(
        plan=plan, pages=tuple(pages), targets={}, links=links, linked=_records(edits)
    )


def plan_merge(*, area: ServiceArea, other: ServiceArea, user: User | None) -> PlaceReading:
    """Return what changes when ``other`` takes the place of ``area``."""
    pages = pages_of(area)
    obstacles = list(common_obstacles(area, pages))
    if other.pk == area.pk:
        obstacles.append(_("Choose another place: a place cannot be merged into itself."))
    elif not other.live or other.status != ServiceArea.Status.ACTIVE:
        obstacles.append(
            _("%(place)s is not in service. Choose a place that is published and served.")
            % {"place": other}
        )
    obstacles += common_obstacles(other, [])
    return _leaving(
        Kind.MERGE,
        _("%(old)s is now part of %(new)s") % {"old": area, "new": other},
        area,
        pages,
        _targets_in(other, pages),
        obstacles,
        user,
    )


def plan_retire(*, area: ServiceArea, target: Page | None, user: User | None) -> PlaceReading:
    """Return what changes when ``area`` is retired and its visitors go to ``target``.

    ``None`` means that they read that the page is gone.
    """
    pages = pages_of(area)
    return _leaving(
        Kind.RETIRE,
        _("%(place)s is retired") % {"place": area},
        area,
        pages,
        {page.pk: target for page in pages},
        list(common_obstacles(area, pages)),
        user,
    )


def _leaving(
    kind: Kind,
    summary: str,
    area: ServiceArea,
    pages: list[CityPage],
    targets: Mapping[int, Page | None],
    obstacles: list[str],
    user: User | None,
) -> PlaceReading:
    """Return the plan for a place whose pages all come off the site."""
    leaving = [page for page in pages if page.live]
    if area.status == ServiceArea.Status.RETIRED and not leaving:
        obstacles.append(_("%(place)s is retired already.") % {"place": area})
    links = links_to(leaving, targets)
    keys = frozenset(page.pk for page in leaving)
    edits = list(planned_links(links, leaving_out=keys))
    plan = ChangePlan(
        kind=kind,
        summary=summary,
        urls=redirected_urls(
            _facts(pages), {key: (page.url or "") if page else "" for key, page in targets.items()}
        ),
        links=_link_changes(edits, user),
        obstacles=tuple(obstacles),
    )
    return PlaceReading(
        plan=plan, pages=tuple(pages), targets=targets, links=links, linked=_records(edits)
    )


def _records(edits: Iterable[ContentEdit]) -> tuple[Any, ...]:
    return tuple(edit.record for edit in edits)


def _targets_in(other: ServiceArea, pages: list[CityPage]) -> dict[int, Page | None]:
    """Return the page of ``other`` that takes the place of each of ``pages``, else the hub."""
    theirs = CityPage.objects.live().filter(area=other, alias_of=None).order_by("depth", "pk")
    by_key = {page.pk: page for page in theirs.select_related("blueprint")}
    texts = [(page.pk, page.blueprint_id) for page in by_key.values()]
    general = next(
        (
            page.pk
            for page in by_key.values()
            if page.blueprint is None or page.blueprint.treatment_id is None
        ),
        None,
    )
    leaving = {page.pk for page in pages}
    targets: dict[int, Page | None] = {}
    for page in pages:
        key = page_in_place_of(page.blueprint_id, texts, general)
        targets[page.pk] = by_key[key] if key is not None else page_above(page, leaving)
    return targets


def _facts(pages: Iterable[CityPage]) -> list[PageFacts]:
    by_path = {page.path: page.pk for page in pages}
    facts = []
    for page in pages:
        own = address_of(page)
        former = {address.path for address in addresses_leading_to(page, own)} if own else set()
        facts.append(
            PageFacts(
                page_id=page.pk,
                parent_id=by_path.get(page.path[: -Page.steplen], 0),
                title=page.title,
                slug=page.slug,
                path=page.url or "",
                is_live=page.live,
                former=tuple(sorted(former)),
            )
        )
    return facts


def _link_changes(edits: Iterable[ContentEdit], user: User | None) -> tuple[LinkChange, ...]:
    finder = AdminURLFinder(user)
    return tuple(
        LinkChange(
            title=str(edit.record),
            kind=str(edit.record._meta.verbose_name),
            count=edit.count,
            is_draft=not edit.live,
            edit_url=finder.get_edit_url(edit.record) or "",
        )
        for edit in edits
    )


def _renamed_texts(area: ServiceArea, pages: list[CityPage], name: str) -> Iterable[TextChange]:
    if name != area.name:
        yield TextChange(_("Name of the place"), area.name, name)
    for page in pages:
        if page.title == str(area) and name != area.name:
            yield TextChange(_("Title of its page"), page.title, f"{name}, {area.state}")


def _rename_obstacles(
    area: ServiceArea, pages: list[CityPage], urls: tuple[UrlChange, ...], name: str, slug: str
) -> Iterable[str]:
    yield from common_obstacles(area, pages)
    if name == area.name and slug == area.slug:
        yield _("Nothing would change: the place has this name and this address already.")
    taken = ServiceArea.objects.filter(slug=slug).exclude(pk=area.pk).first()
    if taken is not None:
        yield _("%(place)s has the address “%(slug)s” already. Choose another.") % {
            "place": taken,
            "slug": slug,
        }
    by_key = {page.pk: page for page in pages}
    for change in urls:
        page = by_key[change.page_id]
        if page.slug != area.slug:
            continue
        rival = page.get_siblings(inclusive=False).filter(slug=slug).first()
        if rival is not None:
            yield _(
                "The page “%(page)s” stands at the address “%(slug)s” already. Choose another, or "
                "give that page another address first."
            ) % {"page": rival.title, "slug": slug}


def common_obstacles(area: ServiceArea, pages: list[CityPage]) -> Iterable[str]:
    """Say which of them somebody else has a hold on: nobody's approval or date is undone."""
    records: list[Any] = [area, *pages]
    for record in records:
        if record.current_workflow_state is not None:
            yield _("“%(record)s” waits for approval. Finish or cancel that first.") % {
                "record": record
            }
        elif record.revisions.filter(approved_go_live_at__isnull=False).exists():
            yield _("“%(record)s” is to be published at a date. Cancel that first.") % {
                "record": record
            }
        elif record.locked:
            yield _("“%(record)s” is locked. Unlock it first.") % {"record": record}
