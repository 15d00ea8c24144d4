"""Requests between the database and the reader: sealed with the keys of this site, and opened."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from appointments.models import AppointmentRequest
from appointments.rules.answers import Answers, UnknownAnswersError, as_bytes, from_bytes
from appointments.rules.keys import Keyring, read_keyring
from appointments.rules.sealing import CannotOpenError, seal, unseal


def keyring() -> Keyring:
    """Return this site's keys; raises ``KeyProblem`` on a machine that was set up wrongly."""
    return read_keyring(settings.APPOINTMENT_KEYS)


@sensitive_variables()
def sealed_answers(answers: Answers, *, row: UUID) -> tuple[str, bytes]:
    """Return the name of the key and the encrypted answers, for the request ``row``."""
    return seal(as_bytes(answers), row=row, keyring=keyring())


@sensitive_variables()
def opened_answers(request: AppointmentRequest) -> Answers | None:
    """Return what the person wrote, ``None`` where no key of this site opens it.

    Only services call this: whoever reads a request is written down.
    """
    try:
        text = unseal(
            bytes(request.sealed), row=request.pk, key_id=request.key_id, keyring=keyring()
        )
        return from_bytes(text)
    except (CannotOpenError, UnknownAnswersError):
        return None
