"""Previews of records that stand on pages of any kind."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PreviewableMixin, ReferenceIndex, Site

PAGES_OFFERED = 8


class SitePreviewMixin(PreviewableMixin):
    """Preview a record on a page of the site, with the unsaved version in its place.

    The editor chooses among the pages that name the record and the home page, which also shows what
    stands on every page.
    """

    @cached_property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Return the keys and titles of the pages offered, the home page last."""
        pages = [(str(page.pk), page.title) for page in self._pages_that_name_it()]
        return [*pages, ("", _("Home page"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> TemplateResponse:
        """Return the chosen page, built with this record instead of the stored one."""
        chosen = [page for page in self._pages_that_name_it() if str(page.pk) == mode_name]
        base: Page = chosen[0] if chosen else Site.find_for_request(request).root_page
        return preview_on_page(request, base.specific, self)

    def _pages_that_name_it(self) -> list[Page]:
        if not self.pk:
            return []
        page_type = ContentType.objects.get_for_model(Page)
        references = ReferenceIndex.get_references_to(self).filter(base_content_type=page_type)
        keys = {int(key) for key in references.values_list("object_id", flat=True)}
        pages = Page.objects.live().filter(pk__in=keys).order_by("-depth", "path")
        return list(pages[:PAGES_OFFERED])


def preview_on_page(request: HttpRequest, page: Any, record: Any) -> TemplateResponse:
    """Show ``page`` with ``record`` as it is in memory in place of the stored one."""
    stand_in: Any = request
    stand_in.preview_records = [record]
    # While a record waits for approval, Wagtail puts its revision's number here, and the user bar
    # would look for a page's revision under it.
    stand_in.revision_id = None
    response: TemplateResponse = page.serve_preview(request, page.default_preview_mode)
    return response
