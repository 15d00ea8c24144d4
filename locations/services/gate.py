"""The publishing gate: asked on every path to live, and kept up to date behind the scenes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from time import monotonic
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from locations.gate import Evidence, Substance, Verdict, judge
from locations.gate_reading import PageReading, PlaceNames, content_hash, place_names, read_page
from locations.models import CityPage, CityPageVerdict, GateException, GateSettings
from locations.presence_claims import Claim, ClaimFinding
from locations.similarity import Fingerprint, Likeness, compare, compare_all, pack, unpack

PUBLISH_OVER_GATE = "locations.add_gateexception"


class GateRefusedError(Exception):
    """A page may not go live; ``verdict`` says why, and the message what to do."""

    def __init__(self, page: CityPage, verdict: Verdict) -> None:
        self.page, self.verdict = page, verdict
        super().__init__(
            _('"%(title)s" cannot be published yet. %(advice)s')
            % {"title": page.title, "advice": " ".join(verdict.advice)}
        )


class ReasonMissingError(Exception):
    """Somebody wanted to publish over the gate without saying why."""

    def __init__(self) -> None:
        super().__init__(_("Say why this page should go live although the gate says no."))


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgedPage:
    """A verdict on one version of a page, with what it was made from."""

    page: CityPage
    reading: PageReading
    verdict: Verdict
    exception: GateException | None
    closest_own_shingles: frozenset[int] = frozenset()

    @property
    def may_go_live(self) -> bool:
        """The page passes, or somebody let this very text go live."""
        return self.verdict.passes or self.exception is not None


# -- asked before a page goes live ---------------------------------------------------------------


def check_may_go_live(page: CityPage) -> None:
    """Raise :class:`GateRefusedError` unless ``page``, as it is in memory, may be live.

    A page that is live already and is saved with the same text may stay: what it has become since
    is dealt with by :func:`update_verdicts`, which gives its editors time.
    """
    if _is_live_with_this_text(page) or exception_for(page) is not None:
        return
    judged = judge_page(page)
    if not judged.may_go_live:
        raise GateRefusedError(page, judged.verdict)


def exception_for(page: CityPage) -> GateException | None:
    """Return the exception that was given for ``page`` with the text that it has in memory."""
    return GateException.objects.filter(
        page_id__in=_own_keys(page), content_hash=content_hash(page)
    ).first()


def _is_live_with_this_text(page: CityPage) -> bool:
    stored = CityPage.objects.filter(pk__in=_own_keys(page), live=True)
    return any(content_hash(version) == content_hash(page) for version in stored)


def _own_keys(page: CityPage) -> list[int]:
    """Return the keys under which ``page`` is stored: its own, and as an alias its original's."""
    return [key for key in (page.pk, page.alias_of_id) if key]


def judge_page(page: CityPage) -> JudgedPage:
    """Return the verdict on ``page`` as it is in memory, against its siblings as they stand now.

    A page that visitors can read already is compared with what they can read; a new one also with
    the other drafts, so that of several copies none gets in by being first.
    """
    names = place_names()
    read_what_changed(names=names)
    reading = read_page(page, names)
    siblings = _siblings(page)
    stored = {
        row.page_id: _stored_fingerprint(row)
        for row in siblings.only("page_id", "shingles", "own_shingles")
    }
    likeness = compare(reading.fingerprint, stored)
    closest = {key for key in (likeness.closest, likeness.closest_own) if key is not None}
    evidence = Evidence(
        place=reading.place,
        likeness=likeness,
        substance=reading.substance,
        unresolved_tokens=reading.unresolved_tokens,
        presence_claims=reading.presence_claims,
        siblings=_titles(closest),
    )
    return JudgedPage(
        page=page,
        reading=reading,
        verdict=judge(evidence, GateSettings.load().limits),
        exception=exception_for(page),
        closest_own_shingles=stored[likeness.closest_own].own
        if likeness.closest_own is not None
        else frozenset(),
    )


def _siblings(page: CityPage) -> QuerySet[CityPageVerdict]:
    """Return the stored verdicts of the pages that ``page`` is compared with."""
    verdicts = CityPageVerdict.objects.filter(page__locale_id=page.locale_id)
    if page.pk and CityPage.objects.filter(pk=page.pk, live=True).exists():
        verdicts = verdicts.filter(page__live=True)
    return verdicts.exclude(page_id__in=_own_keys(page)).order_by("page_id")


def _stored_fingerprint(row: CityPageVerdict) -> Fingerprint:
    return Fingerprint(all=unpack(bytes(row.shingles)), own=unpack(bytes(row.own_shingles)))


def _titles(keys: Iterable[int]) -> dict[int, str]:
    rows = CityPage.objects.filter(pk__in=list(keys)).values_list("pk", "title", "draft_title")
    return {key: title or draft for key, title, draft in rows}


# -- publishing over the gate --------------------------------------------------------------------


def may_publish_over_gate(page: CityPage, user: User) -> bool:
    """Whether ``user`` may publish ``page`` although the gate says no."""
    return user.has_perm(PUBLISH_OVER_GATE) and page.permissions_for_user(user).can_publish()


def publish_over_gate(*, page: CityPage, user: User, reason: str) -> GateException:
    """Publish the latest draft of ``page`` although the gate says no, and keep the reason.

    The exception holds for this text alone. Doing it twice changes nothing. Raises
    ``PermissionDenied`` and :class:`ReasonMissingError`.
    """
    if not may_publish_over_gate(page, user):
        raise PermissionDenied(_("You may not publish over the gate. Ask a site manager."))
    if not reason.strip():
        raise ReasonMissingError
    with transaction.atomic():
        revision = page.get_latest_revision() or page.save_revision(user=user)
        draft = revision.as_object()
        judged = judge_page(draft)
        exception, is_new = GateException.objects.get_or_create(
            page_id=page.pk,
            content_hash=judged.reading.content_hash,
            defaults={
                "reason": reason.strip(),
                "advice": list(judged.verdict.advice),
                "given_by": user,
            },
        )
        if is_new:
            log(
                instance=draft,
                action="locations.publish_over_gate",
                user=user,
                revision=revision,
                data={"reason": exception.reason, "advice": exception.advice},
            )
        revision.publish(user=user)
    return exception


# -- kept up to date -----------------------------------------------------------------------------


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
    excepted = set(GateException.objects.values_list("page_id", "content_hash"))
    changed = []
    for row in rows:
        likeness = likenesses[row.page_id]
        verdict = judge(_evidence(row.evidence, likeness, titles), settings.limits)
        before = _state(row)
        _apply(row, verdict)
        _apply_deadline(
            row,
            is_excepted=(row.page_id, row.content_hash) in excepted,
            today=today,
            days=settings.days_to_mend,
        )
        if _state(row) != before:
            row.judged_at = timezone.now()
            changed.append(row)
    CityPageVerdict.objects.bulk_update(changed, [*VERDICT_FIELDS, "judged_at"], batch_size=200)
    return len(changed)


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


def _likenesses(rows: Iterable[CityPageVerdict]) -> dict[int, Likeness]:
    by_locale: dict[int, list[CityPageVerdict]] = {}
    for row in rows:
        by_locale.setdefault(row.page.locale_id, []).append(row)
    found: dict[int, Likeness] = {}
    for siblings in by_locale.values():
        prints = {row.page_id: _stored_fingerprint(row) for row in siblings}
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
