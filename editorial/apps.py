from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EditorialConfig(AppConfig):
    name = "editorial"
    label = "editorial"
    verbose_name = "Questions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clinic.models import Clinic, Person, Treatment
        from editorial import claim_signals, publish_signals, to_do_signals
        from editorial.claim_texts import claim_texts
        from editorial.signal_handlers import connect_signal_handlers

        # These belong to a package below this one, which knows nothing of claims.
        claim_texts("name", "condition", "how_given", "alternate_name", "summary")(Treatment)
        claim_texts("name", "credentials", "job_title", "bio")(Person)
        claim_texts("name", "summary", "parking")(Clinic)
        autodiscover_modules("clinical_texts")
        publish_signals.connect()
        claim_signals.connect()
        to_do_signals.connect()
        connect_signal_handlers()
