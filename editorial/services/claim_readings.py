"""The claims on all records, read when texts change and stored beside the records.

A save notes in its own transaction that a record has to be read again
(:mod:`editorial.claim_signals`). It is read once that is committed, or, should the process have
died in between, by whoever asks next: the list "To do", the report, scheduled work.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone, translation
from wagtail.models import Page

from editorial.claim_reading import ClaimOnRecord, VersionReading
from editorial.claim_texts import checked_models
from editorial.models import AcceptedClaim, ClaimReading
from editorial.rules.claim_rules import RuleKey
from editorial.rules.claims import Claim, Span
from editorial.rules.claims_version import rules_version
from editorial.services.claims import newest_version, record_key

# Some ways to change a text tell nobody.
DOUBTED_AFTER = timedelta(days=1)
# Rows: reading a record without finding anything new takes some milliseconds.
DOUBTED_AT_ONCE = 500

KNOWN_RULES = frozenset(rule.value for rule in RuleKey)

RecordKey = tuple[int, int]
"""The content type of a record, that of all pages for a page, and its own key."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenClaims:
    """The claims on one record that nobody has accepted: in what is live, in the newest draft."""

    live: tuple[ClaimOnRecord, ...]
    newest: tuple[ClaimOnRecord, ...]


def note_changed(*, model: type[Any], pk: int) -> None:
    """Note that what is stored about a record may no longer be true; one query for a known one."""
    key = record_key(model, pk)
    if not ClaimReading.objects.filter(**key).update(is_current=False):
        ClaimReading.objects.get_or_create(**key)


def note_changed_source(*, pk: int) -> list[tuple[type[Any], int]]:
    """Note it for every record that names this source; return those records."""
    rows = ClaimReading.objects.filter(sources__contains=f",{pk},")
    rows.update(is_current=False)
    return [(_model_of(row), row.object_id) for row in rows.select_related("content_type")]


def forget_record(*, model: type[Any], pk: int) -> None:
    """Remove what is stored about a record that is gone."""
    ClaimReading.objects.filter(**record_key(model, pk)).delete()


@transaction.atomic
def read_record(*, model: type[Any], pk: int) -> bool:
    """Read one record unless what is stored is current; return whether claims were looked for.

    Where its texts, its sources and the rules are those of the last time, nothing is looked for.
    """
    key = record_key(model, pk)
    # Held until what was read is stored: a save that is committed meanwhile is noted after it.
    row = ClaimReading.objects.select_for_update().filter(**key).first()
    if row is None:
        row, _is_new = ClaimReading.objects.get_or_create(**key)
    elif row.is_current and row.rules == rules_version():
        return False
    record = _record(model, pk)
    if record is None or getattr(record, "alias_of_id", None):
        row.delete()
        return False
    # Labels of fields are stored in the language of the site, whoever saves.
    with translation.override(settings.LANGUAGE_CODE):
        return _store(row, record)


def _record(model: type[Any], pk: int) -> Any:
    record = model._default_manager.select_related("latest_revision").filter(pk=pk).first()
    return record.specific if isinstance(record, Page) else record


def _store(row: ClaimReading, record: Any) -> bool:
    live = VersionReading(record) if record.live else None
    newest = VersionReading(newest_version(record))
    digests = [reading.digest() if reading else "" for reading in (live, newest)]
    digest = " ".join(each[:31] for each in digests)
    is_new = row.digest != digest
    row.is_current, row.rules, row.read_at = True, rules_version(), timezone.now()
    changed = ["is_current", "rules", "read_at"]
    if is_new:
        row.digest = digest
        row.newest = list(map(_as_json, newest.claims()))
        row.live = []
        if live:
            are_same = digests[0] == digests[1]
            row.live = row.newest if are_same else list(map(_as_json, live.claims()))
        row.has_claims = bool(row.live or row.newest)
        named = newest.named_sources | (live.named_sources if live else frozenset())
        row.sources = "".join(f",{key}" for key in sorted(named)) + ("," if named else "")
        changed += ["digest", "newest", "live", "has_claims", "sources"]
    row.save(update_fields=changed)
    return is_new


