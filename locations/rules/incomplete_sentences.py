"""Take sentences that lack a value out of a text, and the elements that this leaves empty."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from editorial.rules.rich_text import matching_tags
from editorial.rules.sentences import LINE_BREAK, STAND_IN, split_sentences

_CHARACTER = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]\w*);|.", re.DOTALL)


@dataclass(slots=True)
class Atom:
    """A part of a text that is kept or dropped: a token, a tag, a stretch of plain characters.

    ``sign`` is what the rules about sentences see: one character for a token, none for a tag, and
    for plain characters themselves. A mark cites a source for the words before it and goes
    with them.
    """

    text: str
    sign: str = ""
    is_missing: bool = False
    is_kept: bool = True
    is_mark: bool = False

    @property
    def is_content(self) -> bool:
        """Tell whether a reader would see something of this."""
        return self.is_kept and bool(self.sign.strip())


def drop_incomplete_sentences(line: Iterable[Atom], *, is_markup: bool) -> list[Atom]:
    """Return ``line`` in single characters, each sentence that lacks a value marked as dropped.

    In markup ``&amp;`` is one character. With a sentence goes one of the gaps around it; the
    strongest stays: the end of a line before a separator like "|" before a space.
    """
    whole_line = [part for atom in line for part in _characters(atom, is_markup)]
    atoms = [atom for atom in whole_line if atom.sign]
    gap_before: list[Atom] | None = None
    is_last_dropped = False
    for sentence in split_sentences("".join(atom.sign for atom in atoms)):
        body = atoms[sentence.start : sentence.end]
        gap = atoms[sentence.end : sentence.gap_end]
        is_last_dropped = any(atom.is_missing for atom in body)
        if not is_last_dropped:
            gap_before = gap
            continue
        _drop(body)
        if gap_before is not None and _strength(gap) > _strength(gap_before):
            gap, gap_before = gap_before, gap
        _drop(gap)
    if is_last_dropped and gap_before is not None:
        _drop(gap_before)
    _drop_marks_of_dropped_words(whole_line)
    return whole_line


def drop_emptied_elements(atoms: Sequence[Atom]) -> None:
    """Drop each element that lost something and has nothing left for a reader to see."""
    lost = [0, *accumulate(not atom.is_kept for atom in atoms)]
    content = [0, *accumulate(atom.is_content for atom in atoms)]
    for start, end in matching_tags([atom.text if not atom.sign else "" for atom in atoms]):
        if lost[end] > lost[start] and content[end] == content[start]:
            _drop(atoms[start : end + 1])


def _drop_marks_of_dropped_words(line: Sequence[Atom]) -> None:
    word: Atom | None = None
    for atom in line:
        if atom.is_mark and word is not None and not word.is_kept:
            _drop([atom])
        elif atom.sign.strip():
            word = atom


def _characters(atom: Atom, is_markup: bool) -> Iterator[Atom]:
    if len(atom.sign) <= 1:
        yield atom
        return
    for text in _CHARACTER.findall(atom.text) if is_markup else atom.text:
        sign = html.unescape(text)
        yield Atom(text, sign if len(sign) == 1 else STAND_IN)


def _drop(atoms: Iterable[Atom]) -> None:
    for atom in atoms:
        atom.is_kept = False


def _strength(gap: Sequence[Atom]) -> int:
    signs = "".join(atom.sign for atom in gap)
    if LINE_BREAK in signs:
        return 2
    return 1 if signs.strip() else 0
