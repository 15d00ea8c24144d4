from __future__ import annotations

from django.apps import AppConfig


class PageCacheConfig(AppConfig):
    name = "page_cache"
    label = "page_cache"
    verbose_name = "Page cache"
    default_auto_field = "django.db.models.BigAutoField"
