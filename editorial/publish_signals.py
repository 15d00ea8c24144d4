"""What is asked before any record goes live, however it does: a source, a signature, a word."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models.signals import pre_save
from django.utils import timezone

from editorial.claim_texts import checked_models
from editorial.models import PublishTask
from editorial.models.review_task import MedicalReviewTask, about_to_approve
from editorial.pieces import reviewed_models
from editorial.services.claims import check_effects_cited
from editorial.services.effect_statements import state_no_effect
from editorial.services.medical_review import sign
from editorial.services.publishing import check_may_be_approved, check_may_be_public
from operations.refusals import rule_before_publishing


def connect() -> None:
    """Connect the handlers, once, when every package has told which texts it has."""
    for model in {*reviewed_models(), *checked_models()}:
        pre_save.connect(ask_before_publishing, sender=model, dispatch_uid="ask before publishing")
    rule_before_publishing(check_effects_cited, checked_models())
    about_to_approve.connect(sign_what_is_approved, sender=MedicalReviewTask)
    about_to_approve.connect(ask_before_approving, sender=PublishTask)


def ask_before_publishing(instance: Any, raw: bool, update_fields: Any, **kwargs: Any) -> None:
    """Raise ``PublishRefusedError`` when text that may not be public is about to be.

    A save of a few fields, such as the title of a draft, brings no text to visitors. An alias says
    what its original says.
    """
    decides = update_fields is None or "live" in update_fields
    if instance.live and not raw and decides and not getattr(instance, "alias_of_id", None):
        check_may_be_public(instance)


def sign_what_is_approved(record: Any, user: Any, next_review_date: date, **kwargs: Any) -> None:
    """Sign what a reviewer approves in a workflow; the form says what that states."""
    sign(
        record=record,
        user=user,
        next_review_date=next_review_date,
        now=timezone.now(),
    )
    state_no_effect(record=record, user=user)


def ask_before_approving(record: Any, **kwargs: Any) -> None:
    """Raise ``PublishRefusedError`` if whoever approves has something to say first."""
    check_may_be_approved(record)
