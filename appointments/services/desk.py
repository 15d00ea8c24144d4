"""What people at the desk do with a request: each of it is written down, without what it says."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy

from appointments.models import AppointmentRequest
from appointments.rules.answers import Answers
from appointments.vault import opened_answers

READ = "appointments.read"
MARK = "appointments.mark"
EXPORT = "appointments.export"
DELETE = "appointments.delete"

policy = ModelPermissionPolicy(AppointmentRequest)


class UnknownStateError(Exception):
    """A request can be new, called, booked or closed, and nothing else."""

    def __init__(self) -> None:
        super().__init__(_("Choose one of the states that the list offers."))


class AlreadyGoneError(Exception):
    """Somebody else, or the schedule, has deleted the request."""

    def __init__(self) -> None:
        super().__init__(_("This request is deleted already."))


@sensitive_variables()
def read_request(*, request: AppointmentRequest, user: Any) -> Answers | None:
    """Return what the person wrote, ``None`` where it cannot be decrypted; note who read it.

    It is noted first: nobody reads what was not written down.
    """
    _require(user, "view")
    log(request, READ, user=user)
    return opened_answers(request)


@sensitive_variables()
def export_requests(
    *, requests: Iterable[AppointmentRequest], user: Any
) -> list[tuple[AppointmentRequest, Answers | None]]:
    """Return ``requests`` with what the people wrote; note for each that it was taken out."""
    _require(user, "export")
    taken_out = list(requests)
    one_action = uuid.uuid4()
    with transaction.atomic():
        for request in taken_out:
            log(request, EXPORT, user=user, uuid=one_action)
    return [(request, opened_answers(request)) for request in taken_out]


def mark_request(*, request: AppointmentRequest, state: str, user: Any, now: datetime) -> bool:
    """Store how far the request is; return whether that was news.

    Raises :class:`UnknownStateError` and :class:`AlreadyGoneError`.
    """
    _require(user, "change")
    if state not in AppointmentRequest.State.values:
        raise UnknownStateError
    with transaction.atomic():
        stored = AppointmentRequest.objects.select_for_update().filter(pk=request.pk)
        known = stored.first()
        if known is None:
            raise AlreadyGoneError
        if known.state == state:
            return False
        stored.update(state=state, state_changed_at=now)
        log(request, MARK, user=user, data={"from": known.state, "to": state})
    request.state, request.state_changed_at = state, now
    return True


def delete_request(*, request: AppointmentRequest, user: Any) -> bool:
    """Delete the request for good; return whether it was still there."""
    _require(user, "delete")
    with transaction.atomic():
        deleted, _by_model = AppointmentRequest.objects.filter(pk=request.pk).delete()
        if deleted:
            log(request, DELETE, user=user, deleted=True)
    return bool(deleted)


def _require(user: Any, action: str) -> None:
    if not policy.user_has_permission(user, action):
        raise PermissionDenied
