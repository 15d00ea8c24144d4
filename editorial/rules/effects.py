"""Finds sentences that say what the treatment does for patients: each needs a source.

Whether it has one is not told here. A study named in the sentence does not replace the citation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from editorial.rules.claim_context import is_denied, is_open_question
from editorial.rules.claims import Span, plainer, sentence_hash, sentences

_TREATMENT = r"(?:ketamine|esketamine|infusions?|treatments?|therapy|doses?|series|sessions?)"
_SUBJECT = rf"(?:{_TREATMENT}|it|this|they)"
_ACTION = (
    r"(?:(?:reduc|reliev|eas|improv|decreas|alleviat|sooth|lessen|lower|shorten|prevent|stop|calm|lift"
    r"|restor|block|soften|treat|help|weaken|diminish|dampen|quiet|interrupt|break|halv|boost|rais"
    r"|strengthen|fight|control|manag)(?:e|s|es|ed|d|ing|ped|ping)?|cuts?|cutting|broke|fought)"
)
_ILLNESS = (
    r"(?:migraines?|headaches?|pain|depression|depressive|anxiety|ptsd|aura|symptoms?|moods?|sleep"
    r"|suicid\w{1,3}|attacks?|nerves?|nerve\scells?|receptors?|fibromyalgia|neuropathy|trauma|stress"
    r"|suffering|people|patients)"
)
_CONDITION = rf"(?:{_ILLNESS}|you)"
_WORKS = r"(?:effective|works?|helpful|useful|beneficial)"
_BETTER = r"(?:relief|better|calmer|fewer|less\spain|easier|lighter|improvement)"


def _gap(count: int) -> str:
    return rf"(?:\s[\w'-]{{1,30}}){{0,{count}}}?"


_WITH_TREATMENT = re.compile(rf"\b{_TREATMENT}\b", re.IGNORECASE)
# Said of the treatment itself.
_OF_TREATMENT = re.compile(
    rf"\b{_SUBJECT}\b{_gap(6)}\s{_ACTION}\b(?!\sto\b){_gap(4)}\s{_CONDITION}\b"
    rf"|\b{_TREATMENT}\b{_gap(4)}\s{_WORKS}\s(?:for|against|in|with){_gap(3)}\s{_CONDITION}\b"
    # "This site is meant to work for all of you" speaks of no treatment.
    rf"|\b(?:it|this|they)\b{_gap(4)}\s{_WORKS}\s(?:for|against|in|with){_gap(3)}\s{_ILLNESS}\b"
    rf"|\b{_SUBJECT}\b{_gap(3)}\s(?:brings?|provides?|gives?|offers?){_gap(2)}\srelief\b"
    r"|\b(?:antidepressant|pain[\s-]relieving|analgesic|mood[\s-]lifting|anti-?suicidal)\s"
    r"(?:effects?|action)\b"
    r"|\btakes?\sthe\sedge\soff\b",
    re.IGNORECASE,
)
# "Ketamine does not cure migraine but lessens the pain": the denial ends at "but".
_AFTER_BUT = re.compile(
    rf"(?<=\sbut\s)(?:\w{{1,15}}\s)?{_ACTION}\b(?!\sto\b){_gap(4)}\s{_CONDITION}\b",
    re.IGNORECASE,
)
# Said of patients, where the sentence names the treatment too.
_OF_PATIENTS = re.compile(
    rf"\b{_CONDITION}\b{_gap(3)}\s(?:eases?|eased|lifts?|lifted|fades?|faded|improves?|improved|drops?"
    r"|dropped|falls?|fell|lessens?|subsides?|decreases?|goes?\saway)\b"
    rf"|\b(?:people|patients|some|many|most|others|you)\b{_gap(4)}\s(?:feel|feels|felt|have|had|report"
    rf"|reported|notice|noticed|find|found|experience|experienced){_gap(2)}\s{_BETTER}\b"
    rf"|\b(?:fast|quick|rapid|real|gentle)\srelief\b"
    rf"|\bbenefits?{_gap(3)}\s(?:seen|shown|found|reported)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class EffectClaim:
    """A ``sentence`` that says what the treatment does; ``start`` is where it stands in the text.

    ``span`` are the words that say so, within the sentence.
    """

    sentence: str
    start: int
    span: Span

    @property
    def words(self) -> str:
        """Return the words that say so, as written."""
        return self.sentence[self.span.start : self.span.end]

    @property
    def sentence_hash(self) -> str:
        """Return the fingerprint of the sentence, as claims have it."""
        return sentence_hash(self.sentence)


def effect_claims(text: str) -> list[EffectClaim]:
    """Return the sentences of ``text`` that say what the treatment does, in order.

    A line of ``text`` is a paragraph of its own. Questions and denials say nothing of the kind.
    """
    return [
        EffectClaim(sentence=text[start:end], start=start, span=span)
        for start, end in sentences(text)
        if (span := _effect_in(plainer(text[start:end])))
    ]


def _effect_in(sentence: str) -> Span | None:
    if is_open_question(sentence):
        return None
    patterns = [_OF_TREATMENT]
    if _WITH_TREATMENT.search(sentence):
        patterns += [_AFTER_BUT, _OF_PATIENTS]
    for pattern in patterns:
        for found in pattern.finditer(sentence):
            start, end = found.span()
            if not is_denied(sentence, start, end, has_negation=False, looks_inside=True):
                return Span(start, end)
    return None
