"""The documents name commands, paths and variables; this holds them to what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.utils.text import slugify

from operations.to_do import registered_checks
from site_project.environment import VARIABLES

ROOT: Path = settings.BASE_DIR

DOCUMENTS = sorted(
    path
    for path in [ROOT / "README.md", ROOT / "AGENTS.md", *ROOT.glob("docs/**/*.md")]
    if path.exists()
)
GUIDE = (ROOT / "docs" / "editors-guide.md").read_text()
LOCAL_VARIABLES = {"ARGS", "PORT", "DEBUG", "DEMO", "CHROMIUM", "LIGHTHOUSE", "SCREENSHOTS"}
FOREIGN_VARIABLES = {"DJANGO_SETTINGS_MODULE", "TEST_DATABASE_URL"}
OUTSIDE = ("/", "http", "~", "-", "www.")

_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
_MAKE = re.compile(r"\bmake ([a-z][a-z-]*)")
_COMMAND = re.compile(r"manage\.py ([a-z_]+)")
_VARIABLE = re.compile(r"(?:^|\s)`?([A-Z][A-Z_]{3,})=|\| `([A-Z][A-Z_]{3,})` \|", re.MULTILINE)
_PATH = re.compile(r"^[\w.-]+(?:/[\w.*-]+)*/?$")


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def broken_references(text: str) -> list[str]:
    """Return what ``text`` names in code, as a command, a path or a variable, and is not there."""
    code = _CODE.findall(text)
    targets = [name for piece in code for name in _MAKE.findall(piece)]
    commands = [name for piece in code for name in _COMMAND.findall(piece)]
    paths = [span for piece in code if is_repository_path(span := piece.strip("`"))]
    variables = [first or second for first, second in _VARIABLE.findall(text)]
    known_variables = {*VARIABLES, *LOCAL_VARIABLES, *FOREIGN_VARIABLES}
    return [
        *[f"make {target}" for target in targets if target not in make_targets()],
        *[f"manage.py {command}" for command in commands if command not in get_commands()],
        *[path for path in paths if not is_there(path)],
        *[name for name in variables if name not in known_variables],
    ]


def is_there(path: str) -> bool:
    """Return whether ``path`` exists; a bare file name may stand in any package."""
    return any(ROOT.glob(path.rstrip("/"))) or ("/" not in path and any(ROOT.glob(f"*/{path}")))


def is_repository_path(span: str) -> bool:
    """Return whether ``span`` reads as a path in this repository: a known top folder, or a file."""
    if span.startswith(OUTSIDE) or not _PATH.match(span) or span.startswith("var/"):
        return False
    top = span.split("/")[0]
    return ("/" in span and (ROOT / top).exists()) or span.endswith((".md", ".toml", ".txt", ".py"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_names_exists(path: Path) -> None:
    assert broken_references(path.read_text()) == []


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Type `make coffee`.", ["make coffee"]),
        ("```\n.venv/bin/python manage.py fly_away\n```", ["manage.py fly_away"]),
        ("See `docs/nowhere.md`.", ["docs/nowhere.md"]),
        ("See `operations/no_such_module.py`.", ["operations/no_such_module.py"]),
        ("Set `COFFEE_STRENGTH=9`.", ["COFFEE_STRENGTH"]),
        ("| `COFFEE_STRENGTH` | yes |", ["COFFEE_STRENGTH"]),
        ("Type `make run`, then `manage.py check`; see `site_project/urls.py`.", []),
    ],
)
def test_the_rule_sees_what_is_wrong_and_nothing_else(text: str, broken: list[str]) -> None:
    assert broken_references(text) == broken


def test_the_operations_guide_is_among_the_documents() -> None:
    assert ROOT / "docs" / "operations.md" in DOCUMENTS


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_picture_of_a_document_exists_and_says_what_it_shows(path: Path) -> None:
    text = path.read_text()
    assert [image for image in _IMAGE.findall(text) if not (path.parent / image).exists()] == []
    assert "![](" not in text


def test_the_guide_says_how_to_mend_each_kind_of_thing_on_the_list_to_do() -> None:
    _before, _heading, table = GUIDE.partition(
        "| what is listed | how you mend it |\n| --- | --- |\n"
    )
    listed = [row.split("|")[1].strip() for row in table.partition("\n\n")[0].splitlines()]
    assert sorted(listed) == sorted(str(check.label) for check in registered_checks())


def test_the_contents_of_the_guide_name_every_task() -> None:
    named = re.findall(r"^- \[(.+)\]\(#(.+)\)$", GUIDE, re.MULTILINE)
    assert [name for name, _anchor in named] != []
    assert sorted(name for name, _anchor in named) == sorted(
        re.findall(r"^## (.+)$", GUIDE, re.MULTILINE)
    )
    assert [anchor for name, anchor in named if anchor != slugify(name)] == []


def test_every_picture_is_shown_in_a_document() -> None:
    shown = {Path(image).name for path in DOCUMENTS for image in _IMAGE.findall(path.read_text())}
    assert {path.name for path in (ROOT / "docs" / "images").iterdir()} == shown


def test_the_rule_on_pictures_sees_one_that_is_missing() -> None:
    assert _IMAGE.findall("![A cat](images/cat.png) and ![](x.png)") == ["images/cat.png", "x.png"]
