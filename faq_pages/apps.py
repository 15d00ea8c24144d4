from __future__ import annotations

from django.apps import AppConfig


class FAQPagesConfig(AppConfig):
    name = "faq_pages"
    label = "faq_pages"
    verbose_name = "FAQ pages"
    default_auto_field = "django.db.models.BigAutoField"
