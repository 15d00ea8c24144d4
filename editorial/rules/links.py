"""Which addresses a link of an answer may have."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

MAX_LENGTH = 2_000
WEB = {"http", "https"}
_GOOGLE = re.compile(r"^(www\.)?google\.[a-z.]{2,6}$")
_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u00a0\u200b\u2028\u2029\ufeff]")
_PAGE = re.compile(r"^page:[1-9]\d{0,17}$")
# Google wraps a link anew each time that it is copied from one document into another.
_WRAPPINGS = 3


def usable_address(address: str) -> str:
    """Return ``address`` as an answer may link to it, or ``""`` for one that it may not.

    The web, mail, telephone numbers, and addresses on this site that begin with a slash. What
    Google Docs has wrapped in an address of its own is unwrapped.
    """
    if len(address) > MAX_LENGTH:
        return ""
    try:
        for _ in range(_WRAPPINGS):
            address = _unwrapped(address)
        return address if _is_usable(address) else ""
    except ValueError:
        # Such as an unfinished address of the sixth kind: "http://[".
        return ""


def page_address(key: str) -> str:
    """Return how the link to a page of this site is told from others, or ``""`` for no key."""
    address = f"page:{key}"
    return address if _PAGE.match(address) else ""


def _unwrapped(address: str) -> str:
    parts = urlsplit(address.strip())
    if parts.scheme in WEB and parts.path == "/url" and _GOOGLE.match(parts.hostname or ""):
        query = parse_qs(parts.query)
        for name in ("q", "url"):
            if query.get(name):
                return query[name][0]
    return address.strip()


def _is_usable(address: str) -> bool:
    if _BLANKS.search(address) or "\\" in address:
        return False
    parts = urlsplit(address)
    if parts.scheme in WEB:
        return bool(parts.hostname)
    if parts.scheme in {"mailto", "tel"}:
        return bool(parts.path)
    return not parts.scheme and address.startswith("/") and not address.startswith("//")
