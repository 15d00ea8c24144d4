"""Looks for words that people wrote in a form, wherever a site could have kept them.

The tests do so with a few requests, ``make bench`` with 10,000.
"""

from __future__ import annotations

import base64
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from appointments import form_pass
from appointments.models import AppointmentRequest
from appointments.rules.limits import LIMITS, Limit
from appointments.services import limiting
from home.roles import APPOINTMENT_DESK
from operations.due_work import registered_work

FORM = "/request-appointment/"
DESK = "/admin/appointment-requests/"
# Part of every word to look for, and of nothing else.
STEM = "canary"


class Journal(logging.Handler):
    """Keeps all that is logged, at every level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(message)s %(exc_text)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def canary_form(number: int) -> dict[str, Any]:
    """Return a form whose every free field holds words of its own."""
    return {
        "name": f"Canaryname{number} Canarysurname{number}",
        "phone": f"408-555-{number % 10_000:04d}",
        "email": f"canarymail{number}@canaryhost{number}.example",
        "visit": "returning",
        "days": ["1", "3"],
        "parts": ["midday"],
        "page": "/",
        "form_pass": form_pass.new_pass(),
        "website": "",
    }


@contextmanager
def listening() -> Iterator[Journal]:
    """Hear all that any logger says."""
    journal, root = Journal(), logging.getLogger()
    level = root.level
    root.addHandler(journal)
    root.setLevel(logging.DEBUG)
    try:
        yield journal
    finally:
        root.removeHandler(journal)
        root.setLevel(level)


@contextmanager
def unlimited() -> Iterator[None]:
    """Take as many requests as come, as quickly as they come."""
    many = tuple(
        Limit(most=10**6, span=limit.span, from_one_address=limit.from_one_address)
        for limit in LIMITS
    )
    with mock.patch.object(limiting, "LIMITS", many), mock.patch.object(form_pass, "SHORTEST", -1):
        yield


def send(numbers: Iterable[int]) -> list[str]:
    """Send a request for each number, every tenth with a mistake first; return the addresses."""
    addresses = []
    client = Client()
    for number in numbers:
        address = f"198.51.100.{number % 250}"
        form = canary_form(number)
        if number % 10 == 0:
            client.post(FORM, form | {"visit": ""}, REMOTE_ADDR=address)
        addresses.append(client.post(FORM, form, REMOTE_ADDR=address)["Location"])
    return addresses


def work_with_them(opened: int) -> list[str]:
    """Do at the desk whatever can be done there; return the addresses that it led to."""
    user = User.objects.create_user("desk", "desk@clinic.example")
    user.groups.add(Group.objects.get(name=APPOINTMENT_DESK))
    client = Client()
    client.force_login(user)
    addresses = []
    for request in AppointmentRequest.objects.all()[:opened]:
        page = client.get(f"{DESK}{request.pk}/")
        assert STEM in page.text.lower()
        addresses.append(
            client.post(
                f"{DESK}{request.pk}/mark/", {"state": "called"}, follow=True
            ).redirect_chain[-1][0]
        )
    client.get(DESK)
    assert STEM in client.post(f"{DESK}export/", {"state": "all"}).text.lower()
    client.post(f"{DESK}{AppointmentRequest.objects.all()[0].pk}/delete/")
    client.get("/admin/reports/site-history/")
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        for work in registered_work():
            work.run(timezone.now())
    Client().get("/search/", {"query": "Canaryname1"})
    return addresses


def places(journal: Journal, addresses: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of each place where something could have been kept, by its name."""
    database = Path(str(connection.settings_dict["NAME"]))
    found = {
        f"database file {path.name}": path.read_bytes()
        for path in sorted(database.parent.glob(f"{database.name}*"))
    }
    return found | {
        "log": "\n".join(journal.lines).encode(),
        "mail": "\n".join(str(message.message()) for message in mail.outbox).encode(),
        "cache": repr(getattr(cache, "_cache", {})).encode(),
        "addresses": "\n".join(addresses).encode(),
        "media": b"".join(
            path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()
        ),
    }


def hits(found: dict[str, bytes]) -> list[str]:
    """Return where a word of a request stands in clear: as such, encoded, or as a phone number."""
    any_case = [
        STEM.encode(),
        STEM.encode("utf-16-le"),
        STEM.encode().hex().encode(),
        b"(408) 555-",
        b"408-555-",
    ]
    # Not among other letters and digits: in megabytes of digests these six stand by chance.
    number = re.compile(rb"(?<![0-9a-z])(?:\+?1)?408555\d{4}(?![0-9a-z])")
    # What stands before a word shifts its letters in base64.
    encoded = [base64.b64encode(b" " * shift + b"Canaryname")[4:12] for shift in range(3)]
    numbers = [
        f"{name}: {one[0]!r}" for name, text in found.items() for one in number.finditer(text)
    ]
    return numbers + [
        f"{name}: {word!r}"
        for name, content in found.items()
        for word, text in [
            *((word, content.lower()) for word in any_case),
            *((word, content) for word in encoded),
        ]
        if word in text
    ]
