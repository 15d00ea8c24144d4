from __future__ import annotations

from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "sign_in"
    label = "sign_in"
    verbose_name = "Sign-in"
    default_auto_field = "django.db.models.BigAutoField"
