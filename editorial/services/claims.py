"""Claims on a record: which are open, letting one stand, and taking that back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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

from editorial.claim_texts import checked_texts
from editorial.models import AcceptedClaim
from editorial.models.claims import REASON_AT_LEAST
from editorial.rules.claims import Claim, find_claims

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


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimOnRecord:
    """A claim in one text of a record; ``label`` says in which, ``accepted`` who let it stand."""

    claim: Claim
    label: str
    field: str
    accepted: AcceptedClaim | None = None


def claims_on(record: Any) -> list[ClaimOnRecord]:
    """Return every claim in ``record`` as it is in memory, the accepted ones too.

    A sentence that stands there several times is listed once for each rule.
    """
    accepted = {
        (acceptance.rule, acceptance.sentence_hash): acceptance
        for acceptance in acceptances(record).select_related("accepted_by")
    }
    found: dict[tuple[str, str], ClaimOnRecord] = {}
    for checked in checked_texts(record):
        for claim in find_claims(checked.text):
            key = (claim.key.value, claim.sentence_hash)
            found.setdefault(
                key,
                ClaimOnRecord(
                    claim=claim,
                    label=checked.label,
                    field=checked.field,
                    accepted=accepted.get(key),
                ),
            )
    return list(found.values())


def open_claims(record: Any) -> list[ClaimOnRecord]:
    """Return the claims in ``record`` as it is in memory that nobody has accepted."""
    return [found for found in claims_on(record) if found.accepted is None]


def newest_version(record: Any) -> Any:
    """Return ``record`` as its newest draft has it."""
    version = record.get_latest_revision_as_object()
    return version.specific if isinstance(version, Page) else version


def acceptances(record: Any) -> QuerySet[AcceptedClaim]:
    """Return what was accepted on ``record``."""
    return AcceptedClaim.objects.filter(**_key(record))


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
            **_key(record),
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
    return [one for one in found if (one.claim.key.value, one.claim.sentence_hash) == wanted]


def _specific(record: Any) -> Any:
    return record.specific if isinstance(record, Page) else record


def _log(record: Any, action: str, acceptance: AcceptedClaim, user: User) -> None:
    log(
        instance=record,
        action=action,
        user=user,
        data={"sentence": acceptance.sentence, "reason": acceptance.reason},
    )


def _key(record: Any) -> dict[str, Any]:
    # Pages of all types share one key: a page is found by its number alone.
    model = Page if isinstance(record, Page) else type(record)
    return {"content_type": ContentType.objects.get_for_model(model), "object_id": record.pk}
