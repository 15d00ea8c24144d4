"""Signing clinical text, and keeping what nobody has signed from going live."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from clinic.models import Person
from editorial.models.review import (
    MedicalReviewer,
    Signature,
    is_fit_for_next_review,
    review_is_required,
    reviewer_of,
)
from editorial.models.review_task import BAD_REVIEW_DATE, STATEMENT
from editorial.pieces import pieces_of
from editorial.public_before import public_before
from editorial.rules.signed_text import Piece
from operations.refusals import PublishRefusedError

LOG_ACTION = "editorial.sign"


class UnsignedTextError(PublishRefusedError):
    """A record has clinical text that nobody has signed; ``pieces`` are these texts."""

    def __init__(self, record: models.Model, pieces: Sequence[Piece]) -> None:
        self.pieces = tuple(pieces)
        message = _(
            '"%(title)s" needs a clinician\'s signature before it goes live: %(texts)s. Choose '
            "“Submit to Medical review”. What visitors read now stays as it is until then."
        )
        texts = ", ".join(f"“{piece.label}”" for piece in pieces)
        super().__init__(record, message % {"title": record, "texts": texts})


class ReviewDateError(Exception):
    """The next review is not on a day to come, or too far away."""

    def __init__(self) -> None:
        super().__init__(str(BAD_REVIEW_DATE))


class NothingSignedBeforeError(Exception):
    """Somebody wanted to confirm a mistyping in a text that was never signed."""

    def __init__(self) -> None:
        super().__init__(_("This text was never signed. Read it as a whole and sign it."))


def unsigned_pieces(record: Any) -> list[Piece]:
    """Return the texts of this version that are neither signed nor public already.

    A text that was public before anybody could sign stays public: what changes is asked about. So
    it does when the undo of what took it off the site brings it back.
    """
    pieces = pieces_of(record)
    known = {*Signature.objects.by_hash(piece.hash for piece in pieces)}
    known |= public_before(record).texts
    missing = [piece for piece in pieces if piece.hash not in known]
    if not missing or not record.pk:
        return missing
    stored = type(record)._default_manager.filter(pk=record.pk, live=True).first()
    public = {piece.hash for piece in pieces_of(stored)} if stored else set()
    return [piece for piece in missing if piece.hash not in public]


def check_signed(record: Any) -> None:
    """Raise :class:`UnsignedTextError` if this version may not go live for want of a signature."""
    if review_is_required() and (missing := unsigned_pieces(record)):
        raise UnsignedTextError(record, missing)


def sign(
    *,
    record: Any,
    user: User,
    next_review_date: date,
    now: datetime,
    hashes: Iterable[str] | None = None,
) -> list[Signature]:
    """Sign every clinical text of this version of ``record``, and return the signatures.

    ``hashes`` are those of the texts that were read: a text that is no longer among them was
    changed meanwhile and is not signed. Signing the same text twice on one day changes nothing.
    Raises ``PermissionDenied`` for anybody but a medical reviewer, and :class:`ReviewDateError`.
    """
    reviewer = _reviewer(user)
    today = timezone.localdate(now)
    if not is_fit_for_next_review(next_review_date, today):
        raise ReviewDateError
    read = None if hashes is None else set(hashes)
    pieces = [piece for piece in pieces_of(record) if read is None or piece.hash in read]
    with transaction.atomic():
        known = Signature.objects.by_hash(piece.hash for piece in pieces)
        signatures = [
            _write(
                record,
                piece,
                reviewer=reviewer.person,
                user=user,
                now=now,
                kind=Signature.Kind.REVIEW,
                reviewed_date=today,
                next_review_date=next_review_date,
            )
            for piece in pieces
            if not _says_the_same(known.get(piece.hash), reviewer.person, today, next_review_date)
        ]
        _log(record, signatures, user)
    return signatures


def confirm_mistyping(*, record: Any, user: User, now: datetime, key: str) -> Signature:
    """Sign the text ``key`` of this version as what was signed before, but for a mistyping.

    Who reviewed it, the day of that and of the next review stay; ``signed_by`` tells who confirmed
    the mistyping. Raises ``PermissionDenied``, and
    :class:`NothingSignedBeforeError`.
    """
    _reviewer(user)
    piece = next((each for each in pieces_of(record) if each.key == key), None)
    with transaction.atomic():
        before = Signature.objects.for_record(record).filter(piece_key=key).first()
        if piece is None or before is None:
            raise NothingSignedBeforeError
        if before.piece_hash == piece.hash:
            return before
        signature = _write(
            record,
            piece,
            reviewer=before.reviewer,
            user=user,
            now=now,
            kind=Signature.Kind.TYPO,
            reviewed_date=before.reviewed_date,
            next_review_date=before.next_review_date,
        )
        _log(record, [signature], user)
    return signature


def _reviewer(user: User) -> MedicalReviewer:
    reviewer = reviewer_of(user)
    if reviewer is None:
        raise PermissionDenied(_("Only a medical reviewer can sign."))
    return reviewer


def _says_the_same(
    known: Signature | None, person: Person, today: date, next_review_date: date
) -> bool:
    return known is not None and (
        known.reviewer_id,
        known.reviewed_date,
        known.next_review_date,
    ) == (person.pk, today, next_review_date)


def _write(
    record: Any,
    piece: Piece,
    *,
    reviewer: Person,
    user: User,
    now: datetime,
    kind: Signature.Kind,
    reviewed_date: date,
    next_review_date: date,
) -> Signature:
    return Signature.objects.create(
        piece_hash=piece.hash,
        piece_key=piece.key,
        label=piece.label[:200],
        text=piece.text,
        content_type=ContentType.objects.get_for_model(record),
        object_id=str(record.pk),
        kind=kind,
        reviewer=reviewer,
        reviewer_name=", ".join(filter(None, (reviewer.name, reviewer.credentials))),
        attested=str(STATEMENT),
        reviewed_date=reviewed_date,
        next_review_date=next_review_date,
        signed_by=user,
        signed_at=now,
    )


def _log(record: Any, signatures: Sequence[Signature], user: User) -> None:
    if signatures:
        texts = ", ".join(signature.label for signature in signatures)
        log(instance=record, action=LOG_ACTION, user=user, data={"texts": texts})
