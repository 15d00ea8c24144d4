"""The scheduled work of this package."""

from __future__ import annotations

from datetime import datetime

from operations.due_work import due_work
from seo.services.redirect_import import forget_redirect_uploads


@due_work("forget-redirect-files", description="Forgets uploaded files of redirects after a day")
def forget_redirect_files(now: datetime) -> str:
    """Delete old files and return how many."""
    gone = forget_redirect_uploads(now=now)
    return f"files forgotten: {gone}" if gone else ""
