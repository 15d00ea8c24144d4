"""How many requests are taken in a stretch of time. Pure."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sign_in.addresses import counted_address

EVERYBODY = "all"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """At most ``most`` in each ``span`` of the clock, from one address or from all of them."""

    most: int
    span: timedelta
    from_one_address: bool

    def window(self, now: datetime) -> datetime:
        """Return when the stretch of time that ``now`` lies in began."""
        day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return day + (now - day) // self.span * self.span


# A family behind one address asks once each; a clinic is asked a dozen times a day. Phone
# companies put many people behind one address, so that limit is not tighter.
LIMITS = (
    Limit(most=6, span=timedelta(hours=1), from_one_address=True),
    Limit(most=15, span=timedelta(days=1), from_one_address=True),
    Limit(most=60, span=timedelta(hours=1), from_one_address=False),
    Limit(most=300, span=timedelta(days=1), from_one_address=False),
)


def address_hash(address: str, *, secret: bytes) -> str:
    """Return a keyed hash of what ``counted_address`` makes of a network address."""
    return hmac.new(secret, counted_address(address).encode(), hashlib.sha256).hexdigest()
