"""The wordings that break each rule of ``claim_rules.py``.

Every repetition is bounded, so that a pattern looks at a limited stretch from each place and takes
time in proportion to the length of the text, whatever the text is.

Patterns are matched without regard to case, after curly quotation marks and apostrophes have become
straight ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from editorial.rules.claim_rules import RuleKey

_WORD = r"[\w'/#-]{1,30}"


def _up_to(count: int) -> str:
    """Match at most ``count`` words, each with the space before it."""
    return rf"(?:\s{_WORD}){{0,{count}}}?"


def _words(count: int) -> str:
    """Match at most ``count`` words, each with the space behind it."""
    return rf"(?:{_WORD}\s){{0,{count}}}?"


CONDITION = (
    r"(?:migraines?|headaches?|pain|depression|anxiety|ptsd|aura|symptoms?|fibromyalgia"
    r"|neuropathy|suffering|mood\sdisorders?|mental\sillness|trauma|attacks?)"
)
_MEDICINE = (
    r"(?:medicines?|medications?|meds|pills?|tablets?|prescriptions?|antidepressants?|opioids?"
    r"|triptans?|painkillers?|drugs|blood\sthinners?|ssris?|beta[\s-]blockers?)"
)
_PEOPLE = r"(?:patients?|people|persons?|clients?|men|women|adults|sufferers|participants|users)"
_SIDE_EFFECTS = (
    r"(?:side[\s-]effects?|(?:unwanted|adverse|ill|bad)\s(?:effects?|events?|reactions?)|downsides?"
    r"|after[\s-]?effects?|drawbacks?)"
)
_AGENCY = r"(?:fda|food\sand\sdrug\sadministration)"
_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|a\sfew)"
_CLINIC = (
    r"(?:clinics?|cent(?:er|re)s?|practices?|providers?|doctors?|physicians?|specialists?|experts?"
    r"|teams?|nurses?|care|facilit(?:y|ies)|staff|anesthesiologists?)"
)
_TREATMENT = r"(?:ketamine|infusions?|treatments?|therap(?:y|ies)|medicines?|relief|results?)"
# Names of institutions count only as they are written, with capitals.
_INSTITUTION = (
    r"(?-i:(?:the\s)?(?:Stanford|UCSF|UCLA|Kaiser|Sutter|Mayo|Harvard|El\sCamino|(?:Johns\s)?Hopkins"
    r"|Cleveland\sClinic|University\sof\s[A-Z]\w{1,20}"
    r"|(?:[A-Z][\w.&'-]{1,20}\s){1,4}(?:University|Hospitals?|Health(?:\s?[Cc]are)?|Medicine"
    r"|Medical\s(?:Center|School|Group)|Clinic|Society|Association|Foundation|Academy|Institute"
    r"|College)))"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class RulePatterns:
    """``plain`` wordings are right where a negation stands before them.

    ``with_negation`` hold their negation themselves ("no side effects"); a second one alone
    ("it is a myth that …") makes them right.
    """

    plain: re.Pattern[str]
    with_negation: re.Pattern[str] | None = None


def _patterns(*plain: str, with_negation: tuple[str, ...] = ()) -> RulePatterns:
    return RulePatterns(plain=_any(plain), with_negation=_any(with_negation))


def _any(wordings: tuple[str, ...]) -> re.Pattern[str]:
    # A pattern of no wording matches nowhere.
    either = "|".join(wordings) or r"(?!)"
    return re.compile(rf"(?<![\w-])(?:{either})", re.IGNORECASE)


PATTERNS: dict[RuleKey, RulePatterns] = {
    RuleKey.APPROVAL: _patterns(
        r"(?:fda|federally)[\s-](?:approved|cleared|authorized)\b",
        rf"(?:approved|cleared|authorized)\sby\s(?:the\s)?(?:{_AGENCY}|federal\sgovernment)\b",
        rf"{_AGENCY}(?:'s)?{_up_to(2)}\s(?:approved|approves|approval|cleared|clears)\b",
        rf"approved\s(?:for|to\streat)\b{_up_to(4)}\s{CONDITION}\b",
    ),
    RuleKey.SAFETY: _patterns(
        r"(?:(?:completely|perfectly|entirely|totally|very|extremely|proven)\s)?safe\b"
        rf"(?!\s{_words(2)}(?:places?|rides?|spaces?|rooms?|settings?|distance|trips?|journey"
        r"|environment|homes?|drivers?)\b)"
        r"(?!\s(?:way|return|ride)\shome)"
        r"(?!\sto\s(?:drive|eat|drink|leave|walk|travel|park|stand|go|get|wait|return|work|call)\b)",
        r"(?:risk|danger)[\s-]free\b",
        r"harmless\b",
        r"(?:a\s)?(?:safer|safest)\s(?:alternative|option|choice|than|way\sto|treatment|medicine)\b",
        r"(?:excellent|outstanding|proven|perfect|spotless|strong|unmatched)\ssafety\b",
        with_negation=(
            rf"(?:no|zero|without|free\sof|free\sfrom)\s(?:any\s)?{_words(2)}(?:risks?|dangers?|harm)\b"
            r"(?!\s(?:of|for|factors?|in\s(?:asking|calling)))",
            r"nothing\sto\s(?:worry\sabout|fear|be\safraid\sof)\b",
        ),
    ),
    RuleKey.NON_ADDICTIVE: _patterns(
        r"non[\s-]?(?:addictive|habit[\s-]forming)\b",
        r"addiction[\s-]free\b",
        with_negation=(
            r"(?:not|never|\w{2,6}n't)\s(?:\w{1,15}\s)?(?:addictive|habit[\s-]forming)\b",
            rf"(?:no|zero|without|free\sof|free\sfrom)\s{_words(3)}"
            r"(?:of|for)\s(?:becoming\s|getting\s)?"
            r"(?:addict(?:ion|ed)|dependen(?:ce|cy|t)|abuse|misuse|withdrawal)\b",
            rf"(?:cannot|not|never|\w{{2,6}}n't){_up_to(2)}\s(?:become|get|be|grow|becoming|getting)"
            rf"{_up_to(1)}\s(?:addicted|dependent|hooked)\b",
            r"(?:no|without)\s(?:addiction|dependence|dependency|withdrawal)\b",
            rf"(?:cannot|not|never|\w{{2,6}}n't)\s(?:cause|lead\sto|create){_up_to(1)}"
            r"\s(?:addiction|dependence)\b",
        ),
    ),
    RuleKey.NO_SIDE_EFFECTS: _patterns(
        r"side[\s-]effects?[\s-]free\b",
        rf"(?:minimal|negligible)\s{_SIDE_EFFECTS}\b",
        with_negation=(
            rf"(?:no|zero|without|free\sof|free\sfrom|none\sof|hardly\sany)\s{_words(3)}"
            rf"{_SIDE_EFFECTS}\b",
            rf"(?:not|never|\w{{2,6}}n't)\s(?:cause|have|had|has|produce|bring|come\swith)s?"
            rf"\s(?:any\s)?{_words(1)}{_SIDE_EFFECTS}\b",
            rf"{_SIDE_EFFECTS},?\sbut{_up_to(3)}\s(?:none|no\ssuch|not)\b",
        ),
    ),
    RuleKey.CURE: _patterns(
        r"cur(?:e|es|ed|ing)\b",
        r"(?:miracles?|miraculous(?:ly)?|wonder\sdrugs?|magic\sbullets?|life[\s-]changing"
        r"|game[\s-]chang(?:er|ing))\b",
        r"breakthrough\s(?:treatment|therapy|drug|medicine)\b",
        rf"(?:say|saying|wave)\sgood-?bye\sto{_up_to(3)}\s{CONDITION}\b",
        rf"(?:eliminat|eradicat|banish|conquer|defeat|revers|eras)\w{{1,4}}{_up_to(3)}\s{CONDITION}\b",
        rf"heal(?:s|ing|ed)?{_up_to(2)}\s(?:brain|mind|{CONDITION})\b",
        rf"put(?:s|ting)?\san\send\sto{_up_to(2)}\s{CONDITION}\b",
        rf"(?:get|gets|getting)\srid\sof{_up_to(2)}\s{CONDITION}\b",
        with_negation=(rf"no\smore\s{CONDITION}\b",),
    ),
    RuleKey.GUARANTEE: _patterns(
        r"guarant\w{2,4}\b(?!\s(?:your|you\sa|a)\s(?:place|privacy|seat|spot|time))",
        r"money[\s-]back\b",
        rf"promis(?:e|es|ed|ing){_up_to(5)}\s"
        r"(?:relief|results?|improve\w{0,4}|better|help|work|change)\b",
        rf"you(?:\swill|'ll)(?:\s\w{{2,15}}ly|\ssoon|\salso)?\s(?:feel\s(?:{_words(2)}better|relief"
        rf"|great|good|like)|be\s(?:{_words(1)}pain[\s-]free|free\sof|well|healed)"
        r"|get\s(?:better|relief|your)|experience\srelief|notice\sthe|improve|recover)\b",
        rf"your{_up_to(2)}\s{CONDITION}\swill(?:\s\w{{2,15}})?\s"
        r"(?:be\sgone|go\saway|improve|disappear|vanish|fade|ease|lift|stop|end)\b",
        r"(?:works?|effective|helps?)\s(?:for|in)?\s?(?:everyone|everybody|every\s(?:one|patient"
        r"|person)|all\spatients|anyone|anybody)\b",
        r"(?:works?\severy\stime|always\s(?:works?|helps?))\b",
        r"results?\s(?:are|is)\s(?:certain|assured|sure)\b",
        r"(?:are|is)\s(?:sure|certain|bound)\sto\s(?:feel|help|work|improve|get)\b",
        r"(?:live|living|be|become|stay)\s(?:pain|migraine|headache|symptom)[\s-]free\b",
        r"100\s?(?:%|percent)\s(?:effective|success|safe)\b",
        with_negation=(r"(?:never|\w{2,6}n't|not)\s(?:ever\s)?fails?\b",),
    ),
    RuleKey.PERMANENT: _patterns(
        rf"permanent(?:ly)?{_up_to(2)}\s(?:relief|cure|solution|recovery|results?|remission|freedom"
        rf"|improvement|{CONDITION})\b",
        r"(?:long-?)?\s?lasting\s(?:\w{1,15}\s){0,2}?(?:relief|results?|recovery|improvement"
        r"|remission|benefits?|freedom)\b",
        r"(?:relief|results?|effects?|benefits?)(?:\s\w{1,15}){0,2}?\s(?:permanent|for\slife"
        r"|for\sever|for\syears|a\slifetime)\b",
        rf"(?:{CONDITION}|pain-free|relief|better|well)(?:\s\w{{1,15}}){{0,3}}?\sforever\b",
        r"once\sand\sfor\sall\b",
        r"for\sthe\srest\sof\s(?:your|their)\sli(?:fe|ves)\b",
        rf"(?:{CONDITION}|end|ends|gone|away|free){_up_to(3)}\sfor\sgood\b"
        r"(?!\s(?:reasons?|measure|cause))",
        with_negation=(
            rf"never\s{_words(1)}(?:wears?\soff|fades?|comes?\sback|returns?|suffer)\b",
            rf"(?:never|no)\s{_words(4)}again\b",
        ),
    ),
    RuleKey.SUPERIORITY: _patterns(
        rf"best\s{_words(3)}(?:{_CLINIC}|{_TREATMENT})\b(?!\sfor\syou)",
        r"(?:better|faster|quicker|stronger|cheaper|more\s(?:effective|powerful|reliable|advanced"
        r"|experienced|quickly))(?!\sto\b)\s(?:\w{1,15}\s){0,2}?than\b"
        r"(?!\s(?:before|last|usual|expected|later|you|the\sday|a\s(?:day|week|month|year))\b)",
        r"superior\sto\b",
        rf"leading\s{_words(3)}{_CLINIC}\b",
        rf"(?:the\s)?(?:number[\s-]one|no\.\s?1|#\s?1)\s{_words(2)}(?:{_CLINIC}|{_TREATMENT}|choice|in"
        r"|for)\b",
        r"top[\s-](?:rated|ranked|notch|tier)\b",
        r"(?:premier|foremost|world[\s-]class|unmatched|unrivall?ed|unparalleled|unsurpassed"
        r"|unbeatable|second\sto\snone|cutting[\s-]edge|state[\s-]of[\s-]the[\s-]art|award[\s-]winning"
        r"|gold\sstandard|renowned)\b",
        r"most\s(?:experienced|advanced|trusted|skilled|effective|respected|qualified|successful)\b",
        rf"fewer\s{_SIDE_EFFECTS}\sthan\b",
        r"(?:outperform|outclass|surpass)\w{0,3}\b",
        r"beats\s(?:every|any|all|other)\b",
        r"the\sonly\s(?:\w{1,15}\s){0,2}?(?:clinic|center|treatment)\b",
        with_negation=(
            rf"(?:nobody|no\sone|none|no\sother\s{_WORD}){_up_to(4)}\s(?:better|faster|more"
            r"|comes?\sclose|compares?|like\sus)\b",
        ),
    ),
    RuleKey.BOARD_CERTIFIED: _patterns(r"(?:double[\s-])?board[\s-]certifi(?:ed|cations?)\b"),
    RuleKey.URGENCY: _patterns(
        r"act\s(?:now|fast|today|quickly)\b",
        rf"(?:only|just)\s{_NUMBER}\s{_words(2)}(?:slots?|spots?|places?|appointments?|seats?"
        r"|openings?|days?|hours?)\s(?:left|remain\w{0,3}|available|open)\b",
        r"before\sit(?:'s|\sis)\stoo\slate\b",
        r"hurry\b",
        r"(?:limited[\s-]time|while\s(?:supplies|spots|places)\slast|(?:last|final)\schance"
        r"|now\sor\snever|today\sonly)\b",
        r"(?:offer|sale|discount|price)(?:\s\w{1,15})?\s(?:ends|expires)\b",
        rf"(?:slots?|spots?|places|appointments?|openings?|seats){_up_to(3)}\s(?:filling|going\sfast"
        r"|almost\sgone|nearly\sgone|running\sout|disappearing|sell\w{0,3}|fill\sup)\b",
        r"(?:every|each)\s(?:day|hour|minute|week|month)\s(?:that\s)?you\s(?:wait|delay|put)\b",
        r"why\s(?:wait|suffer)\b",
        r"if\syou\s(?:do\snothing|wait\stoo\slong)\b",
        r"(?:will|can)\sonly\sget\sworse\b",
        rf"untreated\s{_words(2)}(?:will\s|can\s)?(?:damage|destroy|ruin|kill|shorten)s?\b",
        rf"{CONDITION}\s(?:kills|destroys|ruins|steals)\b",
        r"(?:will|can)\s(?:\w{1,15}\s)?(?:damage|destroy|ruin|shrink)\syour\b",
        with_negation=(
            rf"(?:don't|do\snot|never)\slet{_up_to(4)}\s(?:steal|rob|ruin|rule|control|destroy)\b",
            r"(?:don't|do\snot)\s(?:wait\s(?:another|any\slonger|until)|miss\s(?:out|this|your)"
            r"|delay|suffer)\b",
            r"wait\sno\slonger\b",
        ),
    ),
    RuleKey.TESTIMONIAL: _patterns(
        r"\"[^\"]{0,300}\b(?:i|my|me|clinic|staff|team|doctors?|nurses?|they|everyone)\b(?:[^\"?]{0,300}"
        r"\b)?(?:life|grateful|thank\w{0,3}|gone|saved|changed|amazing|wonderful|great|kind|hope|recommend"
        r"|relief|helped|happy|back|better|best|worked|caring)\b[^\"]{0,300}\"",
        r"\"thank(?:s|\syou)[^\"]{0,200}\b(?:for|dr|everyone|team|all)\b",
        r"my\s(?:migraines?|pain|headaches?|depression|anxiety|life|mood|symptoms?)"
        rf"{_up_to(3)}\s(?:gone|faded|back|better|changed|stopped|improved|lifted|disappeared|eased"
        r"|vanished)\b",
        rf"(?:gave|giving|given|got|get)\s(?:me|my|us){_up_to(3)}\s(?:life|hope|family|self|back)\b",
        r"(?:chang|sav|transform)(?:e|es|ed|ing)\s(?:my|our|their)\sli(?:fe|ves)\b",
        r"i(?:\sam|\swas|'m)\s(?:so\s)?(?:grateful|thankful|skeptical|desperate|amazed)\b",
        r"(?:our|many|former|past|happy|grateful|satisfied)\s(?:patients|clients|guests)\s"
        r"(?:\w{1,15}\s)?(?:say|love|agree|rave|report|describe|tell\sus\s(?:that|how))\b",
        r"(?:patients|people|clients)\s(?:love|adore|rave)\b",
        r"what\s(?:our\s|my\s)?(?:patients|people|clients)\s(?:are\ssaying|say|have\sto\ssay)\b",
        r"(?:five|5)[\s-]stars?\b",
        r"testimonials?\b",
        r"(?:success|patient)\sstor(?:y|ies)\b",
        r"stor(?:y|ies)\sof\s(?:recovery|hope|healing)\b",
        r"(?:google|yelp|patient|online|(?:read|see)\sour)\sreviews\b",
        r"(?:one\sof\sour\spatients|(?:one|a)\spatient)\s(?:wrote|said|says|told\sus)\b",
        rf"hear\sfrom{_up_to(3)}\s(?:people|patients|others)\b",
    ),
    RuleKey.FIGURE: _patterns(
        rf"\d{{1,3}}(?:\.\d{{1,2}})?\s?(?:%|percent\b|per\scent\b)(?=[^.]{{0,60}}\b(?:{_PEOPLE}|success"
        rf"|respon\w{{2,4}}|relief|effective|improve\w{{0,4}}|remission|{CONDITION}|better|stands)\b)",
        r"(?:success|response|respon\w{2,4}|pain|scores?|remission)\b(?:[^.%]{0,40})\b"
        r"\d{1,3}(?:\.\d{1,2})?\s?(?:%|percent\b|per\scent\b)",
        rf"{_NUMBER}\s(?:in|of|out\sof)\s(?:every\s)?(?:\d{{1,3}}|{_NUMBER}|hundred)\s{_words(2)}{_PEOPLE}\b",
        r"(?:half|quarters?|thirds?|majority|most)\sof\s(?:our\s|all\s|the\s|these\s)?"
        rf"(?:\w{{1,15}}\s)?{_PEOPLE}\b",
        rf"(?:cut|reduc|lower|halv|drop|fall|shrink)\w{{0,4}}{_up_to(6)}\s(?:by\shalf|in\shalf)\b",
        r"success\srates?\b",
        rf"helped\s{_words(3)}(?:\d[\d,]{{1,8}}|hundreds|thousands)\b",
        rf"thousands\sof\s(?:\w{{1,15}}\s)?{_PEOPLE}\b",
        r"(?:clinically|scientifically|medically)\sproven\b",
        r"(?:studies|research|science)\s(?:have\s|has\s)?prove[sdn]?\b",
    ),
    RuleKey.STOP_MEDICINE: _patterns(
        r"(?:stop|quit|skip|discontinue|drop|ditch|pause|reduce)(?:s|ping|ting|pping)?\s(?:taking\s"
        rf"|using\s)?(?:(?:all|your|the|any|of|those)\s){{0,3}}{_words(2)}{_MEDICINE}\b",
        rf"(?:throw|toss|flush)(?:ing)?\s(?:away\s|out\s)?{_words(3)}{_MEDICINE}\b",
        rf"(?:leave|put)\s{_words(3)}{_MEDICINE}\s(?:away|behind|aside)\b",
        rf"(?:get|come|coming|getting|wean|taper)\soff\s{_words(3)}{_MEDICINE}\b",
        rf"replac(?:e|es|ing)\s{_words(3)}{_MEDICINE}\b",
        rf"instead\sof\s(?:your|taking)\s{_words(2)}{_MEDICINE}\b",
        with_negation=(
            rf"(?:no\slonger|never|not|\w{{2,6}}n't)\s(?:need|have)\s{_words(3)}{_MEDICINE}\b",
            r"no\s(?:longer\s)?need\s(?:for|to\s(?:keep\s)?(?:take|taking|use|using))\s"
            rf"{_words(2)}{_MEDICINE}\b",
        ),
    ),
    RuleKey.AFFILIATION: _patterns(
        rf"{_INSTITUTION}[\s-](?:affiliated|trained|approved|endorsed|certified|partnered|quality)\b",
        r"(?:affiliated\swith|affiliates?\sof|(?:(?:are|is|'re)\s)(?:\w{2,12}\s)?(?:a\s)?part\sof"
        r"|partners?\s(?:of|with)|in\s(?:partnership|collaboration|cooperation|association)\swith"
        r"|(?:endorsed|recommended|accredited|sponsored|certified)\sby|together\swith"
        r"|(?:works?|working)\s(?:\w{1,10}\s){0,3}?with|on\sbehalf\sof"
        r"|trusted\sby\s(?:\w{1,15}\s){0,3}?(?:at|of|from))"
        rf"\s{_INSTITUTION}",
        rf"our\s{_INSTITUTION}(?:\s[A-Z]\w{{1,20}}){{0,2}}\s(?:doctors?|physicians?|team|partners?"
        r"|affiliation|clinicians?)\b",
        r"(?:our|the|a)\s(?:\w{1,15}\s)?(?:office|clinic|location|suite)\s(?:at|in|inside|within|on)"
        rf"\s{_INSTITUTION}",
    ),
}
