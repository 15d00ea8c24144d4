"""Drafts that are signed or approved, and still not live: something kept them from it.

The signature stays when publishing is refused. Somebody mends what the refusal is about, and
publishes the draft: nobody signs again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowMixin, WorkflowState

from editorial.claim_texts import checked_models
from editorial.models import Signature, review_is_required
from editorial.models.review_task import needs_signature
from editorial.pieces import pieces_of, reviewed_models
from operations.refusals import refusals_of


@dataclass(frozen=True, kw_only=True, slots=True)
class ApprovedDraft:
    """A draft that waits for nobody but its editor; ``refusals`` say what keeps it from going live.

    Without any, all it takes is to publish it.
    """

    record: Any
    is_signed: bool
    refusals: tuple[str, ...]

    @property
    def advice(self) -> str:
        """Return in a few sentences how it stands and what its editor does."""
        standing = (
            _("Signed, and not live yet.") if self.is_signed else _("Approved, and not live yet.")
        )
        if not self.refusals:
            return f"{standing} {_('Nothing stands in its way: publish it.')}"
        mend = _(
            "Mend this and publish it: nobody has to sign or approve it again, unless its "
            "words or sources change."
        )
        return " ".join([standing, *self.refusals, mend])


def approved_drafts() -> Iterator[ApprovedDraft]:
    """Yield every such draft; the drafts that were ever signed or approved are read."""
    for model in dict.fromkeys([*reviewed_models(), *checked_models()]):
        if issubclass(model, WorkflowMixin):
            yield from filter(None, map(approved_draft, _drafts_to_read(model)))


def _drafts_to_read(model: type[Any]) -> Any:
    """Return the drafts that can be approved: of many that were generated, nobody has read most."""
    drafts: Any = model._default_manager.filter(has_unpublished_changes=True)
    drafts = drafts.filter(alias_of=None) if issubclass(model, Page) else drafts
    content_type = ContentType.objects.get_for_model(model)
    approved = WorkflowState.objects.filter(status=WorkflowState.STATUS_APPROVED)
    touched = {
        key
        for rows in (Signature.objects.all(), approved)
        for key in rows.filter(content_type=content_type).values_list("object_id", flat=True)
    }
    keys = [key for key in drafts.values_list("pk", flat=True) if str(key) in touched]
    return drafts.filter(pk__in=keys).select_related("latest_revision").order_by("pk")


def approved_draft(record: Any) -> ApprovedDraft | None:
    """Return the draft of ``record`` if it is signed or approved and only has to be published."""
    if not _has_free_draft(record):
        return None
    was_signed = _signed_since_it_was_published(record)
    is_approved = _approved_since_it_was_published(record)
    if not was_signed and not is_approved:
        return None
    version = record.get_latest_revision_as_object()
    if review_is_required() and needs_signature(version):
        return None
    # A signature on what visitors read already says nothing of a draft about something else.
    is_signed = was_signed and _says_something_new(record, version)
    if not is_signed and not is_approved:
        return None
    refusals = tuple(str(refusal) for refusal in refusals_of(version))
    return ApprovedDraft(record=record, is_signed=is_signed, refusals=refusals)


def _has_free_draft(record: Any) -> bool:
    """Whether there is a draft that neither waits in a workflow nor for its date."""
    return bool(
        isinstance(record, WorkflowMixin)
        and record.has_unpublished_changes
        and record.latest_revision_id
        and record.current_workflow_state is None
        and not record.approved_schedule
    )


def _signed_since_it_was_published(record: Any) -> bool:
    signatures = Signature.objects.for_record(record)
    if record.last_published_at:
        signatures = signatures.filter(signed_at__gt=record.last_published_at)
    return signatures.exists()


def _approved_since_it_was_published(record: Any) -> bool:
    last = record.workflow_states.select_related("current_task_state").order_by("-pk").first()
    if last is None or last.status != WorkflowState.STATUS_APPROVED:
        return False
    finished_at = last.current_task_state and last.current_task_state.finished_at
    return bool(
        finished_at and (record.last_published_at is None or finished_at > record.last_published_at)
    )


def _says_something_new(record: Any, version: Any) -> bool:
    """Whether the draft has a text that visitors cannot read."""
    # Wagtail's edit screens hand on the draft in place of the record.
    stored = type(record)._default_manager.filter(pk=record.pk, live=True).first()
    public = {piece.hash for piece in pieces_of(stored)} if stored else set()
    return any(piece.hash not in public for piece in pieces_of(version))
