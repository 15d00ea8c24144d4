"""Finds wordings that a medical advertiser has to be careful with.

A finding is a question to an editor, no verdict: a rule knows words, not what is true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from editorial.rules.claim_context import (
    is_about_a_visit,
    is_about_an_emergency,
    is_affirmed,
    is_another_cure,
    is_attributed,
    is_denied,
    is_open_question,
    is_quoted_finding,
    is_true_approval,
    leaves_it_to_the_prescriber,
    names_a_board,
)
from editorial.rules.claim_patterns import PATTERNS
from editorial.rules.claim_rules import RULES, ClaimRule, RuleKey
from editorial.rules.sentences import LINE_BREAK, split_sentences
from editorial.rules.text_hash import text_hash

# How many characters before a figure a study may be named for it: about two sentences.
_SENTENCE_BEFORE = 300
# One character for one, so that positions hold.
_PLAINER = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\t": " ",
    }
)


class Span(NamedTuple):
    """Words of a sentence: from character ``start`` up to ``end``."""

    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A ``sentence`` that breaks the rule ``key``.

    ``start`` is where the sentence stands in the text; ``spans`` are the words in question, in
    order, within the sentence.
    """

    key: RuleKey
    sentence: str
    start: int
    spans: tuple[Span, ...]

    @property
    def rule(self) -> ClaimRule:
        """Return the rule with its explanation, its source and a better way to put it."""
        return RULES[self.key]

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words in question as written."""
        return tuple(self.sentence[span.start : span.end] for span in self.spans)

    @property
    def sentence_hash(self) -> str:
        """Return the fingerprint of the sentence; see :func:`sentence_hash`."""
        return sentence_hash(self.sentence)

    def pieces(self) -> list[tuple[str, bool]]:
        """Return the sentence cut into pieces, each with whether it is in question."""
        return cut_at(self.sentence, self.spans)


def cut_at(text: str, spans: Iterable[Span]) -> list[tuple[str, bool]]:
    """Return ``text`` cut into pieces, each with whether it is one of ``spans``, given in order."""
    pieces = []
    position = 0
    for start, end in spans:
        pieces += [(text[position:start], False), (text[start:end], True)]
        position = end
    pieces.append((text[position:], False))
    return [piece for piece in pieces if piece[0]]


def sentence_hash(sentence: str) -> str:
    """Return a fingerprint of ``sentence`` that white space and typographic marks do not change."""
    return text_hash(" ".join(sentence.translate(_PLAINER).split()))


def find_claims(
    text: str, *, is_cited: Callable[[int, int], bool] = lambda _start, _end: False
) -> list[Claim]:
    """Return the claims in ``text``, sentence by sentence, one for each rule that it breaks.

    A line of ``text`` is a paragraph of its own. ``is_cited`` tells whether the sentence from one
    position to another cites a source: its figures are then no claims.
    """
    found = []
    for start, end in sentences(text):
        sentence = plainer(text[start:end])
        is_open = is_open_question(sentence) and not is_affirmed(text, end)
        for key in PATTERNS:
            spans = () if is_open else tuple(_spans(sentence, key))
            if not spans:
                continue
            if key is RuleKey.FIGURE and (_study_was_named(text, start) or is_cited(start, end)):
                continue
            found.append(Claim(key=key, sentence=text[start:end], start=start, spans=spans))
    return found


def sentences(text: str) -> Iterator[Span]:
    """Yield where the sentences of ``text`` stand; each line ends one."""
    position = 0
    for line in text.split("\n"):
        for sentence in split_sentences(line.replace(LINE_BREAK, " ")):
            yield Span(position + sentence.start, position + sentence.end)
        position += len(line) + 1


def plainer(sentence: str) -> str:
    """Return ``sentence`` with plain quotation marks, hyphens and spaces, of the same length."""
    return sentence.translate(_PLAINER)


def _spans(sentence: str, key: RuleKey) -> Iterator[Span]:
    patterns = PATTERNS[key]
    found = [(match.span(), False) for match in patterns.plain.finditer(sentence)]
    if patterns.with_negation:
        found += [(match.span(), True) for match in patterns.with_negation.finditer(sentence)]
    position = 0
    for (start, end), has_negation in sorted(found):
        if start >= position and not _is_right(sentence, key, start, end, has_negation):
            yield Span(start, end)
            position = end


def _is_right(sentence: str, key: RuleKey, start: int, end: int, has_negation: bool) -> bool:
    """Whether what is said from ``start`` to ``end`` may be said."""
    looks_inside = key is not RuleKey.TESTIMONIAL and not has_negation
    if is_denied(sentence, start, end, has_negation=has_negation, looks_inside=looks_inside):
        return True
    excuse = _EXCUSES.get(key)
    return excuse is not None and excuse(sentence, start, end)


def _study_was_named(text: str, start: int) -> bool:
    """Whether the paragraph names a study shortly before ``start``."""
    before = text[max(0, start - _SENTENCE_BEFORE) : start].rpartition("\n")[2]
    return is_attributed(before, len(before))


def _keeps_somebody_safe(sentence: str, start: int) -> bool:
    before = sentence[max(0, start - 40) : start].casefold().split()[-2:]
    return bool({"keep", "keeps", "kept", "keeping", "stay", "feel", "remain"} & set(before))


# What makes the wordings of one rule right, beside what makes any wording right.
_EXCUSES: dict[RuleKey, Callable[[str, int, int], bool]] = {
    RuleKey.APPROVAL: is_true_approval,
    RuleKey.SAFETY: lambda sentence, start, end: (
        _keeps_somebody_safe(sentence, start) or is_quoted_finding(sentence, start, end)
    ),
    RuleKey.NO_SIDE_EFFECTS: is_quoted_finding,
    RuleKey.CURE: is_another_cure,
    RuleKey.GUARANTEE: is_about_a_visit,
    RuleKey.FIGURE: lambda sentence, start, _end: is_attributed(sentence, start),
    RuleKey.SUPERIORITY: lambda sentence, start, _end: is_attributed(sentence, start),
    RuleKey.BOARD_CERTIFIED: lambda sentence, _start, _end: names_a_board(sentence),
    RuleKey.URGENCY: lambda sentence, _start, _end: is_about_an_emergency(sentence),
    RuleKey.STOP_MEDICINE: lambda sentence, start, _end: leaves_it_to_the_prescriber(
        sentence, start
    ),
}
