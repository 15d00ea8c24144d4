"""Reading Word documents that nobody can trust, in bounded memory."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from xml.parsers import expat
from zipfile import ZipFile

import mammoth

from editorial.rules.import_limits import DocumentError

MAX_UNPACKED = 60 * 1024 * 1024
"""Bytes of all parts of a document, unpacked, pictures among them."""
MAX_XML = 6 * 1024 * 1024
"""Bytes of its parts in XML: a hundred pages have about a third of that."""
MAX_MARKS = 80_000
"""Tags and attributes in all of them. Each takes up to 50 µs and a kilobyte of memory once read."""
MAX_PARTS = 1_000
# No document has any; a file with one is made to fill the memory of whoever reads it.
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_REFERENCE = b"noteReference"
_TRACKED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)\s")
_COMMENT = re.compile(rb"<w:comment\s")

BROKEN = (
    "The Word document cannot be read. Open it in Word or Google Docs, save it as “Word document "
    "(.docx)” without a password, and import that file."
)
TOO_LARGE = (
    "The Word document is too large once unpacked. Copy the questions and answers into an empty "
    "document and import that one."
)
TRACKED = (
    "The document has tracked changes. What was inserted counts, what was deleted does not: check "
    "that this is the wording that was agreed."
)
COMMENTED = "The document has comments, which are not imported."


def word_as_html(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the document as HTML, and what to say about the document as a whole.

    Raises :class:`DocumentError` for one that is broken, protected, or too large once unpacked.
    """
    try:
        notes = _checked(content)
        return _converted(content), notes
    except DocumentError:
        raise
    except Exception as error:
        # A library for files of strangers fails in as many ways as there are broken files.
        raise DocumentError(BROKEN) from error


def _checked(content: bytes) -> tuple[str, ...]:
    """Refuse what would take too much to read; return what is worth telling."""
    tracked = commented = False
    size = marks = 0
    with ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        # An archive cannot hand out more than the sizes that it states.
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise DocumentError(TOO_LARGE)
        for part in parts:
            if not part.filename.lower().endswith((".xml", ".rels")):
                continue
            size += part.file_size
            if size > MAX_XML:
                raise DocumentError(TOO_LARGE)
            xml = archive.read(part)
            marks += xml.count(b"<") + xml.count(b"=")
            if marks > MAX_MARKS:
                raise DocumentError(TOO_LARGE)
            # A null byte is text in another encoding, in which nothing here would be found.
            if _DOCTYPE.search(xml) or b"\0" in xml:
                raise DocumentError(BROKEN)
            if _REFERENCE in xml:
                _check_notes(xml)
            tracked = tracked or bool(_TRACKED.search(xml))
            commented = commented or bool(_COMMENT.search(xml))
    return tuple(note for note, is_so in ((TRACKED, tracked), (COMMENTED, commented)) if is_so)


def _check_notes(xml: bytes) -> None:
    """Refuse a part that refers to one note twice, which Word never does.

    The note is repeated for each reference: a few kilobytes would become gigabytes.
    """
    seen = set()

    def start(name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        if kind.endswith("noteReference"):
            for attribute, value in attributes.items():
                reference = (kind, attribute, value)
                if attribute.rpartition(" ")[2] == "id" and reference in seen:
                    raise DocumentError(BROKEN)
                seen.add(reference)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.Parse(xml, True)


def _converted(content: bytes) -> str:
    result = mammoth.convert_to_html(
        BytesIO(content),
        convert_image=mammoth.images.img_element(_no_picture),
        style_map="p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh",
        include_embedded_style_map=False,
        external_file_access=False,
    )
    return str(result.value)


def _no_picture(_image: Any) -> dict[str, str]:
    # The element alone tells that there was one.
    return {"src": ""}
