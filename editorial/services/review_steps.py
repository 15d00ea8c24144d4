"""What a reviewer does with a text: sign it, wave a mistyping through, or send it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from editorial.models import reviewer_of
from editorial.models.review_task import approve_what_was_signed
from editorial.pieces import pieces_of
from editorial.review_status import version_to_read, waiting_state
from editorial.services.effect_statements import (
    ChangedSinceReadError,
    state_no_effect,
    texts_as_read,
    texts_to_state,
)
from editorial.services.medical_review import confirm_mistyping, sign, unsigned_pieces


class ChangedWhileReadingError(Exception):
    """The text is no longer the one that the reviewer read."""

    def __init__(self) -> None:
        super().__init__(_("The text changed while you read it. Here it is as it is now."))


class CommentMissingError(Exception):
    """Somebody sent a text back without saying what is to change."""

    def __init__(self) -> None:
        super().__init__(_("Say what should change, so that the editor knows what to do."))


def sign_what_was_read(
    *,
    record: Any,
    user: User,
    hashes: Iterable[str],
    unsourced: Iterable[str],
    next_review_date: date,
    comment: str,
    now: datetime,
) -> bool:
    """Sign the version of ``record`` that is to be read; return whether it went live by that.

    ``hashes`` are those of the clinical texts that were shown, ``unsourced`` those of what was
    shown to name no source: the signature states that it claims no effect. A record that waits in
    a workflow goes on to the next step, which publishes it if this was the last. If something else
    keeps it from going live, the signature stays. Raises :class:`ChangedWhileReadingError` and
    what :func:`~editorial.services.medical_review.sign` raises.
    """
    with transaction.atomic():
        record = _locked(record)
        version = version_to_read(record)
        if {piece.hash for piece in pieces_of(version)} != set(hashes):
            raise ChangedWhileReadingError
        sign(record=version, user=user, next_review_date=next_review_date, now=now)
        try:
            texts = texts_as_read(version, unsourced)
        except ChangedSinceReadError as changed:
            raise ChangedWhileReadingError from changed
        state_no_effect(record=version, user=user, texts=texts)
        return _go_on(record, user, comment)


def wave_mistyping_through(
    *, record: Any, user: User, key: str, read_hash: str, now: datetime
) -> bool:
    """Sign the text ``key`` as it was signed before; return whether the record went live by that.

    ``read_hash`` is that of the text that was shown. It goes live when it waited for this text
    alone. Raises :class:`ChangedWhileReadingError` and what
    :func:`~editorial.services.medical_review.confirm_mistyping` raises.
    """
    with transaction.atomic():
        record = _locked(record)
        version = version_to_read(record)
        piece = next((each for each in pieces_of(version) if each.key == key), None)
        if piece is None or piece.hash != read_hash:
            raise ChangedWhileReadingError
        confirm_mistyping(record=version, user=user, now=now, key=key)
        # The rest of the record was not read for this.
        texts = [text for text in texts_to_state(version) if piece.says(text.text)]
        state_no_effect(record=version, user=user, texts=texts)
        if unsigned_pieces(version):
            return False
        return _go_on(record, user, str(_("A mistyping was confirmed.")))


def ask_for_changes(*, record: Any, user: User, comment: str) -> None:
    """Send ``record`` back to its editor. Raises ``PermissionDenied``, ``CommentMissingError``."""
    state = waiting_state(record)
    if state is None or reviewer_of(user) is None:
        raise PermissionDenied(_("This text does not wait for you."))
    if not comment.strip():
        raise CommentMissingError
    state.task.specific.on_action(state, user, "reject", comment=comment)


def _locked(record: Any) -> Any:
    """Return ``record`` as it is stored now, held until it is signed.

    Of a page's two rows that is the one which a save writes first, or both wait for each other.
    """
    of = ("page_ptr",) if isinstance(record, Page) else ()
    return type(record)._default_manager.select_for_update(of=of).get(pk=record.pk)


def _go_on(record: Any, user: User, comment: str) -> bool:
    state = waiting_state(record)
    if state is None:
        return False
    approve_what_was_signed(state, user=user, comment=comment)
    now: Any = type(record)._default_manager.get(pk=record.pk)
    return bool(now.live and not now.has_unpublished_changes)
