"""What search engines and shared links show, in the editor."""

from __future__ import annotations

from wagtail import hooks

from seo.search_preview_views import SearchPreviewViewSet


@hooks.register("register_admin_viewset")
def register_search_preview() -> SearchPreviewViewSet:
    """Add the addresses of the preview in the edit form."""
    return SearchPreviewViewSet()
