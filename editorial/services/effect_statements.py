"""Texts that name no source: going live only once somebody has read them for claims of effect.

The claims check knows what many such claims look like, and misses some (ADR 63). So nothing rests
on it alone: a text without a source waits for somebody's word that it says nothing of what a
treatment does for patients (ADR 64).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from editorial.claim_reading import UnsourcedText, VersionReading
from editorial.models import NoEffectStatement, PublishTask, reviewer_of
from editorial.public_before import public_before
from editorial.rights import may_publish
from editorial.services.claims import newest_version, record_key
from operations.refusals import PublishRefusedError

LOG_ACTION = "editorial.state_no_effect"


class UnstatedTextsError(PublishRefusedError):
    """A record has texts that name no source and that nobody has read for claims of effect."""

    def __init__(self, record: Any, texts: Sequence[UnsourcedText]) -> None:
        self.texts = tuple(texts)
        message = ngettext(
            '"%(title)s" has %(count)d new text that names no source: “%(text)s” Before it goes '
            "live, somebody who publishes has to say that it claims no effect of a treatment: "
            "choose “Publish” in its form, and you are asked.",
            '"%(title)s" has %(count)d new texts that name no source, “%(text)s” first. Before '
            "they go live, somebody who publishes has to say that they claim no effect of a "
            "treatment: choose “Publish” in its form, and you are asked.",
            len(self.texts),
        )
        told = {"title": record, "count": len(self.texts), "text": _opening(self.texts[0])}
        said = message % told
        if not record.pk:
            # Wagtail makes copies that are live at once.
            said = _("%(refusal)s A copy is made without publishing it, and published then.") % {
                "refusal": said
            }
        super().__init__(record, said)

    def mend_url(self, user: Any) -> str:
        """Return where whoever may do so says it; for others, where the record is edited."""
        if not (self.record.pk and may_publish(self.record, user)):
            return super().mend_url(user)
        key = record_key(type(self.record), self.record.pk)
        return reverse("claims:state", args=[key["content_type"].pk, key["object_id"]])


class ChangedSinceReadError(Exception):
    """The texts are no longer those that somebody has read."""

    def __init__(self) -> None:
        super().__init__(_("The texts changed while you read them. Here they are as they are now."))


class RecordLockedError(Exception):
    """Somebody has locked the record, or it waits for somebody else's approval."""

    def __init__(self, *, waits_for_date: bool) -> None:
        message = _("It is locked, so you cannot publish it now. Ask whoever locked it.")
        if waits_for_date:
            message = _("It waits for its date. Cancel the schedule first, then publish it again.")
        super().__init__(message)


def unsourced_texts(record: Any) -> list[UnsourcedText]:
    """Return what ``record``, as it is in memory, says with no published source behind it.

    What is told as a claim of effect is left to the rules for that.
    """
    return VersionReading(record).unsourced()


def texts_to_state(record: Any) -> list[UnsourcedText]:
    """Return those of them that are neither public already nor stated to claim no effect.

    A statement holds for what a text says wherever it stands, so a copy asks nothing anew.
    """
    public = public_before(record).unsourced
    found = _not_stated(unsourced_texts(record))
    waiting = [text for text in found if text.hash not in public]
    if not waiting or not record.pk:
        return waiting
    stored = type(record)._default_manager.filter(pk=record.pk, live=True).first()
    public |= {text.hash for text in unsourced_texts(stored)} if stored else set()
    return [text for text in waiting if text.hash not in public]


def _not_stated(texts: Sequence[UnsourcedText]) -> list[UnsourcedText]:
    stated = NoEffectStatement.objects.filter(text_hash__in={text.hash for text in texts})
    known = set(stated.values_list("text_hash", flat=True))
    return [text for text in texts if text.hash not in known]


def check_stated(record: Any) -> None:
    """Raise :class:`UnstatedTextsError` if this version has texts that wait for a statement."""
    if waiting := texts_to_state(record):
        raise UnstatedTextsError(record, waiting)


def may_state(record: Any, user: User) -> bool:
    """Whether ``user`` may give the word: who publishes it, or a medical reviewer."""
    return may_publish(record, user) or reviewer_of(user) is not None


def texts_as_read(record: Any, hashes: Iterable[str]) -> list[UnsourcedText]:
    """Return the texts that wait in ``record``; ``hashes`` are those of the texts that were shown.

    Raises :class:`ChangedSinceReadError` if one was not shown.
    """
    waiting = texts_to_state(record)
    if not {text.hash for text in waiting} <= set(hashes):
        raise ChangedSinceReadError
    return waiting


def state_no_effect(
    *, record: Any, user: User, texts: Sequence[UnsourcedText] | None = None
) -> None:
    """Keep that ``user`` has read ``texts`` of ``record`` and says that they claim no effect.

    Without ``texts`` it is all that wait. Doing it twice changes nothing. Raises
    ``PermissionDenied``.
    """
    if not may_state(record, user):
        raise PermissionDenied(_("You may not say this here. Ask somebody who publishes."))
    _keep(record, texts_to_state(record) if texts is None else texts, user)


def state_and_publish(*, record: Any, user: User, hashes: Iterable[str]) -> Any:
    """Do so for the newest draft of ``record`` and publish it; return the record as it is then.

    One that waits for this approval is approved by that. ``hashes`` are those of the texts that
    were shown. Raises ``PermissionDenied``, :class:`ChangedSinceReadError` and
    :class:`RecordLockedError`; and ``PublishRefusedError`` if something else keeps it from going
    live: the word stays then, and nothing else has changed.
    """
    if not may_publish(record, user):
        raise PermissionDenied(_("You may not publish this. Ask somebody who may."))
    if (lock := record.get_lock()) and lock.for_user(user):
        raise RecordLockedError(waits_for_date=record.scheduled_revision is not None)
    with transaction.atomic():
        version = newest_version(record)
        texts = texts_as_read(version, hashes)
        state_no_effect(record=version, user=user, texts=texts)
    with transaction.atomic():
        waiting = record.current_workflow_task_state
        if waiting is not None and isinstance(waiting.task.specific, PublishTask):
            waiting.task.specific.on_action(waiting, user, "approve")
        else:
            revision = record.get_latest_revision() or record.save_revision(user=user)
            revision.publish(user=user)
    return type(record)._default_manager.get(pk=record.pk)


def keep_without_asking(record: Any) -> None:
    """Keep the statement for texts that were read before they came with the product: the demo's."""
    _keep(record, texts_to_state(record), None)


def _keep(record: Any, texts: Sequence[UnsourcedText], user: User | None) -> None:
    new = _not_stated(texts)
    with transaction.atomic():
        NoEffectStatement.objects.bulk_create(
            (
                NoEffectStatement(
                    **record_key(type(record), record.pk),
                    text_hash=text.hash,
                    text=text.text,
                    label=text.checked.label[:200],
                    stated_by=user,
                )
                for text in new
            ),
            ignore_conflicts=True,
        )
        if new:
            told = {"count": len(new), "text": _opening(new[0])}
            log(instance=record, action=LOG_ACTION, user=user, data=told)


def _opening(text: UnsourcedText) -> str:
    return Truncator(text.text).words(12)
