"""The words that the wordings of ``treatment_patterns.py`` and ``clinic_patterns.py`` are made of.

Every repetition is bounded, so that a pattern looks at a limited stretch from each place and takes
time in proportion to the length of the text, whatever the text is.

Patterns are matched without regard to case, after curly quotation marks and apostrophes have become
straight ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

WORD = r"[\w'/#-]{1,30}"


def up_to(count: int) -> str:
    """Match at most ``count`` words, each with the space before it."""
    return rf"(?:\s{WORD}){{0,{count}}}?"


def words(count: int) -> str:
    """Match at most ``count`` words, each with the space behind it."""
    return rf"(?:{WORD}\s){{0,{count}}}?"


CONDITION = (
    r"(?:migraines?|headaches?|pain|depression|anxiety|ptsd|ocd|aura|symptoms?|fibromyalgia"
    r"|neuropathy|neuralgia|crps|suffering|moods?|mental\sillness|trauma|attacks?|insomnia|burnout"
    r"|(?:suicidal|dark|obsessive|negative|intrusive)\sthoughts?)"
)
MEDICINE = (
    r"(?:medicines?|medications?|meds|pills?|tablets?|prescriptions?|antidepressants?|opioids?"
    r"|triptans?|painkillers?|drugs|blood\sthinners?|ssris?|snris?|beta[\s-]blockers?|lithium"
    r"|benzodiazepines?|benzos|antipsychotics?|mood\sstabilizers?|nsaids?|statins?|insulin|inhalers?"
    r"|gabapentin|anticonvulsants?|narcotics?)"
)
PEOPLE = (
    r"(?:patients?|people|persons?|clients?|men|women|adults|sufferers|participants|users|veterans"
    r"|teens)"
)
SIDE_EFFECTS = (
    r"(?:side[\s-]effects?|(?:unwanted|adverse|ill|bad|unpleasant|harmful)\s(?:effects?|events?"
    r"|reactions?)|downsides?|after[\s-]?effects?|drawbacks?)"
)
AGENCY = r"(?:fda|food\sand\sdrug\sadministration)"
NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|a\sfew)"
PERCENTAGE = (
    r"(?:\d{1,3}(?:\.\d{1,2})?\s?(?:%|percent\b|per\scent\b)"
    r"|(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w{3,5})?\s(?:percent|per\scent)\b)"
)
CLINIC = (
    r"(?:clinics?|cent(?:er|re)s?|practices?|providers?|doctors?|physicians?|specialists?|experts?"
    r"|teams?|nurses?|care|facilit(?:y|ies)|staff|anesthesiologists?)"
)
TREATMENT = r"(?:ketamine|infusions?|treatments?|therap(?:y|ies)|medicines?|relief|results?)"
NEGATED = r"(?:cannot|not|never|\w{2,6}n't)"
# Names of institutions count only as they are written, with capitals.
INSTITUTION = (
    r"(?-i:(?:the\s)?(?:Stanford|UCSF|UCLA|Kaiser|Sutter|Mayo|Harvard|El\sCamino|(?:Johns\s)?Hopkins"
    r"|Cleveland\sClinic|(?:University|School|College)\sof\s[A-Z]\w{1,20}"
    r"|(?:[A-Z][\w.&'-]{1,20}\s){1,4}(?:University|Hospitals?|Health(?:\s?[Cc]are)?|Medicine"
    r"|Medical\s(?:Center|School|Group)|(?:School|College)\sof\s[A-Z]\w{1,20}|Clinic|Society"
    r"|Association|Foundation|Academy|Institute|College)"
    # One without a name: "the county hospital".
    r"|(?:the|an?)\s(?:county|state|city|local|nearby|regional|university|teaching|academic|major)"
    r"\s(?:\w{1,15}\s)?(?:hospital|university|medical\s(?:center|school)|health\ssystem)))"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class RulePatterns:
    """``plain`` wordings are right where a negation stands before them.

    ``with_negation`` hold their negation themselves ("no side effects"); a second one alone
    ("it is a myth that …") makes them right.
    """

    plain: re.Pattern[str]
    with_negation: re.Pattern[str] | None = None


def patterns(*plain: str, with_negation: tuple[str, ...] = ()) -> RulePatterns:
    """Return the wordings of a rule; each starts at the beginning of a word."""
    return RulePatterns(plain=_any(plain), with_negation=_any(with_negation))


def _any(wordings: tuple[str, ...]) -> re.Pattern[str]:
    # A pattern of no wording matches nowhere.
    either = "|".join(wordings) or r"(?!)"
    return re.compile(rf"(?<![\w-])(?:{either})", re.IGNORECASE)
