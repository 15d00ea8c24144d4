"""Wording that claims an office, an address or a tie that is not there.

"Our Palo Alto office" and "Stanford ketamine clinic" tell people that the clinic is where it is
not, which Google's doorway policy and the law on misleading advertising forbid (California
Business and Professions Code, section 651). "We have no office in Palo Alto" is right, and so is
the question whether there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from editorial.rules.sentences import LINE_BREAK, split_sentences


class Claim(StrEnum):
    """What a wording claims."""

    OFFICE = "office"
    TIE = "tie"


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimFinding:
    """``words`` as written, in their ``sentence``; ``place`` is the place that they speak of."""

    claim: Claim
    place: str
    words: str
    sentence: str

    @property
    def message(self) -> str:
        """Return what is wrong and a better way to put it, for an editor."""
        if self.claim is Claim.TIE:
            return (
                f'"{self.words}" claims a tie with {self.place} that is not there. Say what is '
                f'true, for example "We are not part of {self.place}."'
            )
        return (
            f'"{self.words}" reads as if there were an office in {self.place}. Say where the '
            f'clinic is, for example "People come to us from {self.place}."'
        )


_PREMISES = (
    r"(?:clinics?|offices?|locations?|cent(?:er|re)s?|practices?|branch(?:es)?|sites?|facilit(?:y|ies)"
    r"|suites?|address(?:es)?|doors?|premises|rooms?)"
)
_STAFF = r"(?:teams?|staff|doctors?|nurses?|clinicians?|physicians?)"
_KIND = (
    r"(?:ketamine|infusion|iv|migraine|headache|pain|mood|medical|treatment|therapy|health|wellness"
    r"|outpatient|specialty|private|own|new|newest|main|second|local|area|based|neighborhood)"
)
_WHERE = (
    r"(?:\s+(?:is|are|was|opened|opens|stands|sits|located|based|conveniently|centrally|right|just"
    r"|here|now|also))*"
    r"\s+(?:in|at|inside|within|near\s+the\s+middle\s+of|in\s+the\s+(?:heart|middle|center)\s+of)"
    r"(?:\s+(?:downtown|central|north|south|east|west|old|nearby))?\s+"
)
# "Another clinic in Palo Alto" and "your doctor's office in Palo Alto" speak of somebody else.
_SOMEBODY_ELSE = re.compile(
    r"\b(?:another|other|any|your|their|his|her|different|which|every|each)\b(?:\s+\S+){0,2}\s*$",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:no|not|never|neither|nor|none|without|instead\s+of|rather\s+than|cannot)\b(?!,)"
    r"|n['\u2019]t\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:]\s+(?:but|and|so|yet|while)\b|[;:]\s|,\s+(?=(?:our|we|visit|come|find|see)\b)",
    re.IGNORECASE,
)
# How many words before a claim a negation may stand: "We do not have and never had an office in …".
_NEGATION_REACH = 8
_INSTITUTION = (
    r"(?:University|Hospitals?|Health(?:\s+Care|care)?|Medicine|Medical\s+(?:Center|School)|Clinic)"
)
_TIE = (
    r"(?:affiliated\s+with|affiliates?\s+of"
    r"|(?:we\s+are|we['\u2019]re|(?:clinic|center|practice)\s+is)\s+(?:\w+ly\s+)?(?:a\s+)?part\s+of"
    r"|partner(?:s|ed|ing)?\s+(?:of|with)"
    r"|in\s+partnership\s+with|associated\s+with|endorsed\s+by|recommended\s+by|on\s+behalf\s+of"
    r"|approved\s+by|accredited\s+by|working\s+with|faculty\s+(?:of|at)|trained\s+at)"
)


def find_presence_claims(
    text: str, *, places: Iterable[str], institutions: Iterable[str] = ()
) -> list[ClaimFinding]:
    """Return the claims in ``text``, in order, each wording once.

    ``places`` are the names of places in which there is no clinic; ``institutions`` are further
    names that nobody may claim a tie with. A line of ``text`` is a sentence of its own.
    """
    # Only the names that occur at all: a pattern of thousands would be slow.
    lower = text.casefold()
    names = tuple(sorted({n for n in places if n.strip() and n.casefold() in lower}))
    tied = tuple(sorted({*names, *(n for n in institutions if n.casefold() in lower)}))
    if not tied:
        return []
    found = dict.fromkeys(
        finding
        for sentence in _sentences(text)
        if not sentence.rstrip().endswith("?")
        for finding in _claims_in(sentence, names, tied)
    )
    return list(found)


def _sentences(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        for sentence in split_sentences(line.replace(LINE_BREAK, " ")):
            yield line[sentence.start : sentence.end]


def _claims_in(
    sentence: str, names: tuple[str, ...], tied: tuple[str, ...]
) -> Iterator[ClaimFinding]:
    patterns = [(Claim.OFFICE, _office_pattern(names))] if names else []
    patterns.append((Claim.TIE, _tie_pattern(tied)))
    for claim, pattern in patterns:
        for match in pattern.finditer(sentence):
            if _is_negated(sentence, match.end()) or _SOMEBODY_ELSE.search(
                sentence[: match.start()]
            ):
                continue
            place = next(value for value in match.groupdict().values() if value)
            yield ClaimFinding(
                claim=claim, place=place, words=match[0].strip(), sentence=sentence.strip()
            )


def _is_negated(text: str, end: int) -> bool:
    """Whether a negation stands shortly before ``end``, in the same clause."""
    before = text[:end]
    clause_start = max((found.end() for found in _CLAUSE.finditer(before)), default=0)
    reach = before[clause_start:].split()[-_NEGATION_REACH:]
    return _NEGATION.search(" ".join(reach)) is not None


def _any_of(names: tuple[str, ...], group: str) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return rf"(?P<{group}>{'|'.join(map(re.escape, longest_first))})"


@lru_cache(maxsize=32)
def _office_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Match premises, staff or "we" put into one of ``names``."""
    premises = rf"(?:{_KIND}\s+)*{_PREMISES}"
    return re.compile(
        # "our Palo Alto office", "Stanford ketamine clinic", "Palo Alto's own clinic"
        rf"\b(?:our\s+|the\s+|downtown\s+)*{_any_of(names, 'before')}(?:['\u2019]s)?"
        rf"[\s-]+{premises}\b"
        rf"|\bour\s+(?:downtown\s+)?{_any_of(names, 'staff_of')}\s+{_STAFF}\b"
        # "our office in Palo Alto", "the clinic is located in the heart of Palo Alto"
        rf"|\b{premises}{_WHERE}{_any_of(names, 'after')}\b"
        rf"|\bour\s+{_STAFF}{_WHERE}{_any_of(names, 'staff_in')}\b"
        # "We are in Palo Alto", "find us in Palo Alto"
        rf"|\b(?:we(?:\s+are|['\u2019]re)|(?:find|visit|see|meet)\s+us){_WHERE}"
        rf"{_any_of(names, 'we_in')}\b"
        # "Ketamine clinic Palo Alto", as in a title
        rf"|\b{_KIND}\s+{_PREMISES},?\s+{_any_of(names, 'title')}"
        r"(?=\s*(?:[|,.\u00b7\u2013\u2014-]|$))",
        re.IGNORECASE,
    )


@lru_cache(maxsize=32)
def _tie_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Match a tie with an institution that bears one of ``names``, or with a name itself."""
    institution = rf"(?:\s+{_INSTITUTION})*"
    return re.compile(
        rf"\b{_TIE}\s+(?:the\s+)?{_any_of(names, 'tie')}{institution}\b"
        rf"|\bour\s+{_any_of(names, 'partner')}{institution}"
        r"\s+(?:partners?|affiliation|physicians)\b"
        rf"|\b{_any_of(names, 'adjective')}[-\s]+(?:affiliated|trained|approved|endorsed)\b",
        re.IGNORECASE,
    )
