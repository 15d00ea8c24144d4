"""The scheduled work of this package: looking at what is to do, and telling people."""

from __future__ import annotations

from datetime import datetime

from editorial.services.digest import send_digests
from editorial.services.to_do import forget_other_checks, look
from operations.due_work import WorkFailed, due_work
from operations.to_do import registered_checks


@due_work("look-at-to-do", description="Looks at what is to do: dates, links, titles and the like")
def look_at_to_do(now: datetime) -> str:
    """Ask every check that is due; raise ``WorkFailed`` with the keys of those that failed."""
    checks = registered_checks()
    forget_other_checks(checks=checks)
    failed = look(checks=checks, now=now)
    if failed:
        raise WorkFailed(f"checks that failed: {', '.join(failed)}")
    return ""


@due_work("send-digest", description="Sends people what is to do, once a day or week")
def send_digest(now: datetime) -> str:
    """Send the e-mails that are due, and return how many."""
    sent = send_digests(now=now)
    return f"e-mails sent: {sent}" if sent else ""
