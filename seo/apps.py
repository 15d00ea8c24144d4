from __future__ import annotations

from django.apps import AppConfig


class SEOConfig(AppConfig):
    name = "seo"
    label = "seo"
    verbose_name = "Search appearance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from seo import change_signals
        from seo.settings_form import offer_share_picture_alone

        offer_share_picture_alone()
        change_signals.connect()
