"""What keeps a record from going live, whichever of Wagtail's ways somebody takes.

A rule that stands behind all of them raises :class:`PublishRefusedError` from Django's
``pre_save``. Wagtail expects no such exception: the middleware here makes it a sentence on the
record's edit screen. Its transaction has been rolled back by then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder


class PublishRefusedError(Exception):
    """``record`` may not go live; the message tells an editor why and what to do."""

    def __init__(self, record: Any, message: str) -> None:
        self.record = record
        super().__init__(message)


class PublishRefusalMiddleware:
    """Answers :class:`PublishRefusedError` with its message, on the record's edit screen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the answer to a refusal, ``None`` for any other exception."""
        if not isinstance(exception, PublishRefusedError):
            return None
        if "text/html" not in request.headers.get("Accept", "text/html"):
            return JsonResponse({"detail": str(exception)}, status=409)
        messages.error(request, str(exception))
        record = exception.record
        edit_url = AdminURLFinder(request.user).get_edit_url(record) if record.pk else None
        return redirect(edit_url or _way_back(request))


def _way_back(request: HttpRequest) -> str:
    """Return the path on this site that the person came from, the editor's start without one."""
    origin = urlsplit(request.headers.get("Referer", ""))
    is_ours = origin.netloc == request.get_host() and origin.path != request.path
    return origin.path if is_ours else reverse("wagtailadmin_home")
