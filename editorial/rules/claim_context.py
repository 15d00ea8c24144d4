"""What makes a risky wording right: a question, a negation, a warning, a named study.

All work on one sentence and look at a limited stretch of it around the wording.
"""

from __future__ import annotations

import re

# How many characters before a wording are looked at, and how many words a negation reaches.
STRETCH = 200
_REACH = 8

_CLAUSE = re.compile(
    r"[;:\u2013\u2014]\s|\s--?\s|,\s(?:but|and|so|yet|while|because|we|our|you|your|it|they|there"
    r"|this|these|that's|ketamine|infusions?|the\s(?!treatment\sof))\b|\s(?:but|yet|because)\s"
    r"|\sand\s(?:it|we|they|you|ketamine|our|there)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:no(?!\s(?:doubt|question|wonder|matter|other|longer))|not(?!\s(?:only|just|merely))"
    r"|never|neither|nor|none|nobody|nothing|without|cannot(?!\swait)|instead\sof|rather\sthan"
    r"|rarely|seldom|hardly|far\sfrom|lacks?|lacking)\b|(?<!\bdo)n't\b|\bdon't\b(?!\sworry)",
    re.IGNORECASE,
)
# What denies a wording that has a negation of its own: "no medicine without side effects".
_DENIAL = re.compile(
    r"\b(?:not(?!\s(?:only|just|merely))|never|cannot|nobody|no\sone|neither|no\s(?:\w{1,15}\s)?"
    r"(?:treatment|medicine|drug|therapy|procedure|infusion|anesthetic|doctor))\b"
    r"|(?<!\bdo)n't\b|\bdon't\b(?!\sworry)",
    re.IGNORECASE,
)
_SAID_BY_OTHERS = re.compile(
    r"\b(?:myths?|false|falsely|wrong|wrongly|untrue|mistaken|misleading|misunderstanding|beware|wary"
    r"|careful\s(?:with|of)|suspicious|distrust"
    r"|(?:any(?:one|body)|people|those|somebody|advertisements?|ads|clinics?|websites?)\s(?:who|that"
    r"|which)\s(?:says?|promises?|offers?|claims?|tells?|calls?|sells?|advertises?)"
    r"|the\swords?|(?:words?|phrases?|terms?|claims?|promises?|slogans?|headlines?)\s(?:such\sas|like))\b",
    re.IGNORECASE,
)
# "If it is safe for you" leaves it open; "if you want a safe treatment" does not.
_CONDITION = re.compile(
    r"\b(?:whether|if|unless|until)\b(?!\syou\s(?:want|need|seek|wish|would|are\s(?:looking|ready|tired)))",
    re.IGNORECASE,
)
_DENIED_BEHIND = re.compile(
    r"(?:\s\w{1,15}){0,4}?\s(?:is|are|was|has|have|does|do|can)(?:\snot|n't|\snever)\s(?:been\s)?"
    r"(?:known|exist|found|shown|proven|possible|promised|claimed|true|established)\b",
    re.IGNORECASE,
)
# Questions that are none: they say what they ask.
_RHETORICAL = re.compile(
    r"\W{0,3}(?:did\syou\sknow|why\s(?:wait|suffer|not)|tired\sof|ready\s(?:to|for)|looking\sfor"
    r"|isn't\sit|aren't\syou|don't\syou|wouldn't|want\s(?:to|a)|what\sif\syou\scould"
    r"|why\s(?:settle|keep|live|put\sup|spend)|can\syou\safford|(?:sick|fed\sup|had\senough)\s(?:of|with)"
    r"|are\syou\s(?:tired|ready|sick)|searching\sfor|what\sare\syou\swaiting)\b",
    re.IGNORECASE,
)
# "Yes, but" and "Yes, if" leave the question open.
_YES = re.compile(
    r"[ \"')]{1,4}(?:yes|absolutely|certainly|definitely|of\scourse|indeed|it\sis|it\sdoes)\b"
    r"(?!,?\s(?:but|if|although|though|in\ssome|for\ssome|only|as)\b)",
    re.IGNORECASE,
)
# "You may have read that …; that is false", "'Safe' is a word that we avoid".
_CALLED_FALSE = re.compile(
    r"[;,\"]\s(?:that\s|this\s|which\s|it\s)?(?:is|are)\s(?:simply\s|plainly\s)?(?:false|wrong|untrue"
    r"|mistaken|misleading|not\strue|a\smyth)\b"
    r"|\bis\sa\s(?:claim|word|promise|term|phrase)\s(?:that\s)?(?:we|nobody|no\sone)\s(?:avoid|do\snot"
    r"|don't|never|should|can)\b",
    re.IGNORECASE,
)
_NAME = r"[A-Z][a-z'-]{1,25}"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STUDY = re.compile(
    r"\b(?:stud(?:y|ies)|trial|review|analysis|survey|report|paper|guideline|registry|census)\b"
    r"|\bcolleagues\b|\bet\sal\b|\breported\b|\bfound\b|\bpublished\b|\bpresented\b",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    rf"\b[Aa]ccording\sto\s(?:the\s|a\s)?{_NAME}|\b{_NAME}\s(?:and\scolleagues|et\sal)\b"
    rf"|\bthe\s(?:{_NAME}\s){{1,5}}(?:reports?|estimates?|counts?|says|found)\b"
    r"|\bthe\s(?:CDC|NIH|WHO)\s(?:reports?|estimates?|counts?|says|found)\b"
)
# A source in brackets: "(World Health Organization)", "(Kryst 2020)".
_IN_BRACKETS = re.compile(
    r"\((?:[Ss]ource:\s)?[A-Z][^()]{1,80}\b(?:(?:19|20)\d\d[a-z]?|Organization|Association|Society"
    r"|Academy|Institutes?|Centers?\sfor\s[^()]{1,60}|Journal|Administration|CDC|NIH)\)"
)
_QUOTE_OPENS = re.compile(r"(?:^|[\s(])[\"'](?:[^\"']|\b'\b){0,80}$")
_QUOTE_CLOSES = re.compile(r"(?:[^\"']|\b'\b){0,80}[\"']")
_CURED_THING_BEFORE = re.compile(
    r"\b(?:adhesives?|glue|resin|cement|coating|paint|meats?|ham|bacon|fish|cheese)\s(?:\w{1,15}\s){0,3}$",
    re.IGNORECASE,
)
_CURED_FOOD = re.compile(
    r"\s(?:or\s\w{1,15}\s|and\s\w{1,15}\s)?(?:meats?|ham|bacon|sausages?|fish|cheeses?|foods?)\b",
    re.IGNORECASE,
)
_VISIT = r"(?:appointments?|slots?|seats?|spots?|places?|bookings?|reservations?|privacy)"
_VISIT_BEFORE = re.compile(rf"\b{_VISIT}\s(?:\w{{1,15}}\s){{0,3}}$", re.IGNORECASE)
_VISIT_BEHIND = re.compile(rf"\s(?:\w{{1,15}}\s)?{_VISIT}\b", re.IGNORECASE)
_EMERGENCY = re.compile(r"\b(?:911|988)\b|\bemergency\b", re.IGNORECASE)
_BOARD_NAMED = re.compile(
    r"\b(?:Board|Boards)\sof\s[A-Z]\w{2,20}|\b(?:American|Osteopathic)\s(?:\w{3,20}\s)?Board\b"
)
_OTHER_PRESCRIBER = re.compile(
    r"\b(?:your|the)\s(?:own\s|other\s)?(?:doctor|prescriber|clinician|surgeon|cardiologist)s?"
    r"(?:\s\w{1,15}){0,5}\s?$|\b(?:before|unless|until)\b[^,;]{0,40}$",
    re.IGNORECASE,
)
_ASKED_FIRST = re.compile(
    r"\b(?:unless|until|only\sif|only\safter|ask|talk\s(?:to|with))\b[^;]{0,60}\b(?:doctor|prescriber"
    r"|prescribed|clinician)\b",
    re.IGNORECASE,
)


