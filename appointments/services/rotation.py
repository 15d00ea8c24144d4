"""Encrypting stored requests anew, after a new key was put first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.views.decorators.debug import sensitive_variables

from appointments.models import AppointmentRequest
from appointments.rules.keys import Keyring
from appointments.rules.sealing import CannotOpenError, seal, unseal
from appointments.vault import keyring


@dataclass(frozen=True, kw_only=True, slots=True)
class Rotation:
    """What became of the requests: ``unreadable`` counts those that no key opens, by key name."""

    primary: str
    rewritten: int
    unreadable: Mapping[str, int]


def rotate_keys() -> Rotation:
    """Encrypt everything with the first key that another one encrypted.

    It may be interrupted at any time and started again: each request is rewritten by itself, and
    only if it is still what was read.
    """
    keys = keyring()
    old = AppointmentRequest.objects.exclude(key_id=keys.primary).order_by("pk")
    rewritten, unreadable = 0, Counter[str]()
    for row in list(old.values_list("pk", flat=True)):
        outcome = _rewrite(row, keys)
        rewritten += outcome == ""
        if outcome:
            unreadable[outcome] += 1
    return Rotation(primary=keys.primary, rewritten=rewritten, unreadable=dict(unreadable))


@sensitive_variables()
def _rewrite(row: UUID, keys: Keyring) -> str | None:
    """Rewrite one request; return the name of the key that is missing, ``None`` if it is gone."""
    request = AppointmentRequest.objects.filter(pk=row).exclude(key_id=keys.primary).first()
    if request is None:
        return None
    sealed, key_id = bytes(request.sealed), request.key_id
    try:
        text = unseal(sealed, row=row, key_id=key_id, keyring=keys)
    except CannotOpenError:
        return key_id
    new_id, new_sealed = seal(text, row=row, keyring=keys)
    still_the_same = AppointmentRequest.objects.filter(pk=row, key_id=key_id, sealed=sealed)
    return "" if still_the_same.update(key_id=new_id, sealed=new_sealed) else None
