"""The stylesheet and the script of the public site, which every page carries in itself.

Read once, when the process starts. The content security policy allows each by the hash of its
text and nothing else inline; ADR 59 tells why they are not files of their own. Pure: the settings
import it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

STATIC = Path(__file__).resolve().parents[1] / "static"

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SCRIPT_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)
_LINE_BREAK = re.compile(r"\s*\n\s*")
# What would end the element in a page, or bring its text into a state of the parser of its own.
_UNFIT = re.compile(r"</|<!--|<script", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Inlined:
    """The text of a file as it stands in a page."""

    text: str

    @property
    def source(self) -> str:
        """Return what allows exactly this text in a content security policy (CSP 3, 2.3.1)."""
        return f"'sha256-{b64encode(sha256(self.text.encode()).digest()).decode()}'"


def read_style(path: Path) -> Inlined:
    """Return a stylesheet without comments and indentation. Raises ``ValueError``: see below."""
    return _fit(_CSS_COMMENT.sub("", path.read_text(encoding="utf-8")), path)


def read_script(path: Path) -> Inlined:
    """Return a script without the lines that are comments, and without indentation.

    Raises ``ValueError`` where the text cannot stand in a page as it is, or where it has a text
    over several lines, which would change.
    """
    script = path.read_text(encoding="utf-8")
    if any(line.count("`") % 2 for line in script.splitlines()):
        raise ValueError(f"{path.name} has a template literal over several lines.")
    return _fit(_SCRIPT_COMMENT.sub("", script), path)


def _fit(text: str, path: Path) -> Inlined:
    if found := _UNFIT.search(text):
        raise ValueError(f"{path.name} holds {found[0]!r}, which ends or opens an element.")
    return Inlined(_LINE_BREAK.sub("\n", text).strip())


INLINED_FILES = STATIC / "css" / "site.css", STATIC / "js" / "site.js"
STYLE, SCRIPT = read_style(INLINED_FILES[0]), read_script(INLINED_FILES[1])
