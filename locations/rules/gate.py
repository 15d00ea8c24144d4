"""Whether a city page is worth publishing: the verdict, its parts, and what to do next.

A page that is only another with the city swapped is what Google's spam policies call a doorway
page. So a page has to differ from its siblings, to hold text of its own, and to say what only this
clinic can say about coming from one place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from locations.rules.presence_claims import ClaimFinding
from locations.rules.similarity import Likeness


class Criterion(StrEnum):
    """What a verdict looks at."""

    SIMILARITY = "similarity"
    OWN_SIMILARITY = "own-similarity"
    OWN_SHARE = "own-share"
    SUBSTANCE = "substance"
    TOKENS = "tokens"
    PRESENCE = "presence"


# How many of 100 points each criterion can give.
POINTS: Mapping[Criterion, int] = {
    Criterion.SIMILARITY: 20,
    Criterion.OWN_SIMILARITY: 15,
    Criterion.OWN_SHARE: 15,
    Criterion.SUBSTANCE: 30,
    Criterion.TOKENS: 10,
    Criterion.PRESENCE: 10,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Where the lines are drawn: percentages of a page's text, and words."""

    max_similarity: int = 75
    max_own_similarity: int = 20
    min_own_share: int = 25
    min_introduction_words: int = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Substance:
    """What a page says about its place; ``unsourced_facts`` are those that name no source."""

    introduction_words: int
    getting_here_facts: int
    getting_home_facts: int
    local_questions: int
    unsourced_facts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """All that a verdict rests on. ``siblings`` names pages by key, for the messages."""

    place: str
    likeness: Likeness
    substance: Substance
    unresolved_tokens: tuple[str, ...] = ()
    presence_claims: tuple[ClaimFinding, ...] = ()
    siblings: Mapping[int, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class VerdictPart:
    """How a page does by one criterion. ``advice`` says what to do, one thing a line."""

    criterion: Criterion
    passes: bool
    points: int
    max_points: int
    finding: str
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether a page may go live, as a sum of parts; ``score`` runs from 0 to 100."""

    parts: tuple[VerdictPart, ...]
    likeness: Likeness

    @property
    def passes(self) -> bool:
        """Every part passes."""
        return all(part.passes for part in self.parts)

    @property
    def score(self) -> int:
        """Return the points of all parts. It ranks pages; it decides nothing."""
        return sum(part.points for part in self.parts)

    @property
    def advice(self) -> tuple[str, ...]:
        """Return what to do before the page can go live, the most telling first."""
        return tuple(line for part in self.parts for line in part.advice)

    @property
    def claims_presence(self) -> bool:
        """The wording claims an office or a tie that is not there."""
        return any(part.criterion is Criterion.PRESENCE and not part.passes for part in self.parts)


def judge(evidence: Evidence, limits: Limits) -> Verdict:
    """Return the verdict on one page."""
    parts = (
        _similarity(evidence, limits),
        _own_similarity(evidence, limits),
        _own_share(evidence, limits),
        _substance(evidence, limits),
        _tokens(evidence),
        _presence(evidence),
    )
    return Verdict(parts=parts, likeness=evidence.likeness)


def percent(part: float) -> int:
    """Return ``part`` of one as whole percent: never 100 for less than all, nor 0 for some."""
    if 0 < part < 1:
        return min(99, max(1, round(part * 100)))
    return round(part * 100)


def _part(
    criterion: Criterion, grade: float, finding: str, advice: Sequence[str] = ()
) -> VerdictPart:
    """Return a part that passes when there is no ``advice``; ``grade`` is from 0 to 1."""
    most = POINTS[criterion]
    return VerdictPart(
        criterion=criterion,
        passes=not advice,
        points=round(most * min(1.0, max(0.0, grade))),
        max_points=most,
        finding=finding,
        advice=tuple(advice),
    )


def _similarity(evidence: Evidence, limits: Limits) -> VerdictPart:
    part = evidence.likeness.similarity
    if evidence.likeness.closest is None:
        return _part(Criterion.SIMILARITY, 1, "Nothing of it stands on another city page.")
    sibling = evidence.siblings[evidence.likeness.closest]
    finding = (
        f"{percent(part)} % of this page's text also stands on the page of {sibling}. "
        f"At most {limits.max_similarity} % may."
    )
    advice = []
    if part * 100 > limits.max_similarity:
        advice.append(
            f"Too much of this page also stands on the page of {sibling}. Write more about "
            f"{evidence.place}, or give shared sections your own wording."
        )
    return _part(Criterion.SIMILARITY, _below(part, limits.max_similarity), finding, advice)


def _own_similarity(evidence: Evidence, limits: Limits) -> VerdictPart:
    part = evidence.likeness.own_similarity
    if evidence.likeness.closest_own is None:
        return _part(
            Criterion.OWN_SIMILARITY, 1, "None of its own text was taken from another page."
        )
    sibling = evidence.siblings[evidence.likeness.closest_own]
    finding = (
        f"{percent(part)} % of the text written for this page was also written for the page of "
        f"{sibling}. At most {limits.max_own_similarity} % may."
    )
    advice = []
    if part * 100 > limits.max_own_similarity:
        advice.append(
            f"The local text is nearly that of the page of {sibling}, with names or a few words "
            f"changed. Rewrite the marked sentences so that they are about {evidence.place} alone."
        )
    return _part(Criterion.OWN_SIMILARITY, _below(part, limits.max_own_similarity), finding, advice)


def _below(part: float, limit: int) -> float:
    """Return 1 for nothing, a half at the limit, 0 for everything."""
    most = limit / 100
    if part <= most:
        return 1 - 0.5 * part / most if most else 1.0
    return 0.5 * (1 - part) / (1 - most)


def _own_share(evidence: Evidence, limits: Limits) -> VerdictPart:
    share = evidence.likeness.own_share
    finding = (
        f"{percent(share)} % of the text stands on this page alone. "
        f"At least {limits.min_own_share} % has to."
    )
    advice = []
    if share * 100 < limits.min_own_share:
        advice.append(
            f"Add text that only this page has: what people from {evidence.place} ask, how they "
            "come, and who takes them home."
        )
    grade = share * 100 / (2 * limits.min_own_share) if limits.min_own_share else 1.0
    return _part(Criterion.OWN_SHARE, grade, finding, advice)


def _substance(evidence: Evidence, limits: Limits) -> VerdictPart:
    missing = list(_missing_substance(evidence, limits))
    wanted = 5
    finding = (
        "It has an introduction, the way here, the way home, a local question and sources."
        if not missing
        else f"{len(missing)} of {wanted} things that a good local page needs are missing."
    )
    return _part(Criterion.SUBSTANCE, 1 - len(missing) / wanted, finding, missing)


def _missing_substance(evidence: Evidence, limits: Limits) -> Iterator[str]:
    place, substance = evidence.place, evidence.substance
    if substance.introduction_words < limits.min_introduction_words:
        yield (
            f"Write the local introduction: at least {limits.min_introduction_words} words on "
            f"people who come from {place}. It has {substance.introduction_words}."
        )
    if not substance.getting_here_facts:
        yield f'Add a local fact about "Getting here" to {place}, under Places.'
    if not substance.getting_home_facts:
        yield (
            f'Add a local fact about "Getting home" to {place}, under Places: nobody may drive '
            "home after an infusion."
        )
    if not substance.local_questions:
        yield f"Add at least one question that people from {place} ask, with its answer."
    if substance.unsourced_facts:
        yield (
            f'Say under Places where this was read: "{substance.unsourced_facts[0]}"'
            + _more(len(substance.unsourced_facts) - 1)
        )


def _more(count: int) -> str:
    return f" (and {count} more)." if count else "."


def _tokens(evidence: Evidence) -> VerdictPart:
    if not evidence.unresolved_tokens:
        return _part(Criterion.TOKENS, 1, "Every token has been filled in.")
    advice = [
        f"{token} is no token, and visitors would read it as it stands. Correct or remove it."
        for token in evidence.unresolved_tokens
    ]
    return _part(Criterion.TOKENS, 0, "A token was not filled in.", advice)


def _presence(evidence: Evidence) -> VerdictPart:
    if not evidence.presence_claims:
        return _part(Criterion.PRESENCE, 1, "No wording claims an office that is not there.")
    advice = [finding.message for finding in evidence.presence_claims]
    return _part(
        Criterion.PRESENCE, 0, "Some wording claims an office or a tie that is not there.", advice
    )
