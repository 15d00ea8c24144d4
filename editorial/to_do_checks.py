"""What somebody has to mend in what records say: claims, and signatures that are missing or old."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page

from editorial.approved_drafts import approved_drafts
from editorial.claim_reading import ClaimOnRecord
from editorial.models import Signature, review_is_required
from editorial.pieces import reviewed_models
from editorial.review_status import ReviewItem, Standing, read_url, review_items
from editorial.services.claim_readings import read_what_changed, records_with_open_claims
from operations.to_do import Severity, ToDo, to_do_check
from operations.to_do_rows import about, key_of, title_of

# Most of what changed was read when it was saved; somebody may be waiting for the screen.
SECONDS_FOR_READING = 2
# Every text of the site is read.
BETWEEN_LOOKS_AT_TEXTS = timedelta(minutes=15)
SENTENCE_SHOWN = 120


@to_do_check("claims", label=gettext_lazy("Claims that need care"))
def claims_open(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each record whose newest version has claims that nobody has accepted."""
    read_what_changed(seconds=SECONDS_FOR_READING)
    for model, open_claims in records_with_open_claims():
        records = model._default_manager.filter(live=True, pk__in=open_claims).order_by("pk")
        for record in records:
            if found := open_claims[record.pk].newest:
                yield about(record, _claims_message(found), anchor=_claims_anchor(record))


def _claims_message(found: Sequence[ClaimOnRecord]) -> str:
    sentence = found[0].claim.sentence
    if len(sentence) > SENTENCE_SHOWN:
        sentence = f"{sentence[:SENTENCE_SHOWN].rstrip()}…"
    message = ngettext(
        "A wording needs care: “%(sentence)s”",
        "%(count)d wordings need care, the first of them: “%(sentence)s”",
        len(found),
    )
    return message % {"count": len(found), "sentence": sentence}


def _claims_anchor(record: Any) -> str:
    prefix = "panel-child-content" if isinstance(record, Page) else "panel"
    return f"#{prefix}-claims_that_need_care-section"


def _texts_to_sign_of(record: Any, now: datetime) -> Iterator[ToDo]:
    yield from _to_sign(_review_items(now, record))


@to_do_check(
    "signatures",
    label=gettext_lazy("Texts to read and sign"),
    interval=BETWEEN_LOOKS_AT_TEXTS,
    of_record=_texts_to_sign_of,
)
def texts_to_sign(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each record that a clinician has to read, for those who sign."""
    yield from _to_sign(_review_items(now))


def _to_sign(items: list[ReviewItem]) -> Iterator[ToDo]:
    for item in items:
        if item.standing is not Standing.CHANGED:
            yield ToDo(
                key=key_of(type(item.record), item.record.pk),
                title=title_of(item.record),
                message=f"{item.standing.label}: {item.texts}",
                edit_url=read_url(item.record),
                model=Signature._meta.label_lower,
                severity=Severity.NOW if item.standing is Standing.WAITS else Severity.SOON,
                acts_on=item.due_date,
            )


def _drafts_to_submit_of(record: Any, now: datetime) -> Iterator[ToDo]:
    yield from _to_submit(_review_items(now, record))


@to_do_check(
    "unsigned-drafts",
    label=gettext_lazy("Drafts that nobody has submitted to medical review"),
    interval=BETWEEN_LOOKS_AT_TEXTS,
    of_record=_drafts_to_submit_of,
)
def drafts_to_submit(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each draft that waits for its editor to submit it."""
    yield from _to_submit(_review_items(now))


def _to_submit(items: list[ReviewItem]) -> Iterator[ToDo]:
    for item in items:
        if item.standing is Standing.CHANGED:
            message = _("Submit it to medical review, or take the change back: %(texts)s")
            yield about(
                item.record,
                message % {"texts": item.texts},
                severity=Severity.WHEN_YOU_HAVE_TIME,
            )


@to_do_check(
    "approved-drafts",
    label=gettext_lazy("Signed or approved, and not live"),
    interval=BETWEEN_LOOKS_AT_TEXTS,
)
def drafts_to_publish(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each draft that waits for nobody but its editor."""
    for draft in approved_drafts():
        yield about(draft.record, draft.advice)


def _review_items(now: datetime, record: Any = None) -> list[ReviewItem]:
    if record is not None and type(record) not in reviewed_models():
        return []
    return review_items(timezone.localdate(now), record) if review_is_required() else []
