"""Whether a version may be public, by what it says; and publishing what was approved."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from editorial.models import is_approved_for_visitors
from editorial.models.review_task import is_signed
from editorial.pieces import pieces_of
from editorial.public_before import PublicText
from editorial.services.claims import check_effects_cited, uncited_effects
from editorial.services.effect_statements import check_stated, unsourced_texts
from editorial.services.medical_review import check_signed
from operations.refusals import PublishRefusedError, tell

NOT_LIVE = "editorial.approved_not_live"


class NobodyMayPublishError(PublishRefusedError):
    """Somebody approved a record as the last in a workflow, and may not publish it."""

    def __init__(self, record: Any) -> None:
        message = _('You may not publish "%(title)s". Ask somebody who may.')
        super().__init__(record, message % {"title": record})


def check_may_be_public(record: Any) -> None:
    """Raise ``PublishRefusedError`` for want of a source, a signature or somebody's word.

    The source comes first: an editor can add it alone. Whoever signs gives the word with it, that
    what names no source claims no effect.
    """
    check_effects_cited(record)
    check_signed(record)
    check_stated(record)


def check_may_be_approved(record: Any) -> None:
    """Raise ``PublishRefusedError`` if somebody's word is all that is missing.

    They are asked for it before they approve. What else is missing, they learn with the approval.
    """
    try:
        check_effects_cited(record)
        check_signed(record)
    except PublishRefusedError:
        return
    check_stated(record)


def said_in_public(record: Any) -> PublicText:
    """Return what visitors can read of ``record`` now, for whoever is about to take it away."""
    stored = type(record)._default_manager.filter(pk=record.pk, live=True).first()
    if stored is None:
        return PublicText()
    return PublicText(
        texts=frozenset(piece.hash for piece in pieces_of(stored)),
        sentences=frozenset(claim.sentence_hash for claim in uncited_effects(stored)),
        unsourced=frozenset(text.hash for text in unsourced_texts(stored)),
    )


def publish_approved(*, workflow_state: Any, user: Any) -> None:
    """Publish the newest version of what a workflow has approved, if it may go live.

    The last approver has to be somebody who may publish, or a clinician who has signed just this
    version. Whether the text itself may go live is asked when it is saved. If it may not, the
    approval stands all the same, and with it the signature: the version stays a draft, its
    history tells why, and :mod:`editorial.approved_drafts` finds it.
    """
    revision = workflow_state.content_object.get_latest_revision()
    version = revision.as_object()
    try:
        with transaction.atomic():
            if not is_approved_for_visitors(workflow_state, user):
                raise NobodyMayPublishError(version)
            revision.publish(user=user, skip_permission_checks=True)
    except PublishRefusedError as refusal:
        reason = str(refusal)
        log(
            instance=version, action=NOT_LIVE, user=user, revision=revision, data={"reason": reason}
        )
        tell(_said(refusal, is_signed=is_signed(workflow_state)))
    # Wagtail's letter about the approval tells from this record whether it is live.
    workflow_state.content_object.refresh_from_db(fields=["live", "has_unpublished_changes"])


def _said(refusal: PublishRefusedError, *, is_signed: bool) -> str:
    message = (
        _(
            "Signed. It is not live yet, because: %(refusal)s An editor mends that and publishes "
            "it. The signature stays: nobody has to sign again unless its words or sources change."
        )
        if is_signed
        else _(
            "Approved. It is not live yet, because: %(refusal)s Somebody who may publish it does "
            "so when that is settled."
        )
    )
    return message % {"refusal": refusal}
