from __future__ import annotations

from django.apps import AppConfig


class LocationsConfig(AppConfig):
    name = "locations"
    label = "locations"
    verbose_name = "Places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imported for what it registers.
        from locations import (
            gate_signals,
            indexing,
            same_lines,  # noqa: F401
        )
        from locations.signal_handlers import connect_signal_handlers

        connect_signal_handlers()
        gate_signals.connect()
        indexing.register()
