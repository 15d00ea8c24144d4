"""The wordings that claim too much of the treatment."""

from __future__ import annotations

from editorial.rules.claim_rules import RuleKey
from editorial.rules.claim_words import (
    AGENCY,
    CONDITION,
    MEDICINE,
    NEGATED,
    NUMBER,
    PEOPLE,
    PERCENTAGE,
    SIDE_EFFECTS,
    RulePatterns,
    patterns,
    up_to,
    words,
)

_APPROVED = r"(?:approved|cleared|authorized|sanctioned|licensed|endorsed)"
_APPROVAL = r"(?:approval|clearance|authorization|blessing|go-ahead|green\slight|nod)"
_ADDICTION = r"(?:addiction|dependence|dependency|abuse|misuse|withdrawal)"
_ENDS = r"(?:end|reliev|eas|lift|heal|cur|overcom)(?:e|s|es|ed|ing)?"
_IMPROVES = (
    r"(?:improves?|gets?\s(?:better|relief|well)|feels?\s(?:\w{1,15}\s)?(?:better|relief)|responds?"
    r"|benefits?|recovers?|finds?\srelief|sees?\s(?:\w{1,15}\s)?(?:results?|relief|improvement)"
    r"|(?:leaves?|goes?\shome|walks?\sout)\s(?:\w{1,15}\s)?(?:(?:pain|symptom|migraine)[\s-]free"
    r"|better|happy|relieved))"
)