def read_what_changed(*, seconds: float | None = None) -> int:
    """Read every record that has changed or was never read, or all by new rules; return how many.

    With ``seconds`` it stops after that time, and the rest waits for the next call.
    """
    deadline = None if seconds is None else monotonic() + seconds
    read = 0
    for model, pk in _unread():
        if deadline is not None and monotonic() >= deadline:
            break
        read_record(model=model, pk=pk)
        read += 1
    return read


def doubt_old_readings(*, now: datetime) -> int:
    """Note that readings of more than a day ago are compared with the texts again.

    Returns how many; the oldest come first, at most :data:`DOUBTED_AT_ONCE`.
    """
    old = ClaimReading.objects.filter(is_current=True, read_at__lte=now - DOUBTED_AFTER)
    keys = list(old.order_by("read_at").values_list("pk", flat=True)[:DOUBTED_AT_ONCE])
    return ClaimReading.objects.filter(pk__in=keys).update(is_current=False)


def _unread() -> list[tuple[type[Any], int]]:
    """Return the records whose stored reading is missing or not current; a query for each kind."""
    current = ClaimReading.objects.filter(is_current=True, rules=rules_version())
    types = ContentType.objects.get_for_models(*checked_models())
    pages = {kind.pk: model for model, kind in types.items() if issubclass(model, Page)}
    read = current.filter(content_type=ContentType.objects.get_for_model(Page))
    unread_pages = (
        Page.objects.filter(content_type__in=pages, alias_of=None)
        .exclude(pk__in=read.values("object_id"))
        .order_by("pk")
        .values_list("content_type", "pk")
    )
    found: list[tuple[type[Any], int]] = [(pages[kind], pk) for kind, pk in unread_pages]
    for model, kind in types.items():
        if not issubclass(model, Page):
            known = current.filter(content_type=kind).values("object_id")
            unread = model._default_manager.exclude(pk__in=known).order_by("pk")
            found += [(model, pk) for pk in unread.values_list("pk", flat=True)]
    return found


def stored_open_claims() -> dict[RecordKey, OpenClaims]:
    """Return what is open on every record, as it was read last; two queries."""
    accepted = set(
        AcceptedClaim.objects.values_list("content_type", "object_id", "rule", "sentence_hash")
    )
    found = {}
    for row in ClaimReading.objects.filter(has_claims=True):
        key = (row.content_type_id, row.object_id)
        live, newest = (
            tuple(one for one in _from_json(stored) if (*key, *one.identity) not in accepted)
            for stored in (row.live, row.newest)
        )
        if live or newest:
            found[key] = OpenClaims(live=live, newest=newest)
    return found


def records_with_open_claims() -> Iterator[tuple[type[Any], dict[int, OpenClaims]]]:
    """Yield each kind of record that is checked, with what is open on its records by their key.

    Kinds of pages share what is open on pages.
    """
    by_type: dict[int, dict[int, OpenClaims]] = {}
    for (kind, pk), claims in stored_open_claims().items():
        by_type.setdefault(kind, {})[pk] = claims
    for model in checked_models():
        kind = record_key(model, 0)["content_type"].pk
        if kind in by_type:
            yield model, by_type[kind]


def _model_of(row: ClaimReading) -> type[Any]:
    model: Any = row.content_type.model_class()
    return model  # type: ignore[no-any-return]


def _as_json(found: ClaimOnRecord) -> dict[str, Any]:
    claim = found.claim
    return {
        "rule": claim.key.value,
        "sentence": claim.sentence,
        "start": claim.start,
        "spans": [list(span) for span in claim.spans],
        "label": found.label,
        "field": found.field,
        "mend_url": found.mend_url,
    }


def _from_json(stored: list[dict[str, Any]]) -> Iterator[ClaimOnRecord]:
    for row in stored:
        # A rule that is gone finds nothing, also before all is read by the new rules.
        if row["rule"] in KNOWN_RULES:
            claim = Claim(
                key=RuleKey(row["rule"]),
                sentence=row["sentence"],
                start=row["start"],
                spans=tuple(Span(*span) for span in row["spans"]),
            )
            yield ClaimOnRecord(
                claim=claim, label=row["label"], field=row["field"], mend_url=row["mend_url"]
            )
