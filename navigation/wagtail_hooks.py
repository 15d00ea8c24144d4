"""Menus and notices in the editor."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from navigation.models import Menu, SiteNotice
from navigation.rich_text import LivePageLinkHandler
from navigation.viewsets import RecordViewSet


class MenuViewSet(RecordViewSet):
    """Links at the top and at the foot of every page."""

    model = Menu
    icon = "list-ul"
    menu_label = _("Menu and footer")
    list_display = ["__str__", LiveStatusTagColumn(), UpdatedAtColumn()]


class SiteNoticeViewSet(RecordViewSet):
    """Dated messages on every page."""

    model = SiteNotice
    icon = "warning"
    menu_label = _("Notices")
    list_display = ["__str__", "level", "starts_at", "ends_at", LiveStatusTagColumn()]


class NavigationGroup(SnippetViewSetGroup):
    """The menu entry for what stands around every page."""

    items = (MenuViewSet, SiteNoticeViewSet)
    menu_label = _("Menu, notices")
    menu_icon = "list-ul"
    menu_order = 140


register_snippet(NavigationGroup)


@hooks.register("construct_main_menu")
def hide_documents(request: HttpRequest, menu_items: list[Any]) -> None:
    """Leave documents out of the menu: no page of this site can show one."""
    menu_items[:] = [item for item in menu_items if item.name != "documents"]


@hooks.register("register_rich_text_features", order=100)
def link_to_live_pages_only(features: FeatureRegistry) -> None:
    """Take the place of Wagtail's own way of expanding links to pages."""
    features.register_link_type(LivePageLinkHandler)
