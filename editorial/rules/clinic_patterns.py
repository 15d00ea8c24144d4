"""The wordings that praise the clinic, press its visitors, or borrow a name."""

from __future__ import annotations

from editorial.rules.claim_rules import RuleKey
from editorial.rules.claim_words import (
    CLINIC,
    CONDITION,
    INSTITUTION,
    MEDICINE,
    NUMBER,
    SIDE_EFFECTS,
    TREATMENT,
    WORD,
    RulePatterns,
    patterns,
    up_to,
    words,
)

_OPENINGS = r"(?:slots?|spots?|places?|appointments?|openings?|seats?)"
_OFFER = r"(?:offers?|sale|discounts?|prices?|specials?|deals?|promotions?|savings)"
_SAYS = (
    r"(?:puts?\sit|wrote|writes|said|says|told\sus|tells\sus|shared|shares|recalls?|recalled|describes"
    r"|described)"
)
_TIE = (
    r"(?:affiliated\swith|affiliates?\sof|(?:(?:are|is|'re)\s)(?:\w{2,12}\s)?(?:a\s)?part\sof"
    r"|partner(?:s|ed|ing)?\s(?:of|with)"
    r"|in\s(?:partnership|collaboration|cooperation|association|alliance)\swith|hand\sin\shand\swith"
    r"|(?:endorsed|recommended|accredited|sponsored|certified|run|operated|owned|backed)\sby"
    r"|(?:together|associated|linked)\swith|belongs?\sto|(?:works?|working)\s(?:\w{1,10}\s){0,3}?with"
    r"|(?:faculty|professors?)\s(?:members?\s)?(?:of|at)|on\sbehalf\sof"
    r"|(?:teaching|training|clinical|satellite|partner)\s(?:site|clinic|center|practice|location)\s(?:of|for)"
    r"|(?:division|branch|arm|department)\sof|trusted\sby\s(?:\w{1,15}\s){0,3}?(?:at|of|from))"
)

