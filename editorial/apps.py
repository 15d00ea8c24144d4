from __future__ import annotations

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "editorial"
    label = "editorial"
    verbose_name = "Questions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from editorial.signal_handlers import connect_signal_handlers

        connect_signal_handlers()
