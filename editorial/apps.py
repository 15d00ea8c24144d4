from __future__ import annotations

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "editorial"
    label = "editorial"
    verbose_name = "Questions"
    default_auto_field = "django.db.models.BigAutoField"