CLINIC_PATTERNS: dict[RuleKey, RulePatterns] = {
    RuleKey.SUPERIORITY: patterns(
        rf"best\s{words(3)}(?:{CLINIC}|{TREATMENT})\b(?!\sfor\syou)",
        r"(?:better|faster|quicker|stronger|cheaper|gentler|more\s(?:effective|powerful"
        r"|reliable|advanced|experienced|quickly|rapidly))(?!\sto\b)\s(?:\w{1,15}\s){0,2}?than\b"
        r"(?!\s(?:before|last|usual|expected|later|you|the\sday|a\s(?:day|week|month|year))\b)",
        rf"more\s{words(6)}than\s(?:any|anyone|anybody|all|every)\b",
        r"superior\sto\b",
        rf"leading\s{words(3)}{CLINIC}\b",
        rf"(?:the\s)?(?:number[\s-]one|no\.\s?1|#\s?1)\s{words(2)}(?:{CLINIC}|{TREATMENT}|choice|in"
        r"|for)\b",
        r"top[\s-](?:rated|ranked|notch|tier)\b",
        r"(?:premier|foremost|world[\s-]class|unmatched|unrivall?ed|unparalleled|unsurpassed|unequall?ed"
        r"|incomparable|matchless|unbeatable|best[\s-]in[\s-]class|cutting[\s-]edge"
        r"|state[\s-]of[\s-]the[\s-]art|award[\s-]winning|gold[\s-]standard|renowned)\b",
        r"(?:voted|rated|ranked|named)\s(?:the\s|one\sof\sthe\s)?(?:best|top|finest|favorite|number)\b",
        r"most\s(?:experienced|advanced|trusted|skilled|effective|respected|qualified|successful"
        r"|powerful|reliable|promising|rapid[\s-]acting)\b",
        rf"(?:fastest|quickest|strongest|finest|gentlest)[\s-]{words(2)}(?:{CLINIC}|{TREATMENT}"
        r"|antidepressants?|acting|way\s(?:out|to\s(?:treat|end|reliev|stop|feel))\w{0,2})\b",
        rf"(?:fewer|lower\srisk\sof|less)\s{SIDE_EFFECTS}\s(?:than|compared)\b",
        r"(?:outperform|outclass|surpass)\w{0,3}\b",
        rf"beats\s(?:every|any|all|other|anything|everything|the\s(?:rest|competition)|{MEDICINE})\b",
        r"(?:the|your)\sonly\s(?:\w{1,15}[\s-]){0,3}?(?:clinic|center|treatment|antidepressant|therapy)\b",
        r"unlike\s[^,;]{1,40},\s(?:\w{1,15}\s){1,3}?(?:works|treats|targets|reaches|gets|heals|helps)\b",
        with_negation=(
            rf"(?:nobody|no\sone|none|nothing(?:\selse)?|no\sother\s{WORD}){up_to(4)}\s(?:better|faster"
            r"|more|comes?\sclose|compares?|like\s(?:us|it|ketamine)|matches)\b",
            # "Works when nothing else does"; what "may help" is left alone.
            rf"(?:works|succeeds|helps|delivers|prevails|effective|(?:proven|shown|known)\sto\s(?:work|help))"
            rf"{up_to(3)}\s(?:when|where|after){up_to(1)}\s(?:nothing|every\w{{0,5}}|all|other|{MEDICINE})"
            rf"{up_to(5)}\s(?:fail(?:s|ed)?|does|do(?:es)?\snot|don't|doesn't|did(?:\snot|n't)"
            r"|ha(?:s|ve)(?:\snot|n't)|cannot|can't)\b",
            r"(?:second\sto\snone|bar\snone|like\sno\sother|without\s(?:equal|rival))\b",
        ),
    ),
    RuleKey.BOARD_CERTIFIED: patterns(
        r"(?:(?:double|dual|triple)[\s-])?board[\s-]certifi(?:ed|cations?)\b"
    ),
    RuleKey.URGENCY: patterns(
        r"act\s(?:now|fast|today|quickly)\b",
        rf"(?:only|just)\s{NUMBER}\s{words(2)}(?:{_OPENINGS}|days?|hours?)"
        r"\s(?:left|remain\w{0,3}|available|open)\b",
        r"(?:before\sit(?:'s|\sis)|(?:may|might|could|will)\sbe)\stoo\slate\b",
        r"hurry\b",
        rf"(?:limited[\s-]time|while\s(?:supplies|they|{_OPENINGS})\slast|(?:last|final)\s(?:chance|call)"
        r"|now\sor\snever|today\sonly|(?:time|clock)\sis\s(?:running\sout|ticking))\b",
        rf"{_OFFER}(?:\s\w{{1,15}}){{0,2}}?\s(?:ends?|expires?|runs?\sout)\b",
        rf"{_OPENINGS}{up_to(3)}\s(?:filling|going\sfast"
        r"|almost\sgone|nearly\sgone|running\sout|disappearing|sell\w{0,3}|fill\sup)\b",
        rf"limited\s(?:number\sof\s)?{_OPENINGS}\b|{_OPENINGS}\sare\s(?:very\s)?limited\b",
        r"(?:every|each)\s(?:day|hour|minute|week|month)\s(?:that\s)?you\s(?:wait|delay|put)\b",
        r"why\s(?:wait|suffer)\b",
        r"if\syou\s(?:do\snothing|wait\stoo\slong)\b",
        r"(?:will|can|may|could)\s(?:only|just)\sget\sworse\b",
        r"(?:get|grow)s?\s(?:even\s)?worse\sunless\syou\b",
        r"afford\sto\s(?:wait|lose|ignore|miss|delay)\b",
        r"(?:lose|waste|spend)\s(?:another|one\smore)\s(?:day|week|month|year|minute)\b",
        rf"untreated\s{words(2)}(?:will\s|can\s)?(?:damage|destroy|ruin|kill|shorten)s?\b",
        rf"{CONDITION}\s(?:kills|destroys|ruins|steals)\b",
        r"(?:will|can)\s(?:\w{1,15}\s)?(?:damage|destroy|ruin|shrink)\syour\b",
        with_negation=(
            rf"(?:don't|do\snot|never)\slet{up_to(4)}\s(?:steal|rob|ruin|rule|control|destroy)\b",
            r"(?:don't|do\snot)\s(?:wait\s(?:another|any\slonger|until)|miss\s(?:out|this|your)"
            r"|delay|suffer|(?:lose|waste|spend)\s(?:another|one\smore))\b",
            r"(?:cannot|can't)\safford\sto\s(?:wait|lose|ignore|miss|delay)\b",
            r"wait\sno\slonger\b",
            r"without\s(?:\w{1,15}\s){0,2}?(?:treatment|help|care|infusions?|ketamine),?\syou\s(?:may|will"
            r"|could|might)\s(?:never|lose|miss)\b",
        ),
    ),
    RuleKey.TESTIMONIAL: patterns(
        r"\"[^\"]{0,300}\b(?:i|my|me|clinic|staff|team|doctors?|nurses?|they|everyone)\b(?:[^\"?]{0,300}"
        r"\b)?(?:life|grateful|thank\w{0,3}|gone|saved|changed|amazing|wonderful|great|kind|hope|recommend"
        r"|relief|helped|happy|back|better|best|worked|caring|again|finally)\b[^\"]{0,300}\"",
        r"\"thank(?:s|\syou)[^\"]{0,200}\b(?:for|dr|everyone|team|all)\b",
        # Somebody who says it: "…, says Ann, 34", "… - Ann, patient".
        r"\"[^\"?]{3,300}\"\s?(?:[\u2013\u2014~-]{1,2}\s?)?(?:says\s|said\s)?(?-i:[A-Z][\w.]{0,15})"
        r",\s(?:\d\d\b|(?:a\s)?(?:patient|client|mother|father|teacher|veteran)\b)",
        r"my\s(?:migraines?|pain|headaches?|depression|anxiety|life|mood|symptoms?)"
        rf"{up_to(3)}\s(?:gone|went|faded|back|better|changed|stopped|improved|lifted|disappeared|eased"
        r"|vanished|dropped|fell)\b",
        r"i\s(?:can|could|have|had|am|was|feel|felt|got|sleep|woke)\s(?:[\w'-]{1,15}\s){0,5}?(?:again"
        r"|better|my\slife|pain[\s-]free)\b",
        rf"(?:gave|giving|given|got|get)\s(?:me|my|us){up_to(3)}\s(?:life|hope|family|self|back)\b",
        r"(?:chang|sav|transform)(?:e|es|ed|ing)\s(?:my|our|their)\sli(?:fe|ves)\b",
        r"i(?:\sam|\swas|'m)\s(?:so\s)?(?:grateful|thankful|skeptical|desperate|amazed)\b",
        r"(?:our|many|former|past|happy|grateful|satisfied)\s(?:patients|clients|guests)\s"
        r"(?:\w{1,15}\s)?(?:say|love|agree|rave|report|describe|tell\sus\s(?:that|how))\b",
        r"(?:patients|people|clients)\s(?:love|adore|rave|swear\sby|tell\sus\s(?:that|how))\b",
        r"what\s(?:our\s|my\s)?(?:patients|people|clients)\s(?:are\ssaying|say|have\sto\ssay)\b",
        r"(?:five|5|\d\.\d)[\s-]stars?\b",
        r"testimonials?\b",
        r"(?:success|patient)\sstor(?:y|ies)\b",
        r"stor(?:y|ies)\sof\s(?:recovery|hope|healing)\b",
        r"(?:google|yelp|patient|online|(?:read|see)\sour|\d[\d,]{0,5})\sreviews\b",
        rf"(?:one\sof\sour\spatients|(?:one|a|another)\s{words(2)}(?:patient|client))\s{_SAYS}\b",
        rf"hear\sfrom{up_to(3)}\s(?:people|patients|others)\b",
        r"(?:read|hear|see|watch)\show\s(?-i:[A-Z][a-z]{1,15})\s(?:beat|found|got|overcame|recovered|broke"
        r"|escaped|turned|took|came|went|left)\b",
        with_negation=(r"(?:never|not|haven't)\slooked\sback\b",),
    ),
    RuleKey.AFFILIATION: patterns(
        rf"{INSTITUTION}[\s-](?:affiliated|trained|approved|endorsed|certified|partnered|quality"
        r"|affiliates?|partner)\b",
        rf"{_TIE}\s{INSTITUTION}",
        r"of\swhich\swe\sare\s(?:an?\s)?(?:\w{1,15}\s)?(?:part|member|affiliate|partner)\b",
        rf"our\s{INSTITUTION}(?:\s[A-Z]\w{{1,20}}){{0,2}}\s(?:doctors?|physicians?|team|partners?"
        r"|affiliation|clinicians?)\b",
        r"(?:our|the|a)\s(?:\w{1,15}\s)?(?:office|clinic|location|suite)\s(?:at|in|inside|within|on)"
        rf"\s{INSTITUTION}",
    ),
}
"""The wordings by rule."""
