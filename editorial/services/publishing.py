"""Whether a version of a record may be public, by what it says."""

from __future__ import annotations

from typing import Any

from editorial.services.claims import check_effects_cited
from editorial.services.medical_review import check_signed


def check_may_be_public(record: Any) -> None:
    """Raise ``PublishRefusedError`` for want of a source or a signature.

    The source comes first: an editor can add it alone.
    """
    check_effects_cited(record)
    check_signed(record)
