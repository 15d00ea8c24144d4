"""Redirects from an old site, and what search engines and shared links show, in the editor."""

from __future__ import annotations

from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from seo.redirect_screens import url_patterns
from seo.search_preview_views import SearchPreviewViewSet
from seo.services.redirect_import import LOG_ACTION


@hooks.register("register_admin_viewset")
def register_search_preview() -> SearchPreviewViewSet:
    """Add the addresses of the preview in the edit form."""
    return SearchPreviewViewSet()


@hooks.register("register_admin_urls", order=-1)
def redirect_import_addresses() -> list[URLResolver]:
    """Stand where Wagtail's own import stands, so that its button leads to ours."""
    return [path("redirects/import/", include((url_patterns, "redirect_import")))]


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Tell in the history of a redirect that it came with a file."""
    actions.register_action(LOG_ACTION, _("Import"), _("Made or changed by an import"))