def is_open_question(sentence: str) -> bool:
    """Whether ``sentence`` asks, and does not say by asking ("Did you know that …?")."""
    if not sentence.rstrip().rstrip("\"')]").endswith("?"):
        return False
    return _RHETORICAL.match(sentence) is None


def is_affirmed(text: str, end: int) -> bool:
    """Whether ``text`` says yes to the question that ends at ``end``: then it is a claim."""
    return _YES.match(text, end) is not None


def is_denied(
    sentence: str, start: int, end: int, *, has_negation: bool, looks_inside: bool
) -> bool:
    """Whether the wording from ``start`` to ``end`` is denied, left open or said of others.

    ``has_negation`` tells that the wording holds a negation itself; ``looks_inside``, that one
    between its words denies it ("the FDA has not approved").
    """
    near = " ".join(_clause_before(sentence, start).split()[-_REACH:])
    negation = _DENIAL if has_negation else _NEGATION
    return bool(
        negation.search(near)
        or (looks_inside and _NEGATION.search(sentence, start, end))
        or _SAID_BY_OTHERS.search(sentence[max(0, start - STRETCH) : start])
        or _CONDITION.search(near)
        or _DENIED_BEHIND.match(sentence, end, min(len(sentence), end + STRETCH))
        or _CALLED_FALSE.search(sentence, end, min(len(sentence), end + STRETCH))
    )