TREATMENT_PATTERNS: dict[RuleKey, RulePatterns] = {
    RuleKey.APPROVAL: patterns(
        rf"(?:fda|federally|government|federal)[\s-]{_APPROVED}\b",
        rf"{_APPROVED}\sby\s(?:the\s)?(?:{AGENCY}|(?:u\.?s\.?\s|federal\s|national\s)"
        r"(?:government|regulators?|authorit(?:y|ies)|agenc(?:y|ies))|regulators)\b",
        rf"{AGENCY}(?:'s)?{up_to(2)}\s(?:{_APPROVED}|approves|clears|{_APPROVAL})\b",
        rf"{AGENCY}{up_to(3)}\s(?:{_APPROVED}|{_APPROVAL})\b{up_to(4)}\s{CONDITION}\b",
        rf"(?<!prior\s)(?<!insurer's\s)(?<!insurance\s)approval\s(?:for|to\streat)\b{up_to(4)}\s{CONDITION}\b",
        rf"approved\s(?:for|to\streat|in)\b{up_to(4)}\s{CONDITION}\b",
    ),
    RuleKey.SAFETY: patterns(
        r"(?:(?:completely|perfectly|entirely|totally|very|extremely|proven)\s)?safe\b"
        rf"(?!,?\s{words(2)}(?:places?|rides?|spaces?|rooms?|settings?|distance|trips?|journey"
        r"|environment|homes?|drivers?|cabinets?|drawers?|boxe?s?|containers?|storage|disposal|handling"
        r"|administration)\b)"
        r"(?!\s(?:dos(?:e|es|ing|age)|limits?|levels?|range)\b)"
        r"(?!\s(?:way|return|ride)\shome)(?!\sthan\ssorry)(?!\s(?:at|behind|in)\s(?:the|our)\s(?:front\s)?(?:desk|reception))"
        r"(?!\sto\s(?:drive|eat|drink|leave|walk|travel|park|stand|go|get|wait|return|work|call)\b)",
        r"(?:risk|danger|worry)[\s-]free\b",
        r"harmless\b",
        r"(?:a\s)?(?:safer)\s(?:alternative|option|choice|than|way\sto|treatment|medicine)\b",
        r"safest\b(?!\s(?:to|way\s(?:home|to\s(?:get|come|reach))|place|if|when|for\syou)\b)",
        r"(?:excellent|outstanding|proven|perfect|spotless|strong|unmatched|impressive|exceptional"
        r"|remarkable|superb)\s(?:record\sof\s)?safety\b",
        r"(?:because\sof|thanks\sto|due\sto|known\sfor|given)\sits\s(?:\w{2,15}\s){0,2}?safety\b",
        r"safety\s(?:is|has\sbeen|was)\s(?:long\s|well[\s-]|fully\s|beyond\s(?:any\s|all\s)?)?(?:question"
        r"|doubt|dispute|proven|established|guaranteed|undisputed|unquestioned|certain|excellent)\b",
        r"been\s(?:used|given)\ssafely\b",
        rf"safely(?:\s(?:and|but)\s\w{{2,15}})?\s{_ENDS}\b",
        with_negation=(
            rf"(?:no|zero|without|free\sof|free\sfrom)\s(?:any\s)?{words(2)}(?:risks?|dangers?|harm)\b"
            r"(?!\s(?:of|for|factors?|in\s(?:asking|calling)))",
            r"nothing\sto\s(?:worry\sabout|fear|be\safraid\sof)\b",
            rf"{NEGATED}\s(?:hurt|harm|damage)\s(?:you|anyone|anybody|your\s(?:body|brain|health))\b",
        ),
    ),
    RuleKey.NON_ADDICTIVE: patterns(
        r"non[\s-]?(?:addictive|habit[\s-]forming)\b",
        rf"{_ADDICTION}[\s-]free\b",
        with_negation=(
            r"(?:not|never|\w{2,6}n't)\s(?:\w{1,15}\s)?(?:addictive|habit[\s-]forming)\b",
            rf"(?:no|zero|without|free\sof|free\sfrom)\s{words(3)}"
            r"(?:of|for)\s(?:becoming\s|getting\s)?"
            rf"(?:{_ADDICTION}|addicted|dependent)\b",
            rf"{NEGATED}{up_to(2)}\s(?:become|get|be|grow|becoming|getting|make|leave)"
            rf"{up_to(1)}\s(?:addicted|dependent|hooked)\b",
            rf"(?:no|zero|without|free\sof|free\sfrom)\s(?:any\s)?{_ADDICTION}\b(?!\s(?:history|problem))",
            rf"{NEGATED}\s(?:cause|lead\sto|create|develop|form|produce){up_to(2)}"
            r"\s(?:addiction|dependence|dependency|habit)\b",
        ),
    ),
    RuleKey.NO_SIDE_EFFECTS: patterns(
        r"side[\s-]effects?[\s-]free\b",
        rf"(?:minimal|negligible)\s{SIDE_EFFECTS}\b",
        rf"{SIDE_EFFECTS}\s(?:are|is)\s(?:\w{{1,15}}\s)?(?:unheard\sof|non-?existent|negligible|absent"
        r"|minimal|a\sthing\sof\sthe\spast)\b",
        with_negation=(
            rf"(?:no|zero|without|free\sof|free\sfrom|none\sof|hardly\sany|not\sa\ssingle)\s{words(3)}"
            rf"{SIDE_EFFECTS}\b",
            rf"{NEGATED}(?:\s(?:ever|even|really))?\s(?:cause|have|had|has|produce|bring|come\swith|feel|notice|see"
            rf"|experience|suffer|get|leave)s?\s(?:any\s|a\ssingle\s)?{words(1)}{SIDE_EFFECTS}\b",
            rf"{SIDE_EFFECTS},?\sbut{up_to(3)}\s(?:none|no\ssuch|not)\b",
            rf"{SIDE_EFFECTS}(?:\s(?:simply|just|really))?\s(?:never|(?:do|are|will)(?:\snot|n't)|won't)"
            r"\s(?:occur|happen|exist|appear|arise|follow|an?\s(?:\w{1,15}\s)?(?:problem|issue|concern"
            r"|worry))\b",
        ),
    ),
    RuleKey.CURE: patterns(
        r"cur(?:e|es|ed|ing|able|ative)\b",
        r"(?:miracles?|miraculous(?:ly)?|wonder\sdrugs?|magic\sbullets?|life[\s-]changing"
        r"|game[\s-]chang(?:er|ing))\b",
        r"breakthrough\s(?:treatment|therapy|drug|medicine|medication)\b",
        r"(?:revolutioni[sz](?:e|es|ed|ing)|revolutionary|ground-?breaking)\b",
        rf"(?:say|saying|wave)\sgood-?bye\sto{up_to(3)}\s{CONDITION}\b",
        rf"kiss\s{words(3)}{CONDITION}\sgood-?bye\b",
        rf"(?:eliminat|eradicat|banish|conquer|defeat|revers|eras|vanquish|overcom|beat)\w{{0,4}}{up_to(3)}"
        rf"\s{CONDITION}\b",
        rf"(?:wip|stamp|root)\w{{1,4}}\sout{up_to(3)}\s{CONDITION}\b",
        rf"heal(?:s|ing|ed)?{up_to(2)}\s(?:brain|mind|{CONDITION})\b",
        rf"put(?:s|ting)?\san\send\sto{up_to(2)}\s{CONDITION}\b",
        rf"(?<!the\s)end(?:s|ing)?\s(?:your|their|the|chronic|all)\s{words(1)}{CONDITION}\b",
        rf"(?:get|gets|getting)\srid\sof{up_to(2)}\s{CONDITION}\b",
        rf"(?:rid|free|liberate|release)s?\s(?:you|yourself|patients|people)\s(?:of|from){up_to(2)}"
        rf"\s{CONDITION}\b",
        rf"freedom\sfrom\s{words(2)}{CONDITION}\b",
        rf"{CONDITION}\s{words(2)}a\sthing\sof\sthe\spast\b",
        rf"leav(?:e|es|ing)\s{words(3)}{CONDITION}\sbehind\b",
        with_negation=(rf"no\smore\s{CONDITION}\b",),
    ),
    RuleKey.GUARANTEE: patterns(
        r"guarant\w{2,4}\b(?!\s(?:your|you\sa|a)\s(?:place|privacy|seat|spot|time))",
        r"money[\s-]back\b",
        rf"promis(?:e|es|ed|ing){up_to(5)}\s"
        r"(?:relief|results?|improve\w{0,4}|better|help|work|change)\b",
        r"we\spromise(?=\s*(?:[.!]|$))",
        r"(?:sure-?fire|fool-?proof|fail-?proof)\b",
        rf"you(?:\swill|'ll)(?:\s\w{{2,15}}ly|\ssoon|\salso)?\s(?:feel\s(?:{words(2)}better|relief"
        rf"|great|good|like)|be\s(?:{words(1)}pain[\s-]free|free\sof|well|healed)"
        r"|get\s(?:better|relief|your)|experience\srelief|notice\sthe|improve|recover)\b",
        rf"your{up_to(2)}\s{CONDITION}\swill(?:\s\w{{2,15}})?\s"
        r"(?:be\sgone|go\saway|improve|disappear|vanish|fade|ease|lift|stop|end)\b",
        r"(?:works?|effective|helps?)\s(?:for|in)?\s?(?:everyone|everybody|every\s(?:one|patient"
        r"|person)|all\spatients|anyone|anybody)\b",
        r"(?:works?\severy\s(?:single\s)?time|always\s(?:works?|helps?))\b",
        rf"(?:everyone|everybody|(?:every|each|(?:nearly\s|almost\s)?all)\s(?:of\s)?{words(1)}{PEOPLE})\s(?:who\s)?"
        rf"{words(4)}{_IMPROVES}\b",
        r"(?:results?|relief|success|recovery|improvement)\s(?:are|is)\s(?:certain|assured|sure|inevitable)\b",
        r"(?:are|is|you're|it's)\s(?:sure|certain|bound)\sto\s(?:feel|help|work|improve|get|notice|find"
        r"|see|love|lift|ease)\b",
        r"(?:live|living|be|become|stay)\s(?:pain|migraine|headache|symptom)[\s-]free\b",
        r"100\s?(?:%|percent)\s(?:effective|success\w{0,4}|safe|relief|recovery|results?)\b",
        with_negation=(
            r"(?:never|\w{2,6}n't|not)\s(?:ever\s)?fails?\b",
            r"without\sa\sdoubt\b",
            r"no\sifs\b",
        ),
    ),
    RuleKey.PERMANENT: patterns(
        rf"permanent(?:ly)?{up_to(2)}\s(?:relief|cure|solution|recovery|results?|remission|freedom"
        rf"|improvement|fix|answer|end|escape|{CONDITION})\b",
        r"(?:long-?)?\s?lasting\s(?:\w{1,15}\s){0,2}?(?:relief|results?|recovery|improvement"
        r"|remission|benefits?|freedom|success)\b",
        r"(?:relief|results?|effects?|benefits?)(?:\s\w{1,15}){0,2}?\s(?:permanent|for\slife"
        r"|for\sever|for\syears|a\slifetime)\b",
        rf"(?:{CONDITION}|pain-free|relief|better|well)(?:\s\w{{1,15}}){{0,3}}?\sforever\b",
        r"once\sand\sfor\sall\b",
        r"for\sthe\srest\sof\s(?:your|their)\sli(?:fe|ves)\b",
        rf"(?:{CONDITION}|end|ends|gone|away|free){up_to(3)}\sfor\sgood\b"
        r"(?!\s(?:reasons?|measure|cause))",
        with_negation=(
            rf"never\s{words(1)}(?:wears?\soff|fades?|comes?\sback|returns?|suffer)\b",
            rf"(?:never|no)\s{words(4)}again\b",
        ),
    ),
    RuleKey.FIGURE: patterns(
        rf"{PERCENTAGE}(?=[^.]{{0,60}}\b(?:{PEOPLE}|success|respon\w{{2,4}}|relief|effective"
        rf"|improve\w{{0,4}}|remission|{CONDITION}|better|stands)\b)",
        rf"(?:success|response|respon\w{{2,4}}|pain|scores?|remission)\b(?:[^.%]{{0,40}})\b{PERCENTAGE}",
        rf"{NUMBER}\s(?:in|of|out\sof)\s(?:every\s)?(?:\d{{1,3}}|{NUMBER}|hundred)\s{words(2)}{PEOPLE}\b",
        r"(?:half|quarters?|thirds?|majority|most)\sof\s(?:our\s|all\s|the\s|these\s)?"
        rf"(?:\w{{1,15}}\s)?{PEOPLE}\b",
        rf"{PEOPLE}\b[^.;\d]{{0,30}}\b(?:two|three)[\s-](?:thirds|quarters|fifths)\b",
        rf"(?:cut|reduc|lower|halv|drop|fall|shrink)\w{{0,4}}{up_to(6)}\s(?:by\shalf|in\shalf)\b",
        r"(?:success|response|remission)\srates?\b",
        rf"helped\s{words(3)}(?:\d[\d,]{{1,8}}|hundreds|thousands)\b",
        rf"thousands\sof\s(?:\w{{1,15}}\s)?{PEOPLE}\b",
        rf"\d{{1,3}}(?:,\d{{3}}){{1,2}}\+?\s{words(2)}{PEOPLE}\s(?:who|have|helped|treated|found)\b",
        rf"(?:twice|{NUMBER}\stimes)\s(?:as\s)?(?:effective|fast|strong|powerful|better|faster|more"
        r"\seffective|stronger)\b",
        r"(?:clinically|scientifically|medically)\sproven\b",
        r"(?:studies|research|science)\s(?:have\s|has\s)?prove[sdn]?\b",
    ),
    RuleKey.STOP_MEDICINE: patterns(
        r"(?:stop|quit|skip|discontinue|drop|ditch|pause|reduce|dump|trash|cease)(?:s|ping|ting|pping)?"
        r"\s(?:taking\s|using\s)?"
        rf"(?:(?:all|your|the|any|of|those)\s){{0,3}}{words(2)}{MEDICINE}\b",
        rf"(?:throw|toss|flush)(?:ing)?\s(?:away\s|out\s)?{words(3)}{MEDICINE}\b",
        rf"(?:leave|put)\s{words(3)}{MEDICINE}\s(?:away|behind|aside)\b",
        rf"(?:get|come|coming|getting|wean|taper|go)\soff\s{words(3)}{MEDICINE}\b",
        rf"replac(?:e|es|ing)\s{words(3)}{MEDICINE}\b",
        rf"instead\sof\s(?:your|taking)\s{words(2)}{MEDICINE}\b",
        rf"good-?bye\sto\s{words(3)}{MEDICINE}\b",
        rf"(?:{PEOPLE}|many|most|some)\s{words(4)}(?:stopped|decreased|reduced|quit|halved)\s(?:taking\s)?"
        rf"(?:their|all)\s{words(2)}{MEDICINE}\b",
        rf"(?:tired|sick|fed\sup|done)\s(?:of|with)\s{words(3)}{MEDICINE}\b",
        rf"free(?:dom)?\s(?:yourself\s)?from\s{words(2)}{MEDICINE}\b",
        with_negation=(
            rf"(?:no\slonger|never|not|\w{{2,6}}n't)\s(?:need|have)\s{words(3)}{MEDICINE}\b",
            r"no\s(?:longer\s)?need\s(?:for|to\s(?:keep\s)?(?:take|taking|use|using))\s"
            rf"{words(2)}{MEDICINE}\b",
            rf"(?:life|live|living)\swithout\s{words(2)}{MEDICINE}\b",
        ),
    ),
}
"""The wordings by rule; one about medicines is about the treatment that replaces them."""
