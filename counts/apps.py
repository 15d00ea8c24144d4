from __future__ import annotations

from django.apps import AppConfig


class CountsConfig(AppConfig):
    name = "counts"
    label = "counts"
    verbose_name = "Counts"
    default_auto_field = "django.db.models.BigAutoField"
