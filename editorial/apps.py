from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EditorialConfig(AppConfig):
    name = "editorial"
    label = "editorial"
    verbose_name = "Questions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("clinical_texts")
        from editorial import review_signals
        from editorial.signal_handlers import connect_signal_handlers

        review_signals.connect()
        connect_signal_handlers()
