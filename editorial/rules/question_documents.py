"""Documents with questions and answers, by their name or as pasted."""

from __future__ import annotations

import re
from pathlib import PurePath

from editorial.rules.html_lines import read_html
from editorial.rules.import_limits import (
    MAX_ANSWERS,
    MAX_BYTES,
    MAX_QUESTIONS,
    DocumentError,
)
from editorial.rules.question_split import Split, split_lines
from editorial.rules.text_lines import read_text, visible
from editorial.rules.word_document import word_as_html

HTML_ENDINGS = (".html", ".htm", ".xhtml")
TEXT_ENDINGS = (".txt", ".text", ".md")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_MARKUP = re.compile(
    r"\s*<(!doctype html|html|head|body|meta|h[1-6]|p|div|span|ul|ol|table|b|strong)\b[^<]*>",
    re.IGNORECASE,
)

EMPTY = (
    "There is no text in it. Choose the document that has the questions and answers, or paste them."
)
GUESSED = (
    "The file does not say how its letters are stored, or says it wrongly. Check quotation "
    "marks and accents, or save it as UTF-8 and import it again."
)
NOT_TEXT = (
    "The file is not text. Save the document as “Word document (.docx)” and import that file."
)
REMEDIES = {
    ".doc": "This is Word's old format. Open it in Word, save it as “Word document (.docx)” and "
    "import that file.",
    ".zip": "Unpack the archive first (double-click it), and import the .html file in it.",
    ".pdf": "A PDF does not tell headings from text. Import the document it was made from, or copy "
    "its text and paste it.",
}
OTHER = (
    "The name of the file has to end in .docx, .html or .txt. Save the document as “Word document "
    "(.docx)” and import that file."
)


def split_file(name: str, content: bytes) -> Split:
    """Return the questions of the file ``name``.

    Raises :class:`DocumentError` with the remedy for a file that cannot be read.
    """
    ending = PurePath(name.replace("\0", "")).suffix.lower()
    if len(content) > MAX_BYTES:
        raise DocumentError(
            f"The file has more than {MAX_BYTES // 1024**2} MB. Take its pictures out, which are "
            "not imported anyway, or split it into several."
        )
    if not content.strip():
        raise DocumentError(EMPTY)
    if ending == ".docx":
        html, notes = word_as_html(content)
        return _checked(split_lines(read_html(html), notes))
    if ending not in HTML_ENDINGS + TEXT_ENDINGS:
        raise DocumentError(REMEDIES.get(ending, OTHER))
    text, notes = _decoded(content)
    lines = read_html(text) if ending in HTML_ENDINGS else read_text(text)
    return _checked(split_lines(lines, notes))


def split_pasted(html: str) -> Split:
    """Return the questions of what was pasted into the box, as the box hands it over in HTML.

    The source of a web page, pasted as text, is read as that page. Raises :class:`DocumentError`.
    """
    html = visible(html)
    lines = read_html(html)
    text = "\n".join(line.text for line in lines)
    if _MARKUP.match(text) and "</" in text:
        lines = read_html(text)
    return _checked(split_lines(lines))


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return visible(content.decode("utf-16", "replace")), ()
    if b"\0" in content or content.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise DocumentError(NOT_TEXT)
    stated = _CHARSET.search(content[:4096])
    if stated and stated[1].lower() in (b"windows-1252", b"iso-8859-1", b"latin1"):
        return visible(content.decode("cp1252", "replace")), ()
    try:
        return visible(content.decode("utf-8-sig")), ()
    except UnicodeDecodeError:
        return visible(content.decode("cp1252", "replace")), (GUESSED,)


def _checked(split: Split) -> Split:
    if not split.questions and not split.left_over:
        raise DocumentError(EMPTY)
    if len(split.questions) > MAX_QUESTIONS:
        raise DocumentError(
            f"The document has {len(split.questions):,} questions, more than {MAX_QUESTIONS} at a "
            "time. Split it into several and import one after the other."
        )
    size = sum(len(each.answer_html) for each in split.questions)
    if size + sum(len(each.text) for each in split.left_over) > MAX_ANSWERS:
        raise DocumentError(
            "The answers are too long to be looked through at once. Split the document into "
            "several and import one after the other."
        )
    return split
