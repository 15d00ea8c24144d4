"""Marks in rich text that cite a source: ``[1]``, a link to the list at the foot of the page.

A mark has three forms. Stored it is ``<embed embedtype="citation" id="7"/>``, where 7 is the key
of the source. Expanded, before the page has numbered its sources, it is an empty
``<sup data-citation="7"></sup>``, which shows nothing should it ever be printed. Numbered it is
``<sup class="citation-mark"><a href="#source-1">[1]</a></sup>``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass

# The name of the feature in the lists of what a rich-text field offers, and in stored marks.
CITATION = "citation"

# Longer numbers are no keys of a database.
_KEY = r"[0-9]{1,18}"
_STORED = r'<embed\b(?=[^>]*\sembedtype="citation")[^>]*>'
_EXPANDED = r'<sup data-citation="[^"]*"></sup>'
_NUMBERED = r'<sup class="citation-mark"><a\b[^>]*\shref="#source-[0-9]+"[^>]*>\[[0-9]+\]</a></sup>'
_MARK = re.compile(f"{_STORED}|{_EXPANDED}|{_NUMBERED}")
_MARKS_TOGETHER = re.compile(rf"(?:{_MARK.pattern})(?:\s*(?:{_MARK.pattern}))*")
_MARK_KEY = re.compile(rf'(?:\sid|data-citation|href)="(?:#source-)?({_KEY})"')
# A mark belongs to the word before it. The space stays where a word follows without one.
_SPACE_BEFORE = re.compile(rf"\s+(?=(?:{_EXPANDED})+(?:[\s.,;:!?)]|</|$))")
_TAG = re.compile(r"<[^>]*>")
_INLINE_TAG = re.compile(r"</?(?:a|b|em|i|span|strong|sub|sup|u)\b")


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a text cites a source: ``position`` counts the characters before it.

    ``key`` is the key of the source in stored text, and its number in text as a page prints it.
    """

    position: int
    key: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or list item as plain text, with the marks in it."""

    text: str
    marks: tuple[Mark, ...]

    def cites(self, start: int = 0, end: int | None = None) -> bool:
        """Return whether the sentence from ``start`` to ``end`` cites a source.

        A mark counts within the sentence and right behind it, where only white space is between.
        A mark at ``start`` belongs to the sentence before, unless it begins the passage.
        """
        stop = len(self.text) if end is None else end
        reach = stop + len(self.text[stop:]) - len(self.text[stop:].lstrip())
        first = -1 if not self.text[:start].strip() else start
        return any(first < mark.position <= reach for mark in self.marks)


def has_citation(rich_text: str) -> bool:
    """Return whether ``rich_text``, in any of its forms, cites a source."""
    return any(_key_of(mark) is not None for mark in _MARK.findall(rich_text))


def cited_keys(rich_text: str) -> tuple[int, ...]:
    """Return the keys of the sources that ``rich_text`` cites, in order, each once.

    Of text that has been numbered, these are the numbers.
    """
    keys = (_key_of(mark) for mark in _MARK.findall(rich_text))
    return tuple(dict.fromkeys(key for key in keys if key is not None))


def passages(rich_text: str) -> tuple[Passage, ...]:
    """Return the paragraphs, headings and list items of ``rich_text`` that say something."""
    found: list[Passage] = []
    text, marks = "", []
    position = 0
    pieces = re.finditer(f"(?P<mark>{_MARK.pattern})|(?P<tag>{_TAG.pattern})", rich_text)
    for piece in pieces:
        text += html.unescape(rich_text[position : piece.start()])
        position = piece.end()
        if piece["mark"]:
            key = _key_of(piece["mark"])
            marks += [Mark(len(text), key)] if key is not None else []
        elif not _INLINE_TAG.match(piece["tag"]):
            found.append(Passage(text, tuple(marks)))
            text, marks = "", []
    found.append(Passage(text + html.unescape(rich_text[position:]), tuple(marks)))
    return tuple(passage for passage in found if passage.text.strip())


def expanded_mark(key: str) -> str:
    """Return the mark for the source ``key`` as it waits for its number, ``""`` for no key."""
    return f'<sup data-citation="{key}"></sup>' if re.fullmatch(_KEY, key) else ""


def number_marks(
    expanded: str,
    numbers: Mapping[int, int],
    *,
    label: Callable[[int], str],
    first_of: Container[int] = (),
) -> str:
    """Return ``expanded`` text with the number of its source in each mark.

    ``numbers`` maps keys of sources to their numbers on the page; a mark of any other source goes
    without a trace. ``label`` names a source to people who hear the page: "Source 1". The first
    mark of each source in ``first_of`` (numbers) gets the id that the list leads back to.
    """
    waiting = {number for number in numbers.values() if number in first_of}

    def numbered(found: re.Match[str]) -> str:
        key = _key_of(found[0])
        number = numbers.get(key) if key is not None else None
        if number is None:
            return ""
        anchor = f' id="cited-{number}"' if number in waiting else ""
        waiting.discard(number)
        name = html.escape(label(number))
        link = f'<a{anchor} href="#source-{number}" aria-label="{name}">[{number}]</a>'
        return f'<sup class="citation-mark">{link}</sup>'

    return re.sub(_EXPANDED, numbered, _SPACE_BEFORE.sub("", expanded))


def spell_marks(rich_text: str, spelled: Callable[[int], str]) -> str:
    """Return ``rich_text`` with what ``spelled`` makes of the key of its source for each mark.

    Marks that stand together come in the order of their keys, each once: it says nothing there.
    """

    def together(found: re.Match[str]) -> str:
        return "".join(map(spelled, sorted(cited_keys(found[0]))))

    return _MARKS_TOGETHER.sub(together, rich_text)


def without_marks(rich_text: str) -> str:
    """Return ``rich_text``, in any of its forms, without its marks."""
    return _MARK.sub("", rich_text)


def _key_of(mark: str) -> int | None:
    found = _MARK_KEY.search(mark)
    return int(found[1]) if found else None
