"""Serves the pictures that editors uploaded, where no web server in front does."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

A_MONTH = 60 * 60 * 24 * 30


@require_safe
def serve_picture(request: HttpRequest, folder: str, path: str) -> HttpResponseBase:
    """Answer with a picture, which browsers may keep: a changed picture gets another name.

    ``path`` is looked for in ``folder`` alone, so that it leads to no other upload.
    Other sites may show it too; link previews and search results do.
    """
    response = serve(request, path, document_root=str(Path(settings.MEDIA_ROOT) / folder))
    response["Cache-Control"] = f"public, max-age={A_MONTH}"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
