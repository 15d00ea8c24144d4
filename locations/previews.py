"""Previews of places and of shared text, on a real city page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.models import Page, PreviewableMixin

from locations.models.standing import parent_for
from navigation.previews import preview_on_page

if TYPE_CHECKING:
    from locations.models import CityIndexPage, CityPage, LandingBlueprint, ServiceArea


def unsaved_city_page(
    hub: CityIndexPage, area: ServiceArea | None, blueprint: LandingBlueprint | None
) -> CityPage:
    """Return the page that ``area`` would get from ``blueprint`` under ``hub``, unsaved.

    A page about one treatment stands below the general page of the place, if that is there.
    """
    parent: Page | None = None
    if area is not None and area.pk and blueprint is not None:
        parent = parent_for(hub, blueprint, area)
    parent = parent or hub
    subject_slug = blueprint.treatment_page_slug if blueprint else ""
    page: CityPage = apps.get_model("locations", "CityPage")(
        title=str(area) if area else _("A place"),
        slug=subject_slug or (area.slug if area else "preview"),
        area=area,
        blueprint=blueprint,
        locale=hub.locale,
        depth=parent.depth + 1,
    )
    page.path = Page._get_children_path_interval(parent.path)[1]
    page.set_url_path(parent)
    return page


def preview_response(
    request: HttpRequest, record: Any, area: ServiceArea | None, blueprint: LandingBlueprint | None
) -> TemplateResponse:
    """Show a city page on which the unsaved ``record`` stands in for the stored one."""
    city_page = apps.get_model("locations", "CityPage")
    page = None
    if area is not None and area.pk:
        pages = city_page.objects.filter(area_id=area.pk).order_by("-live", "pk")
        if blueprint is not None and blueprint.pk:
            pages = pages.filter(blueprint_id=blueprint.pk)
        page = pages.first()
    if page is None:
        hub = apps.get_model("locations", "CityIndexPage").objects.order_by("-live", "pk").first()
        if hub is None:
            return TemplateResponse(request, "locations/preview_needs_hub.html")
        page = unsaved_city_page(hub, area, blueprint)
    return preview_on_page(request, page, record)


class AreaPreviewMixin(PreviewableMixin):
    """Preview a place on its own city page, or on the one that it would get."""

    def serve_preview(self, request: HttpRequest, mode_name: str) -> TemplateResponse:
        """Return the place's city page with the unsaved facts."""
        area: Any = self
        blueprints = apps.get_model("locations", "LandingBlueprint").objects
        blueprint = blueprints.for_generation().first()
        return preview_response(request, area, area, blueprint)


class BlueprintPreviewMixin(PreviewableMixin):
    """Preview shared text on the page of a place that the editor chooses."""

    preview_area: ServiceArea | None = None

    def serve_preview(self, request: HttpRequest, mode_name: str) -> TemplateResponse:
        """Return the city page of the chosen place, or of the first one, with the unsaved text."""
        blueprint: Any = self
        areas = apps.get_model("locations", "ServiceArea").objects.in_service()
        area = self.preview_area or areas.order_by("name", "pk").first()
        return preview_response(request, blueprint, area, blueprint)
