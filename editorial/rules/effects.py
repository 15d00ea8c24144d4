"""Finds sentences that say what the treatment does for patients: each needs a source.

Whether it has one is not told here. A study named in the sentence does not replace the citation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from editorial.rules.claim_context import is_denied, is_open_question
from editorial.rules.claims import Span, plainer, sentence_hash, sentences

_TREATMENT = (
    r"(?:ketamine|esketamine|infusions?|treatments?|therapy|doses?|series|sessions?|drips?|lozenges?"
    r"|(?:the|this|our)\s(?:medicine|drug))"
)
_SUBJECT = rf"(?:{_TREATMENT}|it|this|they)"
_ACTION = (
    r"(?:(?:reduc|reliev|eas|improv|decreas|alleviat|sooth|lessen|lower|shorten|prevent|stop|calm|lift"
    r"|restor|block|soften|treat|help|weaken|diminish|dampen|quiet|interrupt|break|halv|boost|rais"
    r"|strengthen|fight|control|manag)(?:e|s|es|ed|d|ing|ped|ping)?|cuts?|cutting|broke|fought|benefits?)"
)
_ILLNESS = (
    r"(?:migraines?|headaches?|pain|depression|depressive|anxiety|ptsd|aura|symptoms?|moods?|sleep"
    r"|suicid\w{1,3}|attacks?|nerves?|nerve\scells?|receptors?|fibromyalgia|neuropathy|trauma|stress"
    r"|suffering|thoughts|nightmares|ocd|neuralgia|disorders?|conditions|people|patients)"
)
_CONDITION = rf"(?:{_ILLNESS}|you)"
_WORKS = r"(?:effective|works?|helpful|useful|beneficial)"
_BETTER = (
    r"(?:relief|better|calmer|happier|fewer|less\spain|easier|lighter|improvement|remission|results"
    r"|pain[\s-]free|reduced|lower|improved|decreased)"
)
# What is said of a treatment that does more than ease, and what it does it to.
_TURN = (
    r"(?:(?:end|heal|cur|eliminat|eras|revers|beat|conquer|rewir|reset|repair|rebuild|renew|regrow|curb"
    r"|tam|banish|transform)(?:e|s|es|ed|d|ing|ting)?|(?:wip|knock|bring|turn|clear|tak|driv)(?:e|s|es|ing)?"
    r"\s(?:out|back|away|around)|makes?|gets?\srid\sof|puts?\san\send\sto)"
)
# The same but for what a side effect does too: "makes people tired", "brings back bad thoughts".
_ENDS = (
    r"(?:(?:end|heal|cur|eliminat|eras|revers|beat|conquer|rewir|repair|rebuild|renew|regrow|curb|tam"
    r"|banish|transform)(?:e|s|es|ed|d|ing|ting)?|(?:wip|knock|tak|driv|clear)(?:e|s|es|ing)?"
    r"\s(?:out|away)|gets?\srid\sof|puts?\san\send\sto)"
)
_LIFE = (
    r"(?:migraines?|headaches?|pain|depression|anxiety|ptsd|symptoms?|moods?|sleep|suffering|trauma"
    r"|attacks?|thoughts|nightmares|brain|mind|synapses|connections|joy|energy|focus|hope|balance|cycle"
    r"|fog|despair|disorders?|illness(?:es)?|conditions|ideation|ideations)"
)
_LESS_OF = (
    r"(?:improvements?|relief|reductions?|decreases?|resolution|remission|recovery|freedom|drop)"
)
_PRAISED = (
    r"(?:effective|promising|excellent|powerful|valuable|potent|proven|successful|viable|great|important"
    r"|beneficial|game-changing|life-changing|rapid|fast|exceptional|remarkable|revolutionary|innovative"
    r"|ground-?breaking|ideal)"
)
_STRONGLY = r"(?:(?:\w{2,15}ly|also|often|usually|even|well|all|very|most|more|so)\s){0,2}?"


def _gap(count: int) -> str:
    return rf"(?:\s[\w'-]{{1,30}}){{0,{count}}}?"


def _close_gap(count: int) -> str:
    """Match words that lead to no other verb: "the infusion ends and pain comes back" does."""
    return rf"(?:,?\s(?!(?:and|or|but|when|if|with|before|after)\b)[\w'-]{{1,30}}){{0,{count}}}?"


_WITH_TREATMENT = re.compile(rf"\b{_TREATMENT}\b", re.IGNORECASE)
# "This activity …": the sentence before named it.
_POINTS_BACK = re.compile(r"\W*(?:it|its|this|these|they)\b", re.IGNORECASE)
# Said of the treatment itself.
_OF_TREATMENT = re.compile(
    rf"\b{_SUBJECT}\b(?:'s)?{_gap(6)}\s{_ACTION}\b(?!\sto\b){_gap(4)}\s{_CONDITION}\b"
    rf"|\b{_TREATMENT}\b{_gap(6)}\s{_WORKS}\s(?:for|against|in|with){_gap(3)}\s{_CONDITION}\b"
    # "This site is meant to work for all of you" speaks of no treatment.
    rf"|\b(?:it|this|they)\b{_gap(4)}\s{_WORKS}\s(?:for|against|in|with){_gap(3)}\s{_ILLNESS}\b"
    rf"|\b{_SUBJECT}\b{_gap(3)}\s(?:brings?|provides?|gives?|offers?){_gap(2)}\srelief\b"
    r"|\b(?:antidepressant|pain[\s-]relieving|analgesic|mood[\s-]lifting|anti-?suicidal)\s"
    r"(?:effects?|action)\b"
    r"|\btakes?\sthe\sedge\soff\b"
    rf"|\b(?:{_TREATMENT}|it)\s(?:\w{{1,15}}\s){{0,2}}?{_TURN}(?!\sof\b){_close_gap(4)}\s{_LIFE}\b"
    rf"|\b(?:ability|power|capacity|potential)\s(?:to|in)\s(?:{_ACTION}|{_TURN}){_gap(3)}\s{_LIFE}\b"
    rf"|\b(?:{_TREATMENT}|it)\s(?:can|could|may|might|will)\s(?:\w{{2,15}}ly\s)?help(?=\W*$|\s(?:with|people"
    r"|patients|those|many|some)\b)"
    r"|\b(?:relief|benefits?|results|improvements?|treatments?)\s(?:can\s|may\s|often\s)?lasts?\s(?:for\s)?"
    r"(?:\w{1,15}\s){0,2}?(?:weeks|months|years)\b"
    # "How ketamine works" and "ketamine works by …" say only how.
    rf"|(?<!how\s)(?<!how\sthe\s)\b{_TREATMENT}\s{_STRONGLY}(?:works|helps|(?<=s\s)(?:often|usually|really)\s(?:work|help))\b(?!\s(?:by|on|at|through|like"
    r"|as|from|until)\b)"
    rf"|\b(?:{_TREATMENT}|it)\s(?:is|are|was|has\sbeen|proves|proved|remains)\s{_STRONGLY}(?:effective"
    r"|beneficial|successful|powerful|helpful)\b(?!\sdate)",
    re.IGNORECASE,
)
# Said without naming the treatment, as headlines do.
_OF_NOTHING_NAMED = re.compile(
    r"^\W*effective\W*$"
    r"|\b(?:safe|fast|quick|simple|gentle|natural|proven|highly|remarkably|extremely|incredibly|truly|very"
    r"|more|most)(?:,|,?\sand)?\s(?:and\s)?effective\b"
    r"|\b(?:fast|quick|rapid|instant|lasting|true|natural|effective|proven|powerful|same-day|complete)\s"
    rf"(?:\w{{1,15}}\s)?relief(?:\s(?:from|for)\b|(?=\W*$))"
    r"|\b(?:proven|lasting|remarkable|dramatic|impressive|life-changing|amazing)\sresults?\b"
    rf"|\b(?:clinically|scientifically|medically)?\s?(?:proven|shown)\sto\s(?:work|{_ACTION}|{_TURN})\b"
    rf"|\brelief\s(?:often\s|usually\s|can\s)?(?:begins?|starts?|comes?|sets?\sin|follows?|lasts?|arrives?)\b"
    rf"|\byour{_gap(2)}\s{_ILLNESS}\s(?:will|can)\s(?:\w{{2,15}}\s)?(?:lift|ease|fade|improve|go\saway)\b"
    r"|\b(?:patients|people|of\sthose|of\sthem)\b[^.;]{0,60}\s(?:gets?|find|feel|experience|enjoy|see|reports?|achieve|maintain"
    rf"|have|had|found)\s(?:an?\s)?(?:\w{{1,15}}\s)?(?:relief|improvements?|remission"
    r"|(?:good|great|positive|rapid|lasting)\sresults)\b"
    rf"|\b(?:shows?|showed|shown|experienc(?:e|es|ed|ing)|report(?:s|ed|ing)?|indicate[sd]?|notic(?:e|ed|ing))"
    rf"\s(?:an?\s)?(?:\w{{2,15}}\s){{0,2}}?{_LESS_OF}\s(?:\(\w{{1,15}}\)\s)?(?:in|of|from)\b"
    rf"{_gap(5)}\s{_LIFE}\b"
    r"|\b(?:offer|bring|giv)(?:s|e|es|ing)?\s(?:new\s|real\s|fresh\s)?hope\s(?:to|for)\b"
    r"|\bfewer\s(?:\w{1,15}\s)?(?:migraines?|headaches?|attacks|(?:migraine|headache|pain)\sdays)\b"
    r"|\b\d{1,3}\s?(?:%|percent)\ssuccess\srates?\b"
    r"|\b(?:shows?|shown|showed|shows\sgreat)\s(?:\w{2,15}\s)?promise\s(?:for|in)\b"
    r"|\b(?:provid|offer|bring|giv|produc)(?:e|es|s|ing)\s(?:\w{2,15}\s){1,3}relief\s(?:from|for)\b"
    r"|\b(?:proven|proved|been)\s(?:highly\s|very\s)?successful\s(?:in|at|for)\b"
    r"|\bworks\son\s(?:people|patients|those)\b"
    rf"|\b{_ENDS}\s(?:your|their)\s(?:\w{{1,15}}\s)?{_LIFE}\b"
    rf"|\b(?:fix|remedy)\s(?:for|to)\s(?:\w{{1,15}}\s){{0,2}}?{_LIFE}\b"
    rf"|\b(?:see|sees|saw|find|found|had)\s(?:\w{{1,15}}\s){{0,2}}?{_LIFE}\s(?:halved|cut\sin\shalf)\b"
    r"|\b(?:patients?|people|those|many|some|most|pain|depression)\b[^.;]{0,60}\srespond(?:s|ed)?\s"
    r"(?:almost\s|very\s)?(?:immediately|quickly|rapidly|well|within|positively|favorably)\b",
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
    rf"|\b{_LIFE}\s(?:\w{{2,15}}\s)?responds?\s(?:\w{{2,15}}\s)?to\b"
    rf"|\b(?:patients|people|many|most|some|others|who)\b{_gap(4)}\s(?:respond|recover|improve|benefit"
    r"|sleep\s(?:\w{1,15}\s){0,3}?(?:again|better))\b"
    rf"|\b(?:people|patients|some|many|most|others|you)\b{_gap(4)}\s(?:notice|see|feel)\sa\s(?:\w{{1,15}}\s)?"
    r"(?:change|difference|shift|lift)\b"
    rf"|\b{_LIFE}\s(?:\w{{1,15}}\s){{0,2}}?(?:halved|cut\sin\shalf|fading|vanish(?:es)?|disappears?)\b"
    # Said second: "Ketamine is gentle and ends migraine", "a medicine that heals the mind".
    r"|(?:\b(?:and|but|that|which|who|to|can|will|could|may|might|also|even|only)|,)\s(?:\w{2,15}ly\s)?"
    rf"{_ENDS}(?!\sof\b){_close_gap(4)}\s{_LIFE}\b"
    rf"|\bcures?\sfor\s(?:\w{{1,15}}\s){{0,2}}?{_LIFE}\b"
    rf"|\b{_LIFE}\s(?:is|are)\s(?:\w{{2,15}}\s)?curable\b"
    r"|\bprolongs?\sthe\seffects?\b|\b(?:acts?|works?)\s(?:faster|better|quicker|sooner)\b"
    rf"|\b(?:fast|quick|rapid|real|gentle)\srelief\b"
    rf"|\bbenefits?{_gap(3)}\s(?:seen|shown|found|reported)\b"
    # Said with nouns: "a reduction in pain", "an effective option for depression".
    rf"|\b{_LESS_OF}{_gap(3)}\s(?:in|of|from){_gap(6)}\s{_LIFE}\b"
    rf"|\b{_PRAISED}\s(?:\w{{2,15}},?\s){{0,2}}?(?:treatments?|options?|approach(?:es)?|tools?|therap(?:y|ies)"
    rf"|solutions?|alternatives?|choices?|ways?)\b(?:{_gap(2)}\s(?:for|in|to|against|available)\b|(?=\W*$))"
    rf"|\b(?:effectiveness|efficacy)\s(?:for|in|against)\b{_gap(6)}\s{_LIFE}\b"
    r"|\b\d{1,3}\s?(?:%|percent)\seffective\b"
    r"|\b(?:rapid|fast|quick)(?:er|est)?[\s-]acting\b"
    r"|\b(?:faster|quicker|sustained|long-term|short-term)\s(?:\w{2,15}\s)?(?:relief|improvements?|recovery)\b"
    rf"|\bhelp(?:s|ed|ing)?\s(?:to\s)?(?:{_ACTION}|{_TURN}){_gap(3)}\s{_LIFE}\b"
    rf"|\b(?:treats?|eases?|relieves?|helps?)\s(?:an?\s)?(?:wide|broad|many|various|several)"
    rf"{_gap(8)}\s(?:conditions|disorders|illnesses)\b"
    rf"|\b(?:effects?|impacts?)\son\s(?:\w{{2,15}}\s)?(?:moods?|pain|depression|anxiety|sleep)\b{_gap(3)}\s"
    r"(?:shown|lasts?|known|proven|remarkable|profound)\b",
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
    patterns = [_OF_TREATMENT, _OF_NOTHING_NAMED]
    if _WITH_TREATMENT.search(sentence) or _POINTS_BACK.match(sentence):
        patterns += [_AFTER_BUT, _OF_PATIENTS]
    for pattern in patterns:
        for found in pattern.finditer(sentence):
            start, end = found.span()
            if not is_denied(sentence, start, end, has_negation=False, looks_inside=True):
                return Span(start, end)
    return None
