"""What is missing in how requests for an appointment are set up before the site can be launched."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from appointments.models import AppointmentSettings
from clinic.launch import LaunchGap, launch_check

NO_MAILBOX_THERE = (".example", ".invalid", ".localhost", ".test")
"""Endings that no mail ever reaches (RFC 2606, section 2)."""
NO_MAILBOX_AT = ("example.com", "example.net", "example.org")
"""Names kept for examples (RFC 2606, section 3)."""


@launch_check("appointments")
def appointment_gaps() -> Iterator[LaunchGap]:
    """Yield a gap for an answer that nobody has promised, and one for an address that is none.

    Both count while requests are taken. The settings came with the demo until somebody has saved
    them in the editor: the history then names that person.
    """
    current = AppointmentSettings.current()
    if not current.is_on:
        return
    url = reverse("wagtailsettings:edit", args=["appointments", "appointmentsettings"])
    if not _was_saved_by_a_person(current):
        yield LaunchGap(
            message=_(
                "Nobody has confirmed yet how soon you answer a request for an appointment. "
                "Visitors read: “%(promise)s” Make it true and save."
            )
            % {"promise": current.answer_text},
            edit_url=f"{url}#panel-answer_text-section",
        )
    if _has_no_mailbox(current.notify_email):
        yield LaunchGap(
            message=_("New requests are told to %(email)s, an example where nobody gets e-mail.")
            % {"email": current.notify_email},
            edit_url=f"{url}#panel-notify_email-section",
        )


def _was_saved_by_a_person(current: AppointmentSettings) -> bool:
    content_type = ContentType.objects.get_for_model(AppointmentSettings)
    entries = ModelLogEntry.objects.filter(content_type=content_type, user__isnull=False)
    return entries.filter(object_id=str(current.pk)).exists()


def _has_no_mailbox(address: str) -> bool:
    domain = address.rpartition("@")[2].lower()
    return domain in NO_MAILBOX_AT or f".{domain}".endswith(NO_MAILBOX_THERE)
