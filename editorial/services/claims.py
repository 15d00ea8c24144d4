"""Claims on a record: which are open, letting one stand, and taking that back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from editorial.claim_reading import ClaimOnRecord, VersionReading
from editorial.models import AcceptedClaim
from editorial.models.claims import REASON_AT_LEAST
from editorial.public_before import public_before
from editorial.rules.claim_rules import RuleKey
from editorial.rules.claims import Claim
from operations.refusals import PublishRefusedError

ACCEPT_CLAIM = "editorial.accept_claim"
TAKE_BACK_CLAIM = "editorial.take_back_claim"


class ReasonTooShortError(Exception):
    """Somebody wanted to let a claim stand without saying why."""

    def __init__(self) -> None:
        super().__init__(
            _("Say why this sentence may stand, in at least %(count)d characters.")
            % {"count": REASON_AT_LEAST}
        )


class ClaimGoneError(Exception):
    """The sentence does not stand on the record any more."""

    def __init__(self) -> None:
        super().__init__(
            _("This sentence was changed or taken out meanwhile. Look at the page again.")
        )


class UncitedEffectError(PublishRefusedError):
    """A record says what a treatment does and names no source; ``sentences`` are what it says."""

    def __init__(self, record: Any, sentences: Sequence[str]) -> None:
        self.sentences = tuple(sentences)
        message = _(
            '"%(title)s" says what the treatment does, and names no source: “%(sentence)s” Cite '
            "one behind the sentence, reword it, or accept it with a reason under “Claims that "
            "need care”."
        )
        super().__init__(record, message % {"title": record, "sentence": self.sentences[0]})


def claims_on(record: Any) -> list[ClaimOnRecord]:
    """Return every claim in ``record`` as it is in memory, the accepted ones too.

    A sentence that stands there several times is listed once for each rule.
    """
    accepted = {
        (acceptance.rule, acceptance.sentence_hash): acceptance
        for acceptance in acceptances(record).select_related("accepted_by")
    }
    found = VersionReading(record).claims()
    return [replace(one, accepted=accepted.get(one.identity)) for one in found]


def open_claims(record: Any) -> list[ClaimOnRecord]:
    """Return the claims in ``record`` as it is in memory that nobody has accepted."""
    return [found for found in claims_on(record) if found.accepted is None]


def check_effects_cited(record: Any) -> None:
    """Raise :class:`UncitedEffectError` if this version says of effects what nobody can look up.

    A sentence that is public already may stay: what is new is asked about. So it may when the undo
    of what took it off the site brings it back.
    """
    found = uncited_effects(record)
    if found and record.pk:
        stored = type(record)._default_manager.filter(pk=record.pk, live=True).first()
        public = {claim.sentence_hash for claim in uncited_effects(stored)} if stored else set()
        public |= public_before(record).sentences
        found = [claim for claim in found if claim.sentence_hash not in public]
    if found:
        raise UncitedEffectError(record, [claim.sentence for claim in found])


def uncited_effects(record: Any) -> list[Claim]:
    """Return what ``record`` says of effects with neither a source nor somebody's reason."""
    return [
        found.claim for found in open_claims(record) if found.claim.key is RuleKey.UNCITED_EFFECT
    ]


def newest_version(record: Any) -> Any:
    """Return ``record`` as its newest draft has it."""
    version = record.get_latest_revision_as_object()
    return version.specific if isinstance(version, Page) else version


def acceptances(record: Any) -> QuerySet[AcceptedClaim]:
    """Return what was accepted on ``record``."""
    return AcceptedClaim.objects.filter(**record_key(type(record), record.pk))


def may_change(record: Any, user: User) -> bool:
    """Whether ``user`` may edit ``record``, and so read what is open on it."""
    if isinstance(record, Page):
        return bool(record.permissions_for_user(user).can_edit())
    return bool(ModelPermissionPolicy(type(record)).user_has_permission(user, "change"))


def may_accept(record: Any, user: User) -> bool:
    """Whether ``user`` may let a claim on ``record`` stand: whoever edits and publishes it."""
    if isinstance(record, Page):
        rights = record.permissions_for_user(user)
        return bool(rights.can_edit() and rights.can_publish())
    policy = ModelPermissionPolicy(type(record))
    return all(policy.user_has_permission(user, action) for action in ("change", "publish"))


def accept_claim(
    *, record: Any, rule: str, sentence_hash: str, reason: str, user: User
) -> AcceptedClaim:
    """Let the sentence stand on ``record`` although it breaks ``rule``, and keep the reason.

    Doing it twice changes nothing. Raises ``PermissionDenied``, :class:`ReasonTooShortError` and
    :class:`ClaimGoneError`.
    """
    if not may_accept(record, user):
        raise PermissionDenied(_("You may not accept claims here. Ask somebody who publishes."))
    if len(reason.strip()) < REASON_AT_LEAST:
        raise ReasonTooShortError
    with transaction.atomic():
        found = find_on(newest_version(record), rule, sentence_hash)
        if found is None:
            raise ClaimGoneError
        acceptance, is_new = AcceptedClaim.objects.get_or_create(
            **record_key(type(record), record.pk),
            rule=rule,
            sentence_hash=sentence_hash,
            defaults={
                "sentence": found.claim.sentence,
                "reason": reason.strip(),
                "accepted_by": user,
            },
        )
        if is_new:
            _log(record, ACCEPT_CLAIM, acceptance, user)
    return acceptance


def take_back_claim(*, acceptance: AcceptedClaim, user: User) -> None:
    """Ask again about a sentence that was let stand.

    Doing it twice changes nothing. Raises ``PermissionDenied``.
    """
    record = acceptance.record
    if record is None or not may_accept(_specific(record), user):
        raise PermissionDenied(_("You may not take this back. Ask somebody who publishes."))
    with transaction.atomic():
        deleted, _kinds = AcceptedClaim.objects.filter(pk=acceptance.pk).delete()
        if deleted:
            _log(_specific(record), TAKE_BACK_CLAIM, acceptance, user)


def find_on(record: Any, rule: str, sentence_hash: str) -> ClaimOnRecord | None:
    """Return the claim in ``record`` that breaks ``rule`` in that sentence, if it is there."""
    wanted = (rule, sentence_hash)
    return next(iter(_matching(claims_on(record), wanted)), None)


def _matching(found: Iterable[ClaimOnRecord], wanted: tuple[str, str]) -> list[ClaimOnRecord]:
    return [one for one in found if one.identity == wanted]


def _specific(record: Any) -> Any:
    return record.specific if isinstance(record, Page) else record


def _log(record: Any, action: str, acceptance: AcceptedClaim, user: User) -> None:
    log(
        instance=record,
        action=action,
        user=user,
        data={"sentence": acceptance.sentence, "reason": acceptance.reason},
    )


def record_key(model: Any, pk: int) -> dict[str, Any]:
    """Return by which fields a row of ours names a record of ``model``."""
    # Pages of all types share one key: a page is found by its number alone.
    kind = Page if issubclass(model, Page) else model
    return {"content_type": ContentType.objects.get_for_model(kind), "object_id": pk}
