"""Every string of our own that a visitor can read, as the sources hold it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

from locations.rules.search_lines import PLAIN_DESCRIPTION, PLAIN_TITLE

ROOT: Path = settings.BASE_DIR

# What only editors see.
EDITORS_TEMPLATES = (
    "appointments/desk/",
    "clinic/panels/",
    "counts/",
    "editorial/",
    "home/panels/",
    "home/reset_second_factor.html",
    "locations/gate/",
    "locations/generation/",
    "locations/panels/",
    "locations/place_changes/",
    "locations/preview_needs_hub.html",
    "locations/suggestions.html",
    "locations/tables/",
    "locations/visitors/",
    "operations/",
    "seo/",
    "sign_in/",
    "styleguide.html",
    "wagtailseo/",
)

# Modules all of whose strings reach visitors.
PUBLIC_MODULES = (
    "appointments/fetching.py",
    "appointments/forms.py",
    "appointments/views/public.py",
    "editorial/fetching.py",
    "home/search.py",
    "locations/fetching.py",
    "locations/places.py",
    "locations/token_values.py",
    "seo/gone_addresses.py",
    "seo/views.py",
)

# What visitors read of modules that speak to editors otherwise: the value of such a name, or class.
PUBLIC_NAMES = {
    "appointments/models.py": ("STANDARD_ANSWER",),
    "clinic/models/clinic.py": ("sample_choices",),
    "clinic/models/treatment.py": ("sample_choices",),
    "home/models/people_pages.py": ("PROFILE_DESCRIPTION",),
    "locations/models/areas.py": ("Kind", "Topic"),
}

_STRING = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b(?:_|gettext|ngettext)\({_STRING}(?:,\s*{_STRING})?")
_FUNCTIONS = {"_", "gettext", "gettext_lazy", "ngettext"}

# One string, or singular and plural.
Message = tuple[str, ...]


def public_strings() -> set[Message]:
    """Return all of them."""
    found = {(PLAIN_TITLE,), (PLAIN_DESCRIPTION,)}
    for path in public_templates():
        found |= set(in_template(path.read_text(), str(path)))
    for name in PUBLIC_MODULES:
        found |= set(in_code(ast.parse((ROOT / name).read_text())))
    for name, parts in PUBLIC_NAMES.items():
        tree = ast.parse((ROOT / name).read_text())
        for part in parts:
            strings = set(in_code(*_called(tree, part)))
            assert strings, f"{name} has no {part}"
            found |= strings
    return found


def public_templates() -> list[Path]:
    """Return every template that visitors see."""
    folder = ROOT / "templates"
    paths = sorted(folder.rglob("*.html"))
    return [p for p in paths if not str(p.relative_to(folder)).startswith(EDITORS_TEMPLATES)]


def in_template(source: str, name: str) -> Iterator[Message]:
    """Yield what Django finds for translation in a template."""
    for match in _CALL.finditer(templatize(source, origin=name)):
        yield tuple(ast.literal_eval(text) for text in match.groups() if text)


def in_code(*trees: ast.AST) -> Iterator[Message]:
    """Yield the strings that code hands to gettext as they stand."""
    for node in (each for tree in trees for each in ast.walk(tree)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _FUNCTIONS:
            texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
            if texts:
                yield tuple(map(str, texts))


def _called(tree: ast.AST, name: str) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        names = [getattr(each, "id", "") for each in getattr(node, "targets", ())]
        if name in names or (isinstance(node, ast.ClassDef) and node.name == name):
            yield node
