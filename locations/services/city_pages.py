"""Making one city page."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from locations.models import (
    CityIndexPage,
    CityPage,
    CityPageClaim,
    LandingBlueprint,
    ServiceArea,
)
from locations.models.standing import parent_for
from locations.rules.planning import AreaFacts, unready_reason


class PlaceAlreadyClaimedError(Exception):
    """The place has a page from this blueprint in this language already."""

    def __init__(self, page: CityPage) -> None:
        self.page = page
        super().__init__(_('"%(title)s" was made in the meantime.') % {"title": page.title})


class NotReadyError(Exception):
    """The place or the shared text is not fit for a page; the message says why."""


class AddressTakenError(Exception):
    """Another page stands at the address that the new page would get."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            _('The address "%(slug)s" was taken by another page in the meantime. Plan again.')
            % {"slug": slug}
        )


def create_city_page(
    *,
    hub: CityIndexPage,
    blueprint: LandingBlueprint,
    area: ServiceArea,
    title: str,
    slug: str,
    user: User | None,
) -> CityPage:
    """Add a draft city page and return it.

    It stands below ``hub``, or if ``blueprint`` is about one treatment below the general page of
    the place. All or nothing: the page, its first revision, its log entry and its claim are written
    together.

    Raises :class:`PlaceAlreadyClaimedError` or :class:`AddressTakenError` when somebody else was
    faster, :class:`NotReadyError` when the place, its general page or the shared text was
    withdrawn, and ``ValidationError`` for a title or address that no page may have.
    """
    with transaction.atomic():
        _check_ready(area, blueprint)
        parent = _parent(hub, blueprint, area)
        if parent.get_children().filter(slug=slug).exists():
            _refuse_taken(hub, blueprint, area, slug)
        page = CityPage(
            title=title,
            draft_title=title,
            slug=slug,
            area=area,
            blueprint=blueprint,
            locale=hub.locale,
            owner=user,
            live=False,
            has_unpublished_changes=True,
        )
        parent.add_child(instance=page)
        claim = _claim(blueprint, area, hub)
        if claim.page_id != page.pk:
            raise PlaceAlreadyClaimedError(claim.page)
        page.save_revision(user=user, log_action=False)
    return page


def new_page_title(blueprint: LandingBlueprint, area: AreaFacts) -> str:
    """Return the title of a new page, for menus: "Palo Alto, CA", "Migraine: Palo Alto, CA"."""
    place = f"{area.name}, {area.state_code}"
    return f"{blueprint.subject}: {place}" if blueprint.subject else place


def new_page_slug(blueprint: LandingBlueprint, area: AreaFacts) -> str:
    """Return the last part of the address of a new page: "palo-alto-ca", or "migraine"."""
    return blueprint.treatment_page_slug or area.key


def area_facts(area: ServiceArea) -> AreaFacts:
    """Return what planning has to know of ``area``."""
    return AreaFacts(
        pk=area.pk,
        key=area.slug,
        name=area.name,
        state_code=area.state,
        is_retired=area.status == ServiceArea.Status.RETIRED,
        is_published=area.live,
        has_coordinates=area.has_coordinates,
    )


def _check_ready(area: ServiceArea, blueprint: LandingBlueprint) -> None:
    reason = unready_reason(area_facts(area))
    if reason:
        raise NotReadyError(reason)
    if not blueprint.live:
        raise NotReadyError(
            _('The shared page text "%(name)s" is not published now. Publish it and plan again.')
            % {"name": blueprint.name}
        )


def _parent(hub: CityIndexPage, blueprint: LandingBlueprint, area: ServiceArea) -> Page:
    """Return the page to add to, read inside the transaction: the tree as it is now."""
    parent = parent_for(hub, blueprint, area)
    if parent is None:
        raise NotReadyError(
            _("%(place)s has no general page any more, below which this page would stand.")
            % {"place": area.name}
        )
    # Of its two rows the one that a save of the page writes first, or both wait for each other.
    locked: Page = type(parent).objects.select_for_update(of=("page_ptr",)).get(pk=parent.pk)
    return locked


def _refuse_taken(
    hub: CityIndexPage, blueprint: LandingBlueprint, area: ServiceArea, slug: str
) -> None:
    claimed = CityPage.objects.filter(
        claim__area=area, claim__blueprint=blueprint, claim__locale=hub.locale
    ).first()
    if claimed is not None:
        raise PlaceAlreadyClaimedError(claimed)
    raise AddressTakenError(slug)


def _claim(blueprint: LandingBlueprint, area: ServiceArea, hub: CityIndexPage) -> CityPageClaim:
    return CityPageClaim.objects.select_related("page").get(
        area=area, blueprint=blueprint, locale=hub.locale
    )
