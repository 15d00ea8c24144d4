"""Who may say that a text is not about health, so that nobody has to sign it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from editorial.models import Signature, review_is_required, reviewer_of
from editorial.pieces import pieces_of
from editorial.rules.signed_text import Piece

WAIVE = "editorial.waive_signature"

LEAVE_TICKED = _(
    "This text is about health, or was: a clinician signs it. Leave “About health” ticked, or ask "
    "a medical reviewer or a site manager to take the tick away."
)


def may_waive(user: User | None) -> bool:
    """Whether ``user`` may take a clinical text out of review."""
    return user is not None and (user.has_perm(WAIVE) or reviewer_of(user) is not None)


def clinical_so_far(record: Any, pieces: Iterable[Piece]) -> set[str]:
    """Return the keys of those ``pieces`` of ``record`` that are clinical as far as is known.

    They are so in what is public or in the newest draft, under their key or with these very words,
    or somebody signed what they say. Nothing is before there is a reviewer.
    """
    pieces = list(pieces)
    if not pieces or not review_is_required():
        return set()
    known = _known_pieces(record)
    hashes = {piece.hash for piece in known} | set(Signature.objects.by_hash(_hashes(pieces)))
    keys = {piece.key for piece in known}
    return {piece.key for piece in pieces if piece.key in keys or piece.hash in hashes}


def keys_to_leave_ticked(record: Any, pieces: Iterable[Piece], user: User | None) -> set[str]:
    """Return the keys of those unticked ``pieces`` that ``user`` has to leave ticked."""
    return set() if may_waive(user) else clinical_so_far(record, pieces)


def _known_pieces(record: Any) -> list[Piece]:
    stored = type(record)._default_manager.filter(pk=record.pk).first() if record.pk else None
    if stored is None:
        return []
    return [*pieces_of(stored), *pieces_of(stored.get_latest_revision_as_object())]


def _hashes(pieces: Iterable[Piece]) -> set[str]:
    return {piece.hash for piece in pieces}
