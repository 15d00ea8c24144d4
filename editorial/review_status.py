"""What waits for a clinician: text that nobody has signed, that changed, or that is due again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, TaskState

from editorial.models import Citation, MedicalReviewTask, Signature
from editorial.pieces import pieces_of, records_with_clinical_text, reviewed_models
from editorial.rules.signed_text import Piece, name_sources, sources_in
from editorial.rules.word_diff import Run, changed_words


class Standing(StrEnum):
    """Why a record is on the list of a reviewer."""

    WAITS = "waits"
    CHANGED = "changed"
    UNSIGNED = "unsigned"
    DUE = "due"

    @property
    def label(self) -> str:
        """Return it in words."""
        return str(_LABELS[self])


_LABELS = {
    Standing.WAITS: gettext_lazy("Waits for your signature"),
    Standing.CHANGED: gettext_lazy("Changed in a draft that nobody has submitted"),
    Standing.UNSIGNED: gettext_lazy("Public, and never signed"),
    Standing.DUE: gettext_lazy("Signed, and due to be read again"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewItem:
    """A record with texts that want reading; ``due_date`` is the earliest next review, if any."""

    record: Any
    standing: Standing
    pieces: tuple[Piece, ...]
    due_date: date | None = None

    @property
    def texts(self) -> str:
        """Return which texts they are."""
        return ", ".join(piece.label for piece in self.pieces)


@dataclass(frozen=True, kw_only=True, slots=True)
class PieceReading:
    """A text of a version beside what was signed of it last.

    ``signature`` holds for the text as it is; ``before`` is the last one on it, whatever it said.
    ``text`` is what it says, with the names of its sources. ``old`` and ``new`` are the two texts
    with the words marked that differ, and the sources.
    """

    piece: Piece
    text: str
    signature: Signature | None
    before: Signature | None
    old: tuple[Run, ...] = ()
    new: tuple[Run, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether it was signed once and says something else now."""
        return self.signature is None and self.before is not None

    @property
    def has_other_sources(self) -> bool:
        """Whether it rests on other sources than what was signed: no mistyping, that is."""
        before = sources_in(self.before.text) if self.before else ()
        return self.is_changed and before != sources_in(self.piece.text)


def readings_of(version: Any) -> list[PieceReading]:
    """Return each text of ``version`` with what was signed of it; three queries."""
    pieces = pieces_of(version)
    signed = Signature.objects.by_hash(piece.hash for piece in pieces)
    history = Signature.objects.for_record(version).select_related("reviewer")
    last: dict[str, Signature] = {}
    for signature in history:
        last.setdefault(signature.piece_key, signature)
    texts = [*(piece.text for piece in pieces), *(signature.text for signature in last.values())]
    name = _names_of({source for text in texts for source in sources_in(text)})
    return [_reading(piece, signed.get(piece.hash), last.get(piece.key), name) for piece in pieces]


def _names_of(keys: set[int]) -> Callable[[int], str]:
    """Return how to call each source, "Afridi 2013"; with its number where two are called so."""
    names = {pk: source.short_name for pk, source in Citation.objects.in_bulk(keys).items()}
    shared = {name for name, count in Counter(names.values()).items() if count > 1}

    def name(key: int) -> str:
        known = names.get(key)
        if known is None:
            return _("source that is gone, no. %(number)d") % {"number": key}
        if known in shared:
            return _("%(source)s, no. %(number)d") % {"source": known, "number": key}
        return known

    return name


def _reading(
    piece: Piece,
    signature: Signature | None,
    before: Signature | None,
    name: Callable[[int], str],
) -> PieceReading:
    text = name_sources(piece.text, name)
    old: tuple[Run, ...] = ()
    new: tuple[Run, ...] = ()
    if signature is None and before is not None:
        old, new = changed_words(name_sources(before.text, name), text)
    return PieceReading(
        piece=piece, text=text, signature=signature, before=before, old=old, new=new
    )


def version_to_read(record: Any) -> Any:
    """Return the version that a reviewer reads: the draft, if there is one."""
    has_draft = record.has_unpublished_changes or not record.live
    return record.get_latest_revision_as_object() if has_draft else record


def waiting_state(record: Any) -> TaskState | None:
    """Return the step of a workflow in which ``record`` waits for a signature, if it does."""
    state = record.current_workflow_task_state
    if state is None or not isinstance(state.task.specific, MedicalReviewTask):
        return None
    found: TaskState = state
    return found


