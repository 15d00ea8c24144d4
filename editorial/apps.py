from __future__ import annotations

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "editorial"
    label = "editorial"
    verbose_name = "Questions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clinic.models import Treatment
        from editorial.claim_texts import claim_texts

        # Treatments belong to a package below this one, which knows nothing of claims.
        claim_texts("name", "condition", "how_given", "alternate_name", "summary")(Treatment)
