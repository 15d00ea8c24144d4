"""Answers with the picture that stands beside a shared link."""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from wagtail.models import Site

from seo.rules.share_card import ShareCardData
from seo.services.share_images import keep_share_image, stored_share_image
from seo.share_drawing import draw_card
from seo.share_images import CURRENT, image_for_visitors, is_drawn, public_page

logger = logging.getLogger(__name__)

A_MONTH = 60 * 60 * 24 * 30
AN_HOUR = 60 * 60


@require_safe
def share_image(request: HttpRequest, page_id: int, digest: str) -> HttpResponse:
    """Answer with the picture called ``digest`` of a public page, drawn now if it never was.

    Only what the page shows is drawn, under the name that tells so, and nothing that an address
    could ask for. A name that is not the page's leads to the picture that the page names now.
    """
    page = public_page(request, page_id)
    if page is None:
        raise Http404
    if digest != CURRENT:
        stored = stored_share_image(page_id=page_id, digest=digest)
        if stored is not None:
            return _answer(stored, seconds=A_MONTH)
    meta, card = image_for_visitors(page, Site.find_for_request(request))
    if digest not in (CURRENT, card.digest) or not is_drawn(meta, card, page_id):
        response: HttpResponse = redirect(meta.image_url)
        response["Cache-Control"] = f"public, max-age={AN_HOUR}"
        return response
    return _answer(_kept(page_id, card), seconds=AN_HOUR if digest == CURRENT else A_MONTH)


def _kept(page_id: int, card: ShareCardData) -> bytes:
    try:
        return keep_share_image(page_id=page_id, card=card)
    except OSError as error:
        logger.warning("The share picture of page %s cannot be stored: %s", page_id, error)
        return draw_card(card)


def _answer(content: bytes, *, seconds: int) -> HttpResponse:
    """Answer with a picture, which other sites may show and keep: that is what it is for."""
    response = HttpResponse(content, content_type="image/png")
    response["Cache-Control"] = f"public, max-age={seconds}"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
