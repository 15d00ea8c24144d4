"""One call of IndexNow, and what its answer means."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

SECONDS_TO_ANSWER = 15
LONGEST_WAIT = timedelta(days=1)
# What another call with the same content would be answered with again.
REFUSALS = {
    400: "the request was not understood",
    403: "the key was not found on the site, or is another",
    422: "the addresses do not belong to the site, or the key does not fit them",
}


class Outcome(StrEnum):
    """How a call ended. Only ``LATER`` is worth another try."""

    TAKEN = "taken"
    REFUSED = "refused"
    LATER = "later"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """``problem`` says what went wrong; ``retry_after`` is how long the other side asks to wait."""

    outcome: Outcome
    problem: str = ""
    retry_after: timedelta | None = None


class _NoRedirect(HTTPRedirectHandler):
    """Follows nothing: where the call goes is a setting, and no answer changes that."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Leave the redirect as an answer, which then counts as a failure."""
        return


def call_index_now(
    *, endpoint: str, host: str, key: str, key_location: str, urls: Sequence[str]
) -> Answer:
    """Send ``urls``, at most 10,000 of one ``host``, to ``endpoint``; never raises."""
    body = {"host": host, "key": key, "keyLocation": key_location, "urlList": list(urls)}
    request = Request(  # noqa: S310, the address is a setting
        endpoint,
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json; charset=utf-8"},
        method="POST",
    )
    opener = build_opener(_NoRedirect)
    try:
        with opener.open(request, timeout=SECONDS_TO_ANSWER) as response:
            return answer_for(response.status)
    except HTTPError as error:
        with error:
            return answer_for(error.code, error.headers.get("Retry-After", ""))
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        return Answer(outcome=Outcome.LATER, problem=f"no answer ({reason})"[:500])


def answer_for(status: int, retry_after: str = "") -> Answer:
    """Return what an HTTP ``status`` means; ``retry_after`` is the header of that name."""
    if status in (200, 202):
        return Answer(outcome=Outcome.TAKEN)
    if status in REFUSALS:
        return Answer(outcome=Outcome.REFUSED, problem=f"{REFUSALS[status]} ({status})")
    wait = timedelta(seconds=int(retry_after[:9])) if retry_after[:9].isdecimal() else None
    problem = "too many calls" if status == 429 else "an unexpected answer"
    return Answer(
        outcome=Outcome.LATER,
        problem=f"{problem} ({status})",
        retry_after=min(wait, LONGEST_WAIT) if wait else None,
    )
