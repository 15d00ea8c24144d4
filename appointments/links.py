"""What pages are told of the form: its address, while requests are taken."""

from __future__ import annotations

from django.urls import reverse

from appointments.models import AppointmentSettings
from clinic.appointment_link import appointment_link
from page_cache.tags import PageFetch


def settings_for(fetch: PageFetch) -> AppointmentSettings:
    """Return the settings as stored, the defaults before anybody stored some; one query."""
    fetch.collection("appointment-settings")
    return fetch.record(fetch.once("appointment settings", AppointmentSettings.current))


@appointment_link
def link_while_on(fetch: PageFetch) -> str:
    """Return the path of the form while requests are taken."""
    return reverse("request_appointment") if settings_for(fetch).is_on else ""
