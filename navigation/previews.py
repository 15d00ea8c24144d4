"""Previews of records that stand on every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.models import PreviewableMixin, Site


class SitePreviewMixin(PreviewableMixin):
    """Preview a record by showing the site's home page with the unsaved version in its place."""

    def serve_preview(self, request: HttpRequest, mode_name: str) -> TemplateResponse:
        """Return the home page, built with this record instead of the stored one."""
        site = Site.find_for_request(request)
        page: Any = site.root_page.specific
        request.preview_records = [self]  # type: ignore[attr-defined]
        return page.serve_preview(request, page.default_preview_mode)
