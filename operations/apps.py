from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.autoreload import BaseReloader, autoreload_started
from django.utils.module_loading import autodiscover_modules

from operations.inlined import INLINED_FILES


class OperationsConfig(AppConfig):
    name = "operations"
    label = "operations"
    verbose_name = "Operations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imported for what they register.
        from operations import checks  # noqa: F401
        from operations.services import scheduled_publishing  # noqa: F401

        autodiscover_modules("due_work", "to_do_checks")
        post_migrate.connect(write_address_after_migrating, sender=self)
        autoreload_started.connect(watch_inlined_files)


def watch_inlined_files(sender: BaseReloader, **kwargs: Any) -> None:
    """While developing: what stands in every page is read at the start alone."""
    sender.extra_files.update(INLINED_FILES)


def write_address_after_migrating(using: str, **kwargs: Any) -> None:
    """Every start of a site migrates first, so this is where ``SITE_URL`` reaches the database."""
    from django.db import connections
    from wagtail.models import Site

    from operations.services.site_address import write_site_address

    if Site._meta.db_table in connections[using].introspection.table_names():
        write_site_address(site_url=settings.SITE_URL, site_name=settings.WAGTAIL_SITE_NAME)
