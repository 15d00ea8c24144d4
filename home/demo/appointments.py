"""The demo's settings for requests for an appointment."""

from __future__ import annotations

from appointments.models import AppointmentSettings
from home.demo.publishing import DemoLoad

DESK_EMAIL = "frontdesk@clinic.example"


def load_appointment_settings(load: DemoLoad) -> None:
    """Take requests, unless somebody has stored settings; the pages have to be there."""
    if not AppointmentSettings.objects.exists():
        AppointmentSettings.objects.create(
            is_on=True, notify_email=DESK_EMAIL, privacy_page_id=load.pages["/privacy/"]
        )