def read_url(record: Any) -> str:
    """Return where ``record`` is read and signed; where it is edited, if it has no such texts."""
    if type(record) not in reviewed_models():
        return str(AdminURLFinder().get_edit_url(record) or reverse("wagtailadmin_home"))
    meta = record._meta
    return reverse("medical_review:read", args=[meta.app_label, meta.model_name, record.pk])


def review_items(today: date, record: Any = None) -> list[ReviewItem]:
    """Return everything that wants reading, what waits first; each record once.

    With ``record``, what is to be said about that one. However many records are live, it takes the
    same number of queries; each draft that waits or differs takes some more.
    """
    found: dict[tuple[str, int], ReviewItem] = {}
    for item in (*_waiting(record), *_changed(record), *_public(today, record)):
        key = (item.record._meta.label_lower, item.record.pk)
        found.setdefault(key, item)
    order = list(Standing)
    return sorted(
        found.values(),
        key=lambda item: (order.index(item.standing), item.due_date or today, str(item.record)),
    )


def _waiting(only: Any) -> Iterator[ReviewItem]:
    tasks = MedicalReviewTask.objects.filter(active=True)
    states = TaskState.objects.filter(task__in=tasks, status=TaskState.STATUS_IN_PROGRESS)
    if only is not None:
        content_type = ContentType.objects.get_for_model(only)
        states = states.filter(
            workflow_state__content_type=content_type, workflow_state__object_id=str(only.pk)
        )
    flows = [state.workflow_state for state in _in_order(states)]
    records = [record for flow in flows if (record := flow.content_object) is not None]
    yield from _items(
        Standing.WAITS,
        [(record, pieces_of(version_to_read(record))) for record in map(_specific, records)],
    )


def _in_order(states: models.QuerySet[TaskState]) -> models.QuerySet[TaskState]:
    """Return the steps with the records that wait in them, read at once; the oldest first."""
    with_records = states.select_related("workflow_state")
    return with_records.prefetch_related("workflow_state__content_object").order_by("started_at")


def _specific(record: Any) -> Any:
    return record.specific if isinstance(record, Page) else record


def _changed(only: Any) -> Iterator[ReviewItem]:
    """Yield drafts whose clinical text differs from what is public and is not signed."""
    found = []
    for model in reviewed_models():
        drafts = _only(model._default_manager.filter(has_unpublished_changes=True, live=True), only)
        for record in drafts.select_related("latest_revision"):
            public = {piece.hash for piece in pieces_of(record)}
            draft = pieces_of(record.get_latest_revision_as_object())
            found.append((record, tuple(piece for piece in draft if piece.hash not in public)))
    yield from (item for item in _items(Standing.CHANGED, found) if item.pieces)


def _items(
    standing: Standing, found: Sequence[tuple[Any, Iterable[Piece]]]
) -> Iterator[ReviewItem]:
    """Yield each record with those of its pieces that nobody has signed; one query."""
    signed = Signature.objects.by_hash(piece.hash for _record, pieces in found for piece in pieces)
    for record, pieces in found:
        unsigned = tuple(piece for piece in pieces if piece.hash not in signed)
        yield ReviewItem(record=record, standing=standing, pieces=unsigned)


def _only(records: models.QuerySet[Any], only: Any) -> models.QuerySet[Any]:
    """Return those of ``records`` that are asked about: all, or one."""
    if only is None:
        return records
    return records.filter(pk=only.pk) if type(only) is records.model else records.none()


def _public(today: date, only: Any) -> Iterator[ReviewItem]:
    """Yield live records with text that was never signed, or that is due again."""
    by_record = [
        (record, pieces_of(record))
        for model in reviewed_models()
        for record in _live(_only(records_with_clinical_text(model), only))
    ]
    signed = Signature.objects.by_hash(piece.hash for _, pieces in by_record for piece in pieces)
    for record, pieces in by_record:
        missing = tuple(piece for piece in pieces if piece.hash not in signed)
        if missing:
            yield ReviewItem(record=record, standing=Standing.UNSIGNED, pieces=missing)
            continue
        due = {
            piece: signed[piece.hash].next_review_date
            for piece in pieces
            if signed[piece.hash].next_review_date <= today
        }
        if due:
            yield ReviewItem(
                record=record,
                standing=Standing.DUE,
                pieces=tuple(due),
                due_date=min(due.values()),
            )


def _live(records: models.QuerySet[Any]) -> models.QuerySet[Any]:
    live = records.filter(live=True)
    return live.filter(alias_of=None) if issubclass(records.model, Page) else live
