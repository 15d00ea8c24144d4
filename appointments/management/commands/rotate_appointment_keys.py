"""``manage.py rotate_appointment_keys``: encrypts stored requests with the first key."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from appointments.services.rotation import rotate_keys


class Command(BaseCommand):
    """See ``docs/operations.md``."""

    help = (
        "Encrypts every request for an appointment with the first key of APPOINTMENT_KEYS. It may "
        "be interrupted and started again. Ends with status 1 while a request needs a key that "
        "is not there."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = rotate_keys()
        self.stdout.write(f"Encrypted anew with {done.primary}: {done.rewritten}")
        if done.unreadable:
            lines = [f"  {key}: {count}" for key, count in sorted(done.unreadable.items())]
            raise CommandError(
                "These could not be decrypted, by the name of their key. Put that key back into "
                "APPOINTMENT_KEYS, or delete them in the editor:\n" + "\n".join(lines)
            )
        self.stdout.write("Every request is under that key; the others may go.")
