from __future__ import annotations

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "appointments"
    label = "appointments"
    verbose_name = "Appointments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imported for what it registers.
        from appointments import links  # noqa: F401
        from editorial.to_do_access import to_do_concerns

        to_do_concerns("appointments.change_appointmentrequest")
