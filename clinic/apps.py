from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule


class ClinicConfig(AppConfig):
    name = "clinic"
    label = "clinic"
    verbose_name = "Clinic facts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # From the lowest package up, so that the launch list begins with the clinic's facts.
        for config in reversed(list(apps.get_app_configs())):
            if module_has_submodule(config.module, "launch_checks"):
                import_module(f"{config.name}.launch_checks")
