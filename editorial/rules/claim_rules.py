"""What the claims check looks for, why, and how to put it better: the data of the rules.

The patterns of each rule stand in ``treatment_patterns.py`` or ``clinic_patterns.py`` under the
same key. To add a rule, add it here and there, and sentences for it to the corpus of the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RuleKey(StrEnum):
    """The kinds of claims; the values are stored with accepted claims and never change."""

    APPROVAL = "approval"
    SAFETY = "safety"
    NON_ADDICTIVE = "non_addictive"
    NO_SIDE_EFFECTS = "no_side_effects"
    CURE = "cure"
    GUARANTEE = "guarantee"
    PERMANENT = "permanent"
    SUPERIORITY = "superiority"
    BOARD_CERTIFIED = "board_certified"
    URGENCY = "urgency"
    TESTIMONIAL = "testimonial"
    FIGURE = "figure"
    STOP_MEDICINE = "stop_medicine"
    AFFILIATION = "affiliation"
    UNCITED_EFFECT = "uncited_effect"


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimRule:
    """One kind of claim, in words for an editor.

    ``source`` names whose rule it is; ``better`` says what to write instead, with an example.
    """

    key: RuleKey
    name: str
    explanation: str
    source: str
    better: str


_FTC = (
    "Federal Trade Commission: FTC Act, sections 5 and 12, and Health Products Compliance "
    "Guidance (2022)"
)
_CALIFORNIA = "California Business and Professions Code, section 651"

RULES: dict[RuleKey, ClaimRule] = {
    rule.key: rule
    for rule in (
        ClaimRule(
            key=RuleKey.APPROVAL,
            name="Approval",
            explanation=(
                "Ketamine is approved as an anesthetic. Its use for migraine, pain or mood is "
                "off-label, so nothing may say or suggest that it is approved for that."
            ),
            source=f"Food and Drug Administration: approved labeling of ketamine; {_FTC}",
            better=(
                "Say what is approved: “Ketamine is FDA-approved as an anesthetic. Its use for "
                "migraine is off-label.”"
            ),
        ),
        ClaimRule(
            key=RuleKey.SAFETY,
            name="Safety",
            explanation=(
                "No medicine is safe for everybody, and ketamine has labeled risks. A promise of "
                "safety leaves them out."
            ),
            source=(
                "Food and Drug Administration: approved labeling of ketamine, warnings on "
                f"compounded ketamine (2022, 2023); {_FTC}"
            ),
            better=(
                "Say what you do: “We check your blood pressure before, during and after.” Or "
                "name the risks."
            ),
        ),
        ClaimRule(
            key=RuleKey.NON_ADDICTIVE,
            name="Addiction",
            explanation=(
                "Ketamine is a controlled substance. Its labeling warns of abuse and dependence."
            ),
            source=(
                "Controlled Substances Act, schedule III; Food and Drug Administration: approved "
                "labeling of ketamine"
            ),
            better=(
                "Say it as it is: “Ketamine can be misused. Tell us about any history of "
                "addiction.”"
            ),
        ),
        ClaimRule(
            key=RuleKey.NO_SIDE_EFFECTS,
            name="Side effects left out",
            explanation=(
                "Ketamine has common side effects. Whoever praises a treatment has to name its "
                "risks beside it."
            ),
            source=f"Food and Drug Administration: approved labeling of ketamine; {_FTC}",
            better=(
                "Name them: “Nausea, dizziness and a feeling of floating are common and usually "
                "pass within hours.”"
            ),
        ),
        ClaimRule(
            key=RuleKey.CURE,
            name="Cure",
            explanation=(
                "There is no cure for migraine, chronic pain or depression. Such words raise hopes "
                "that no study supports."
            ),
            source=f"{_FTC}; {_CALIFORNIA}, on unjustified expectations",
            better="Say what may happen, with a source: “Some people have fewer headache days.”",
        ),
        ClaimRule(
            key=RuleKey.GUARANTEE,
            name="Promise of a result",
            explanation="A result cannot be promised: ketamine does not help everybody.",
            source=f"{_CALIFORNIA}, on unjustified expectations; {_FTC}",
            better="Say so: “It helps some people and not others. We cannot promise relief.”",
        ),
        ClaimRule(
            key=RuleKey.PERMANENT,
            name="Lasting relief",
            explanation=(
                "In the studies that there are, what ketamine does fades within days or weeks."
            ),
            source=f"{_FTC}; {_CALIFORNIA}, on unjustified expectations",
            better="Say how long, with a source: “Where it helps, the effect often fades.”",
        ),
        ClaimRule(
            key=RuleKey.SUPERIORITY,
            name="Better than others",
            explanation=(
                "To be the best, or better or faster than another treatment, has to be proven by a "
                "comparison that anybody can check."
            ),
            source=f"{_CALIFORNIA}, on claims of superiority; {_FTC}",
            better="Say what is particular to you: “A nurse stays with you for the whole visit.”",
        ),
        ClaimRule(
            key=RuleKey.BOARD_CERTIFIED,
            name="Board certified",
            explanation=(
                "Whoever is called board certified has to be named with the full name of the board "
                "that certified them."
            ),
            source=_CALIFORNIA,
            better=(
                "Name the board: “certified in anesthesiology by the American Board of "
                "Anesthesiology”."
            ),
        ),
        ClaimRule(
            key=RuleKey.URGENCY,
            name="Urgency and fear",
            explanation=(
                "People who are ill should not be hurried or frightened into a treatment. Offers "
                "that run out have to be true."
            ),
            source=f"{_FTC}; {_CALIFORNIA}",
            better="Give them time: “Call us with any question. There is no hurry to decide.”",
        ),
        ClaimRule(
            key=RuleKey.TESTIMONIAL,
            name="Patients' praise",
            explanation=(
                "A patient's story is read as what everybody can expect, and needs a consent on "
                "record, proof and a line on what is typical."
            ),
            source=(
                "Federal Trade Commission: Endorsement Guides, rule on fake reviews and "
                f"testimonials (2024); {_CALIFORNIA}"
            ),
            better="Leave it out, and say what a visit is like.",
        ),
        ClaimRule(
            key=RuleKey.FIGURE,
            name="Figure without its source",
            explanation=(
                "A figure on how many people are helped needs the study that it comes from, right "
                "beside it."
            ),
            source=f"{_FTC}, on competent and reliable scientific evidence",
            better=(
                "Name study, year and number of people: “In a trial of 18 people published in "
                "2013 …”, and cite it."
            ),
        ),
        ClaimRule(
            key=RuleKey.STOP_MEDICINE,
            name="Stopping a medicine",
            explanation=(
                "To stop or change a medicine without the doctor who prescribed it can do harm."
            ),
            source="Good medical practice; approved labeling of antidepressants and opioids",
            better="Say: “Do not stop any medicine before you have asked who prescribed it.”",
        ),
        ClaimRule(
            key=RuleKey.AFFILIATION,
            name="Tie with an institution",
            explanation=(
                "A tie with a university, hospital or society may only be claimed where there is "
                "one in writing."
            ),
            source=f"{_CALIFORNIA}; Lanham Act, section 43(a)",
            better="Leave it out, or say: “We are an independent practice.”",
        ),
        ClaimRule(
            key=RuleKey.UNCITED_EFFECT,
            name="Effect without a source",
            explanation=(
                "This says what the treatment does for patients. A claim of effect needs competent "
                "and reliable scientific evidence, and readers have to be able to look it up. "
                "Without a source it cannot be published."
            ),
            source=_FTC,
            better=(
                "Cite a source right behind the sentence, or say less: “Some people report fewer "
                "attacks; we do not know who will.” with the study that asked them."
            ),
        ),
    )
}
"""Every rule by its key, in the order in which findings are listed."""
