"""Where a city page stands: a general page below a hub, one about a treatment one level deeper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from locations.models.areas import ServiceArea
    from locations.models.blueprints import LandingBlueprint
    from locations.models.pages import CityIndexPage


def general_pages(hub: CityIndexPage) -> PageQuerySet:
    """Return the pages of places below ``hub`` that are about no single treatment.

    Those of a place come in the order in which one is taken for its general page: live first.
    """
    from locations.models.pages import CityPage

    pages = CityPage.objects.child_of(hub).filter(
        locale_id=hub.locale_id,
        alias_of=None,
        area__isnull=False,
        blueprint__isnull=False,
        blueprint__treatment=None,
    )
    return pages.order_by("-live", "pk")


def parent_for(hub: CityIndexPage, blueprint: LandingBlueprint, area: ServiceArea) -> Page | None:
    """Return the page that a page of ``area`` from ``blueprint`` stands below.

    That is ``hub``, and for a text about one treatment the general page of the place, if it has
    one.
    """
    if blueprint.treatment_id is None:
        return hub
    page: Page | None = general_pages(hub).filter(area=area).first()
    return page


def standing_problem(
    parent: Page, area: ServiceArea | None, blueprint: LandingBlueprint | None
) -> str:
    """Return why a page with this place and text cannot stand below ``parent``; ``""`` if it can.

    The answer is fit for an editor.
    """
    if area is None or blueprint is None:
        return ""
    if not _is_city_page(parent):
        if blueprint.treatment_id is None:
            return ""
        return _(
            "A page about one treatment stands below the general page of its place. Choose a "
            "general shared text here, and add the other page below this one."
        )
    if blueprint.treatment_id is None:
        return _(
            "Below the page of a place stand only pages about one treatment. Choose a shared text "
            "that is about a treatment."
        )
    place = parent.specific.area
    if place != area:
        return _(
            "This page stands below the page of %(place)s, so it has to be about that place."
        ) % {"place": place}
    return ""


class KeepsItsPlace:
    """Saves a page without undoing what happened around it since it was read.

    Wagtail saves all columns, those of the page tree too. A run may add a page below while an
    editor publishes this one: the number of children that was read before would take the new page
    out of the tree.
    """

    def save(self: Any, *args: Any, **kwargs: Any) -> Any:
        """Save the page where it stands now."""
        with transaction.atomic():
            if self.pk and kwargs.get("update_fields") is None:
                stored = Page.objects.select_for_update().filter(pk=self.pk)
                for row in stored.values("path", "depth", "numchild", "url_path"):
                    vars(self).update(row)
            return super().save(*args, **kwargs)  # type: ignore[misc]


class StandsInOrder(KeepsItsPlace):
    """Keeps city pages in their places when they are added, copied and moved."""

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Whether a city page can be added here: below a page about a treatment stands none."""
        can_create: bool = super().can_create_at(parent)  # type: ignore[misc]
        return can_create and _may_have_children(parent)

    def can_move_to(self: Any, parent: Page) -> bool:
        """Whether this page can be moved here, with the pages below it."""
        if not super().can_move_to(parent) or not _may_have_children(parent):  # type: ignore[misc]
            return False
        has_no_room = bool(self.numchild) and _is_city_page(parent)
        return not has_no_room and not standing_problem(parent, self.area, self.blueprint)


def _is_city_page(page: Page) -> bool:
    return bool(page.specific_class and page.specific_class._meta.label == "locations.CityPage")


def _may_have_children(page: Page) -> bool:
    return not (_is_city_page(page) and _is_city_page(page.get_parent()))
