"""Where sentences end, told carefully enough to take one out without leaving half of another.

In doubt two sentences count as one: losing a sentence reads better than keeping half of it.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate
from typing import NamedTuple

# How callers write what is no plain character: the end of a line, and a token or an image.
LINE_BREAK = "\u2028"
STAND_IN = "\ufffc"

_ABBREVIATION = re.compile(
    "Dr|Mr|Mrs|Ms|Prof|Rev|Sr|Jr|St|Sts|Ste|Mt|Ft|Pt"
    "|Ave|Blvd|Bldg|Cir|Ct|Dept|Expy|Fl|Hwy|Ln|Pkwy|Pl|Rd|Rm|Rte|Sq|Ter|Co|Corp|Inc|Ltd|Univ"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun"
    "|approx|appt|appts|dept|etc|ext|hr|hrs|max|mi|min|mins|tel|vs"
    # An initial, and "a.m", "U.S", "Ph.D".
    r"|[A-Z]|(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,2}"
)
# Abbreviations only before a number: "No. 5", but "Does it hurt? No."
_BEFORE_NUMBER = re.compile("Nos?|nos?|Fig|Vol|pp")
# After an abbreviation a capital alone proves nothing ("St. Francis", "U.S. Food and Drug
# Administration"); these words do begin a sentence.
_STARTER = re.compile(
    "(?:A|After|All|Also|An|And|Any|Are|As|Ask|At|Because|Before|Book|Both|Bring|But|By|Call|Can"
    "|Come|Do|Does|During|Each|Every|For|Free|From|Have|He|Here|How|However|If|In|Is|It|Its|Many"
    "|Most|My|No|Nobody|Not|On|Once|One|Our|Parking|Patients|People|Plan|Please|Read|Several|She"
    "|Since|So|Some|Tell|That|The|Their|Then|There|These|They|This|Those|Through|To|Until|Use|We"
    "|What|When|Where|Which|While|Who|Why|With|Without|Yes|You|Your)(?![A-Za-z.])"
)

_CLOSERS = r"""["'\u201d\u2019\u00bb)\]]"""
_OPENERS = "\"'\u201c\u2018\u00ab(["
_BREAK = re.compile(
    rf"(?<![.!?…])(?P<stop>[.!?…]++{_CLOSERS}*+)(?P<gap>\s+(?:[|·]\s+)*)"
    rf"|(?<!\s)(?P<separator>\s+(?:[|·]\s+)+|\s*{LINE_BREAK}\s*)"
)
# No abbreviation and no word that begins a sentence is longer.
_REACH = 20
_LAST_WORD = re.compile(r"[A-Za-z.]*[A-Za-z]$")
_ENUMERATOR = re.compile(r"\s*(?:\d{1,9}|[A-Za-z])")
_PAIRS = {'"': '"', "(": ")", "[": "]", "\u201c": "\u201d", "\u00ab": "\u00bb"}
_CLOSING = frozenset(_PAIRS.values())


class Sentence(NamedTuple):
    """A sentence runs from ``start`` to ``end``, the gap behind it from ``end`` to ``gap_end``."""

    start: int
    end: int
    gap_end: int


def split_sentences(text: str) -> list[Sentence]:
    """Return the sentences of ``text`` in order; each gap holds white space or a separator.

    Lines, marked by ``LINE_BREAK``, and the parts of "Title | Name" end like sentences. White space
    before the first sentence belongs to none.
    """
    depths = _depths(text)
    sentences = []
    start = len(text) - len(text.lstrip())
    for found in _BREAK.finditer(text, start):
        end = found.start() if found["separator"] else found.end("stop")
        if LINE_BREAK in found[0] or (not depths[end] and _is_break(text, start, found)):
            sentences.append(Sentence(start, end, found.end()))
            start = found.end()
    stripped = text.rstrip()
    if start < len(stripped):
        sentences.append(Sentence(start, len(stripped), len(text)))
    return sentences


def _is_break(text: str, start: int, found: re.Match[str]) -> bool:
    if found["separator"] or found["gap"].strip():
        return True
    following = text[found.end() : found.end() + _REACH].lstrip(_OPENERS)
    if following[:1].islower() or _ENUMERATOR.fullmatch(text, start, found.start()):
        return False
    if not found["stop"].startswith("."):
        return True
    last_word = _LAST_WORD.search(text[max(start, found.start() - _REACH) : found.start()])
    if last_word is None or not _is_abbreviation(last_word[0], following):
        return True
    return _STARTER.match(following) is not None


def _is_abbreviation(word: str, following: str) -> bool:
    if _BEFORE_NUMBER.fullmatch(word):
        return following[:1].isdigit() or following.startswith(STAND_IN)
    return _ABBREVIATION.fullmatch(word) is not None


def _depths(text: str) -> list[int]:
    """Return for each position how many brackets and quotation marks are open before it.

    Only those count that close again on the same line.
    """
    changes = [0] * (len(text) + 1)
    waiting: list[tuple[str, int]] = []
    # How many of each wait, so that nobody searches for a partner in vain.
    waiting_for: Counter[str] = Counter()
    for position, character in enumerate(text):
        if character in _CLOSING and waiting_for[character]:
            opened = _close(waiting, waiting_for, character)
            changes[opened + 1] += 1
            changes[position + 1] -= 1
        elif character in _PAIRS:
            waiting.append((_PAIRS[character], position))
            waiting_for[_PAIRS[character]] += 1
        elif character == LINE_BREAK:
            waiting.clear()
            waiting_for.clear()
    return list(accumulate(changes))


def _close(waiting: list[tuple[str, int]], waiting_for: Counter[str], closer: str) -> int:
    """Return where the last one that waits for ``closer`` opened; those inside it wait no more."""
    while True:
        expected, position = waiting.pop()
        waiting_for[expected] -= 1
        if expected == closer:
            return position
