"""Where a reader's browser tells, once, what was done on a page."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from counts.services.counting import count_visit
from counts.visitors import asks_not_to_be_counted, is_robot

# The number of a page, and what was done: "12 view call".
_MESSAGE = re.compile(rb"(\d{1,18})((?: [a-z]{1,12}){1,8})")
_MAX_BYTES = 150


# A page may come from a cache and then holds no token; what counts is where the request comes from.
@csrf_exempt
@never_cache
@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """Count a visit: 204 also for one that is left out, 400 for what no page of ours sends.

    Left out are robots, people who ask for it, and whoever is signed in. Neither the address nor
    the browser's name is kept or logged.
    """
    if not settings.COUNT_VISITS:
        raise Http404
    message = _MESSAGE.fullmatch(request.read(_MAX_BYTES))
    if message is None or not _is_from_here(request):
        return HttpResponse(status=400)
    if not _is_left_out(request):
        try:
            count_visit(
                page_id=int(message[1]),
                kinds=message[2].decode().split(),
                day=timezone.localdate(),
            )
        except ValueError:
            return HttpResponse(status=400)
    return HttpResponse(status=204)


def _is_from_here(request: HttpRequest) -> bool:
    origin = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") == origin


def _is_left_out(request: HttpRequest) -> bool:
    if is_robot(request.headers.get("User-Agent", "")) or asks_not_to_be_counted(request.headers):
        return True
    # Only who signs in has this cookie; for all others nothing is asked of the database.
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
