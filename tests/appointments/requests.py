"""A request in the database, without the form."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from appointments.models import AppointmentRequest
from appointments.rules.answers import Answers
from appointments.vault import sealed_answers

ROW_FIELDS = {"state", "received_at", "state_changed_at", "told_at"}


def make_request(**fields: Any) -> AppointmentRequest:
    """Store a request; what is no field of the row is an answer."""
    row = {name: fields.pop(name) for name in ROW_FIELDS & fields.keys()}
    answers = Answers(
        **{
            "name": "Ada Canary",
            "phone": "(650) 555-0199",
            "email": "ada@visitor.example",
            "days": (),
            "parts": (),
            "visit": "new",
            "page_path": "/",
        }
        | fields
    )
    key = uuid4()
    key_id, sealed = sealed_answers(answers, row=key)
    request: AppointmentRequest = AppointmentRequest.objects.create(
        pk=key, key_id=key_id, sealed=sealed, **row
    )
    return request
