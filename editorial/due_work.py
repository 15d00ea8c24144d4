"""The scheduled work of this package: looking at what is to do, and telling people."""

from __future__ import annotations

from datetime import datetime

from editorial.services.claim_readings import doubt_old_readings, read_what_changed
from editorial.services.digest import send_digests
from editorial.services.to_do import forget_other_checks, look
from operations.due_work import WorkFailed, due_work
from operations.to_do import registered_checks

# What is left waits for the next minute's run.
SECONDS_FOR_CLAIMS = 45


@due_work("read-claims", description="Looks for claims in texts that have changed")
def read_claims(now: datetime) -> str:
    """Read what no save has read: by new rules, or changed on a way that tells nobody."""
    doubt_old_readings(now=now)
    read = read_what_changed(seconds=SECONDS_FOR_CLAIMS)
    return f"records read for claims: {read}" if read else ""


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
