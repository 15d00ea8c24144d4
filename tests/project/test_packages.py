from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models

ROOT: Path = settings.BASE_DIR
IMPORT_CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text())[
    "tool"
]["importlinter"]["contracts"]
CONTRACTS = {contract["id"]: contract for contract in IMPORT_CONTRACTS}
LAYERS: list[str] = CONTRACTS["packages"]["layers"]
FRAMEWORKS = set(CONTRACTS["pure"]["forbidden_modules"])


def upward_relations(model: type[models.Model]) -> Iterator[str]:
    """Yield each relation of ``model`` that leads to a package further up than its own."""
    own_layer = LAYERS.index(model._meta.app_label)
    for field in model._meta.get_fields(include_parents=False):
        target = field.related_model
        if not isinstance(field, models.Field | models.ManyToManyField) or target is None:
            continue
        if not isinstance(target, str) and target._meta.app_label in LAYERS[:own_layer]:
            yield f"{model._meta.label}.{field.name} → {target._meta.label}"


def imported_frameworks(source: str) -> set[str]:
    """Return the frameworks that a module's source imports by name."""
    imported: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            imported.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module.split(".")[0])
    return imported & FRAMEWORKS


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in LAYERS]


def test_model_relations_lead_down_the_list_of_packages() -> None:
    assert [relation for model in own_models() for relation in upward_relations(model)] == []


def test_the_rule_on_relations_sees_a_relation_that_leads_up() -> None:
    class Upward(models.Model):
        page = models.ForeignKey("home.HomePage", on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "images"
            managed = False

    try:
        assert list(upward_relations(Upward)) == ["images.Upward.page → home.HomePage"]
    finally:
        del apps.all_models["images"]["upward"]
        apps.clear_cache()


def modules_of(path: Path) -> list[Path]:
    """Return the file of the module at ``path``, or those of the package."""
    return sorted(path.glob("*.py")) if path.is_dir() else [path.with_suffix(".py")]


def pure_modules() -> list[Path]:
    by_name = [
        path
        for name in CONTRACTS["pure"]["source_modules"]
        for path in modules_of(ROOT / name.replace(".", "/"))
    ]
    return sorted({*by_name, *ROOT.glob("*/page_data.py"), *ROOT.glob("seo/structured_data*.py")})


@pytest.mark.parametrize("path", pure_modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_pure_modules_import_no_framework(path: Path) -> None:
    assert imported_frameworks(path.read_text()) == set()


def test_the_rule_on_pure_modules_sees_a_framework() -> None:
    source = "def late() -> None:\n    from django.db import models\n    import wagtail.models\n"

    assert imported_frameworks(source) == {"django", "wagtail"}


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_package_is_installed_and_in_the_list() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/apps.py")}

    assert packages == set(LAYERS) - {"site_project"}
    assert packages <= {config.name for config in apps.get_app_configs()}
