"""What somebody has to mend in what records say: claims, and signatures that are missing or old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page

from editorial.approved_drafts import approved_drafts
from editorial.claim_texts import checked_models
from editorial.models import Signature, review_is_required
from editorial.review_status import ReviewItem, Standing, read_url, review_items
from editorial.services.claims import newest_version, open_claims
from operations.to_do import Severity, ToDo, to_do_check
from operations.to_do_rows import about, title_of

# Every text of the site is read.
BETWEEN_LOOKS_AT_TEXTS = timedelta(minutes=15)
SENTENCE_SHOWN = 120


@to_do_check("claims", label=gettext_lazy("Claims that need care"), interval=BETWEEN_LOOKS_AT_TEXTS)
def claims_open(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each record whose newest version has claims that nobody has accepted."""
    for model in checked_models():
        for record in _with_visitors(model):
            found = open_claims(newest_version(record))
            if found:
                yield about(record, _claims_message(found), anchor=_claims_anchor(record))


def _with_visitors(model: Any) -> Any:
    live = model._default_manager.filter(live=True).order_by("pk")
    return live.filter(alias_of=None) if issubclass(model, Page) else live


def _claims_message(found: list[Any]) -> str:
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


@to_do_check(
    "signatures", label=gettext_lazy("Texts to read and sign"), interval=BETWEEN_LOOKS_AT_TEXTS
)
def texts_to_sign(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each record that a clinician has to read, for those who sign."""
    for item in _review_items(now):
        if item.standing is not Standing.CHANGED:
            yield ToDo(
                key=f"{item.record._meta.label_lower}:{item.record.pk}",
                title=title_of(item.record),
                message=f"{item.standing.label}: {item.texts}",
                edit_url=read_url(item.record),
                model=Signature._meta.label_lower,
                severity=Severity.NOW if item.standing is Standing.WAITS else Severity.SOON,
                acts_on=item.due_date,
            )


@to_do_check(
    "unsigned-drafts",
    label=gettext_lazy("Drafts that nobody has submitted to medical review"),
    interval=BETWEEN_LOOKS_AT_TEXTS,
)
def drafts_to_submit(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each draft that waits for its editor to submit it."""
    for item in _review_items(now):
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


def _review_items(now: datetime) -> list[ReviewItem]:
    return review_items(timezone.localdate(now)) if review_is_required() else []
