from __future__ import annotations

from django.apps import AppConfig


class ImagesConfig(AppConfig):
    name = "images"
    label = "images"
    verbose_name = "Images"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the sizes of each picture that is stored."""
        from images.services.sizes import connect_signal_handlers

        connect_signal_handlers()
