from __future__ import annotations

from django.apps import AppConfig


class LocationsConfig(AppConfig):
    name = "locations"
    label = "locations"
    verbose_name = "Places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # One of them is imported for what it registers.
        from locations import (
            gate_signals,
            indexing,
            same_lines,  # noqa: F401
        )
        from locations.models import CityIndexPage
        from locations.signal_handlers import connect_signal_handlers
        from seo.starting_points import offer_as_start

        connect_signal_handlers()
        gate_signals.connect()
        indexing.register()
        offer_as_start(CityIndexPage)
