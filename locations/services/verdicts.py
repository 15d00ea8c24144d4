"""The verdicts on all city pages, kept up to date as pages, places and shared text change.

Publishing a shared text or a place notes in the same transaction which pages have to be read
again (:mod:`locations.gate_signals`). They are read and judged at the next tick of scheduled work,
or before that by whoever asks: a page that is about to go live, the report, the command.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from locations.gate_reading import PageReading, PlaceNames, place_names, read_page
from locations.models import CityPage, CityPageVerdict, GateException, GateSettings
from locations.rules.gate import Evidence, Substance, Verdict, judge
from locations.rules.presence_claims import Claim, ClaimFinding
from locations.rules.similarity import Fingerprint, Likeness, compare_all, pack, unpack

VERDICT_FIELDS = (
    "similarity",
    "closest",
    "own_similarity",
    "own_share",
    "score",
    "passes",
    "claims_presence",
    "advice",
    "failing_since",
    "withheld_since",
)


def read_again(pages: QuerySet[CityPage] | None = None) -> None:
    """Note that the stored readings of ``pages``, of all without it, may no longer be true."""
    verdicts = CityPageVerdict.objects.filter(needs_reading=False)
    if pages is not None:
        verdicts = verdicts.filter(page__in=pages)
    verdicts.update(needs_reading=True)


def read_what_changed(
    *, names: PlaceNames | None = None, today: date | None = None, seconds: float | None = None
) -> int:
    """Read every page whose stored reading may be out of date; return how many were read.

    With ``seconds`` it stops after that time, and the rest waits for the next call.
    """
    names = names or place_names()
    deadline = None if seconds is None else monotonic() + seconds
    read = 0
    for key in _unread(names, today or timezone.localdate()):
        if deadline is not None and monotonic() >= deadline:
            break
        _store_reading(key, names)
        read += 1
    return read


def _unread(names: PlaceNames, today: date) -> list[int]:
    doubtful = (
        Q(verdict=None)
        | Q(verdict__needs_reading=True)
        | ~Q(verdict__names_digest=names.digest)
        | Q(verdict__reads_until__lt=today)
    )
    pages = CityPage.objects.filter(alias_of=None).filter(doubtful)
    return list(pages.order_by("pk").values_list("pk", flat=True))


def _store_reading(key: int, names: PlaceNames) -> None:
    with transaction.atomic():
        page = CityPage.objects.filter(pk=key).first()
        if page is None:
            return
        version = page if page.live else page.get_latest_revision_as_object()
        reading = read_page(version, names)
        CityPageVerdict.objects.update_or_create(
            page_id=key,
            defaults={
                "shingles": pack(reading.fingerprint.all),
                "own_shingles": pack(reading.fingerprint.own),
                "content_hash": reading.content_hash,
                "names_digest": names.digest,
                "reads_until": reading.reads_until,
                "evidence": _stored_evidence(reading),
                "needs_reading": False,
            },
        )


def _stored_evidence(reading: PageReading) -> dict[str, Any]:
    return {
        "place": reading.place,
        "substance": asdict(reading.substance),
        "unresolved_tokens": list(reading.unresolved_tokens),
        "presence_claims": [asdict(finding) for finding in reading.presence_claims],
    }


def _evidence(stored: Mapping[str, Any], likeness: Likeness, titles: Mapping[int, str]) -> Evidence:
    substance = dict(stored["substance"])
    substance["unsourced_facts"] = tuple(substance["unsourced_facts"])
    return Evidence(
        place=stored["place"],
        likeness=likeness,
        substance=Substance(**substance),
        unresolved_tokens=tuple(stored["unresolved_tokens"]),
        presence_claims=tuple(
            ClaimFinding(**(row | {"claim": Claim(row["claim"])}))
            for row in stored["presence_claims"]
        ),
        siblings=titles,
    )


def update_verdicts(*, today: date | None = None, seconds: float | None = None) -> int:
    """Judge every city page anew from the stored readings; return how many pages changed.

    Pages that changed are read first, for at most ``seconds``. A live page that no longer passes
    is given the days of the settings to be mended; then, or at once where its wording claims an
    office, search engines are asked to leave it out. One that passes again is let back in.
    """
    today = today or timezone.localdate()
    read_what_changed(today=today, seconds=seconds)
    settings = GateSettings.load()
    rows = list(
        CityPageVerdict.objects.exclude(evidence={}).select_related("page").order_by("page_id")
    )
    likenesses = _likenesses(rows)
    titles = {row.page_id: row.page.title for row in rows}
    exceptions = {(row.page_id, row.content_hash): row for row in GateException.objects.all()}
    changed = []
    for row in rows:
        likeness = likenesses[row.page_id]
        verdict = judge(_evidence(row.evidence, likeness, titles), settings.limits)
        before = _state(row)
        _apply(row, verdict)
        exception = exceptions.get((row.page_id, row.content_hash))
        _apply_deadline(
            row,
            is_excepted=exception is not None and exception.covers(verdict),
            today=today,
            days=settings.days_to_mend,
        )
        if _state(row) != before:
            row.judged_at = timezone.now()
            changed.append(row)
    CityPageVerdict.objects.bulk_update(changed, [*VERDICT_FIELDS, "judged_at"], batch_size=200)
    return len(changed)


def _likenesses(rows: Iterable[CityPageVerdict]) -> dict[int, Likeness]:
    by_locale: dict[int, list[CityPageVerdict]] = {}
    for row in rows:
        by_locale.setdefault(row.page.locale_id, []).append(row)
    found: dict[int, Likeness] = {}
    for siblings in by_locale.values():
        prints = {row.page_id: stored_fingerprint(row) for row in siblings}
        live = {row.page_id for row in siblings if row.page.live}
        found |= compare_all(prints)
        if live and len(live) < len(prints):
            among_live = compare_all({key: prints[key] for key in live})
            found |= among_live
    return found


def _apply(row: CityPageVerdict, verdict: Verdict) -> None:
    likeness = verdict.likeness
    row.similarity = likeness.similarity
    row.closest_id = likeness.closest
    row.own_similarity = likeness.own_similarity
    row.own_share = likeness.own_share
    row.score = verdict.score
    row.passes = verdict.passes
    row.claims_presence = verdict.claims_presence
    row.advice = list(verdict.advice)


def _apply_deadline(row: CityPageVerdict, *, is_excepted: bool, today: date, days: int) -> None:
    if row.passes or is_excepted or not row.page.live:
        row.failing_since = row.withheld_since = None
        return
    row.failing_since = row.failing_since or today
    is_late = today > row.failing_since + timedelta(days=days)
    if row.claims_presence or is_late:
        row.withheld_since = row.withheld_since or today
    else:
        row.withheld_since = None


def _state(row: CityPageVerdict) -> tuple[Any, ...]:
    return tuple(
        getattr(row, "closest_id" if name == "closest" else name) for name in VERDICT_FIELDS
    )


def stored_fingerprint(row: CityPageVerdict) -> Fingerprint:
    """Return the fingerprint that was stored with a verdict."""
    return Fingerprint(all=unpack(bytes(row.shingles)), own=unpack(bytes(row.own_shingles)))
