"""The publishing gate: asked on every path to live, and how to publish over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from locations.gate_reading import PageReading, content_hash, place_names, read_page
from locations.models import CityPage, CityPageVerdict, GateException, GateSettings
from locations.rules.gate import Evidence, Verdict, judge
from locations.rules.similarity import compare
from locations.services.verdicts import read_what_changed, stored_fingerprint
from operations.refusals import PublishRefusedError

PUBLISH_OVER_GATE = "locations.add_gateexception"


class GateRefusedError(PublishRefusedError):
    """A page may not go live; ``verdict`` says why, and the message what to do."""

    def __init__(self, page: CityPage, verdict: Verdict) -> None:
        self.page, self.verdict = page, verdict
        message = _('"%(title)s" cannot be published yet. %(advice)s')
        super().__init__(page, message % {"title": page.title, "advice": " ".join(verdict.advice)})


class ReasonMissingError(Exception):
    """Somebody wanted to publish over the gate without saying why."""

    def __init__(self) -> None:
        super().__init__(_("Say why this page should go live although the gate says no."))


class PageLockedError(Exception):
    """Somebody has locked the page, or it waits for approval."""

    def __init__(self) -> None:
        super().__init__(
            _("This page is locked, or waits for approval. Unlock it first, then publish it.")
        )


class EditedMeanwhileError(Exception):
    """The draft is no longer the one that somebody looked at."""

    def __init__(self) -> None:
        super().__init__(
            _("The page was edited since you opened this screen. Here is what the gate says now.")
        )


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
        return self.verdict.passes or (
            self.exception is not None and self.exception.covers(self.verdict)
        )


def check_may_go_live(page: CityPage) -> None:
    """Raise :class:`GateRefusedError` unless ``page``, as it is in memory, may be live.

    A page that is live already and is saved with the same text may stay: what it has become since
    is dealt with by :mod:`locations.services.verdicts`, which gives its editors time.
    """
    if _is_live_with_this_text(page):
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
    if not page.alias_of_id:
        stored = stored.filter(alias_of=None)
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
        row.page_id: stored_fingerprint(row)
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


def _titles(keys: Iterable[int]) -> dict[int, str]:
    rows = CityPage.objects.filter(pk__in=list(keys)).values_list("pk", "title", "draft_title")
    return {key: title or draft for key, title, draft in rows}


def may_publish_over_gate(page: CityPage, user: User) -> bool:
    """Whether ``user`` may publish ``page`` although the gate says no."""
    return user.has_perm(PUBLISH_OVER_GATE) and page.permissions_for_user(user).can_publish()


def publish_over_gate(
    *, page: CityPage, user: User, reason: str, text_seen: str = ""
) -> GateException:
    """Publish the latest draft of ``page`` although the gate says no, and keep the reason.

    The exception holds for this text alone. Doing it twice changes nothing. ``text_seen`` is the
    :func:`content_hash` of the version that somebody looked at. Raises ``PermissionDenied``,
    :class:`ReasonMissingError`, :class:`PageLockedError` and :class:`EditedMeanwhileError`.
    """
    if not may_publish_over_gate(page, user):
        raise PermissionDenied(_("You may not publish over the gate. Ask a site manager."))
    if not reason.strip():
        raise ReasonMissingError
    if page.permissions_for_user(user).page_locked():
        raise PageLockedError
    with transaction.atomic():
        revision = page.get_latest_revision() or page.save_revision(user=user)
        draft = revision.as_object()
        judged = judge_page(draft)
        if text_seen and text_seen != judged.reading.content_hash:
            raise EditedMeanwhileError
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