def is_attributed(sentence: str, start: int) -> bool:
    """Whether the sentence names whose finding it gives, near ``start``."""
    near = sentence[max(0, start - STRETCH) : start + STRETCH]
    return bool(
        _ACCORDING.search(near)
        or _IN_BRACKETS.search(near)
        or (_STUDY.search(near) and _YEAR.search(near))
    )


def is_quoted_finding(sentence: str, start: int, end: int) -> bool:
    """Whether the words from ``start`` to ``end`` are quoted from a study that is named."""
    return bool(
        _QUOTE_OPENS.search(sentence, max(0, start - STRETCH), start)
        and _QUOTE_CLOSES.match(sentence, end)
        and is_attributed(sentence, start)
    )


def is_another_cure(sentence: str, start: int, end: int) -> bool:
    """Whether what is cured from ``start`` to ``end`` is food or glue."""
    return bool(
        _CURED_THING_BEFORE.search(sentence, max(0, start - STRETCH), start)
        or _CURED_FOOD.match(sentence, end)
    )


def is_about_a_visit(sentence: str, start: int, end: int) -> bool:
    """Whether what is guaranteed from ``start`` to ``end`` is a visit, and no result of it."""
    return bool(
        _VISIT_BEFORE.search(sentence, max(0, start - STRETCH), start)
        or _VISIT_BEHIND.match(sentence, end)
    )


def is_about_an_emergency(sentence: str) -> bool:
    """Whether the sentence sends people to emergency help."""
    return _EMERGENCY.search(sentence) is not None


def names_a_board(sentence: str) -> bool:
    """Whether the sentence names the board that certifies."""
    return _BOARD_NAMED.search(sentence) is not None


def leaves_it_to_the_prescriber(sentence: str, start: int) -> bool:
    """Whether a change of medicine, said at ``start``, is left to whoever prescribed it."""
    before = sentence[max(0, start - STRETCH) : start]
    return bool(_OTHER_PRESCRIBER.search(before) or _ASKED_FIRST.search(sentence))


_AS_ANESTHETIC = re.compile(r"\ban(?:a)?esthe(?:tic|sia)s?\b", re.IGNORECASE)
_ILLNESS = re.compile(
    r"\b(?:migraines?|headaches?|pain|depression|anxiety|ptsd|moods?|suicid\w{1,4})\b",
    re.IGNORECASE,
)
# What is approved is another thing than the drug that is named behind.
_ALTERNATIVE = re.compile(
    r"\s(?:\w{1,15}\s)?(?:alternatives?|answer|option|substitute|replacement)\s(?:to|for)\b",
    re.IGNORECASE,
)
_OFF_LABEL = re.compile(r"\boff[\s-]label\b", re.IGNORECASE)
_DRUG = re.compile(
    r"\b(?:(?P<this>ketamine|infusions?|drips?|our)|esketamine|spravato|triptans?|botox"
    r"|onabotulinumtoxin\w?|gepants?|antidepressants?)\b",
    re.IGNORECASE,
)


def is_true_approval(sentence: str, start: int, end: int) -> bool:
    """Whether the approval said from ``start`` to ``end`` is the anesthetic's or another drug's."""
    before = sentence[max(0, start - STRETCH) : start]
    drugs = list(_DRUG.finditer(before))
    if not drugs and not _ALTERNATIVE.match(sentence, end):
        drugs = list(_DRUG.finditer(sentence, end, end + STRETCH))[:1]
    if drugs and not drugs[-1]["this"]:
        return True
    behind = sentence[end : end + STRETCH]
    clause_end = _CLAUSE.search(behind)
    clause = behind[: clause_end.start()] if clause_end else behind
    if _ILLNESS.search(sentence[start:end] + clause) and not _OFF_LABEL.search(clause):
        return False
    return bool(_AS_ANESTHETIC.search(before) or _AS_ANESTHETIC.search(clause))


def _clause_before(sentence: str, start: int) -> str:
    before = sentence[max(0, start - STRETCH) : start]
    clause_start = max((found.end() for found in _CLAUSE.finditer(before)), default=0)
    return before[clause_start:]
