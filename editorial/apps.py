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
        from editorial import claim_signals, publish_signals, to_do_signals, workflow_mail
        from editorial.claim_texts import claim_texts
        from editorial.signal_handlers import connect_signal_handlers
        from navigation.models import Menu, SiteNotice

        # These belong to packages below this one, which know nothing of claims.
        claim_texts(
            "name",
            "condition",
            "how_given",
            "alternate_name",
            "summary",
            facts=("session_length", "observation", "price"),
        )(Treatment)
        claim_texts("bio", facts=("name", "credentials", "job_title"))(Person)
        clinic_facts = ("name", "parking", "price_range", "special_days.name")
        claim_texts("summary", facts=clinic_facts)(Clinic)
        claim_texts("text", facts=("items.label",))(Menu)
        claim_texts(facts=("message",))(SiteNotice)
        autodiscover_modules("clinical_texts", "shown_texts")
        publish_signals.connect()
        claim_signals.connect()
        to_do_signals.connect()
        workflow_mail.connect()
        connect_signal_handlers()
