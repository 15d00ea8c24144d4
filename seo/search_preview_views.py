"""The editor's addresses for what search engines and shared links show of a page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views import View
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page

from seo.models import BasePage
from seo.search_preview import search_preview
from seo.share_drawing import draw_card
from seo.share_images import image_for_visitors, is_drawn


def edited_page(request: HttpRequest, pk: int) -> BasePage:
    """Return the page as it was saved last, for somebody who may edit it.

    Raises ``Http404`` and ``PermissionDenied``.
    """
    page = get_object_or_404(Page, pk=pk).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    if not isinstance(draft, BasePage):
        raise Http404
    return draft


class LinesView(View):
    """Title and description in search results, for the panel of the edit screen."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the part of the edit screen that shows them."""
        context = search_preview(edited_page(request, pk))
        return TemplateResponse(request, "seo/search_preview/lines.html", context)


class PictureView(View):
    """The picture for sharing, as it would be once the draft is published."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the drawn picture, or lead to the one that was chosen; nothing is stored."""
        page = edited_page(request, pk)
        site = page.get_site()
        if site is None:
            raise Http404
        meta, card = image_for_visitors(page, site)
        if not is_drawn(meta, card, pk):
            return redirect(meta.image_url)
        return HttpResponse(draw_card(card), content_type="image/png")


class SearchPreviewViewSet(ViewSet):
    """The addresses of these."""

    name = "search_preview"
    url_prefix = "search-preview"
    icon = "search"

    def get_urlpatterns(self) -> list[Any]:
        """Return the lines and the picture."""
        return [
            path("<int:pk>/", LinesView.as_view(), name="lines"),
            path("<int:pk>/picture.png", PictureView.as_view(), name="picture"),
        ]
