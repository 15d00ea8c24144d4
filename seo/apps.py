from __future__ import annotations

from django.apps import AppConfig


class SEOConfig(AppConfig):
    name = "seo"
    label = "seo"
    verbose_name = "Search appearance"
    default_auto_field = "django.db.models.BigAutoField"
