"""Addresses for machines: is the process alive, and is it ready for visitors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operations.due_work import registered_work
from operations.services.readiness import read_readiness


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process answers at all; touches no database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 503 while the database is unusable or behind the code, else 200."""
    readiness = read_readiness(work_names=[work.name for work in registered_work()])
    last_run_at = readiness.due_work_last_run_at
    return JsonResponse(
        {
            "ready": readiness.is_ready,
            "database": "ok" if readiness.database_usable else "unusable",
            "migrations": "pending" if readiness.migrations_pending else "ok",
            "due_work": {
                "last_run_at": last_run_at.isoformat() if last_run_at else None,
                "failing": list(readiness.failing_work),
            },
        },
        status=200 if readiness.is_ready else 503,
    )
