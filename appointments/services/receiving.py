"""Storing what a visitor sent."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from appointments.models import AppointmentRequest
from appointments.rules.answers import Answers, as_bytes
from appointments.services.limiting import count_request
from appointments.vault import sealed_answers


class TooManyRequestsError(Exception):
    """More requests came than people send; the message is for the visitor."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "More requests reach us right now than we can take here. Nothing was sent. Please "
                "call us, or try again in an hour."
            )
        )


@sensitive_variables()
def receive_request(
    *, answers: Answers, form_id: str, address: str, now: datetime
) -> AppointmentRequest:
    """Store ``answers``, sent from the network address ``address``, and return the request.

    ``form_id`` is that of the form as it was handed out. The same form with the same answers is
    one request, however often its button is pressed; with other answers it is another one. Raises
    :class:`TooManyRequestsError`, and then nothing is stored.
    """
    key = _key_of(answers, form_id)
    with transaction.atomic():
        known = AppointmentRequest.objects.filter(pk=key).first()
        if known is not None:
            return known
        if not count_request(address=address, now=now):
            raise TooManyRequestsError
        key_id, sealed = sealed_answers(answers, row=key)
        request, _is_new = AppointmentRequest.objects.get_or_create(
            pk=key, defaults={"key_id": key_id, "sealed": sealed, "received_at": now}
        )
        return request


def _key_of(answers: Answers, form_id: str) -> UUID:
    """Return a name for the request that only this site can work out, and only from both."""
    digest = salted_hmac(
        "appointments.request", form_id.encode() + b"\0" + as_bytes(answers), algorithm="sha256"
    )
    return UUID(bytes=digest.digest()[:16])
