"""Sample data of the style guide for forms that visitors fill in."""

from __future__ import annotations

from dataclasses import dataclass

from appointments.page_data import ChoiceData, FieldData, ProblemData, RequestTermsData


@dataclass(frozen=True, kw_only=True, slots=True)
class SampleForm:
    """A field as it should be, one with a mistake, choices, and the summary of what is wrong."""

    filled_in: FieldData
    wrong: FieldData
    list: FieldData
    wrong_list: FieldData
    choices: FieldData
    wrong_choices: FieldData
    problems: tuple[ProblemData, ...]
    terms: RequestTermsData


def _choices(name: str, *labels: str) -> tuple[ChoiceData, ...]:
    return tuple(
        ChoiceData(
            id=f"guide_{name}_{number}", value=str(number), label=label, is_chosen=number == 1
        )
        for number, label in enumerate(labels)
    )


MISTAKE = "Enter a phone number with its area code, like 650-555-0142."
SAMPLE_FORM = SampleForm(
    filled_in=FieldData(id="guide_name", name="guide_name", value="Ada Visitor"),
    wrong=FieldData(id="guide_phone", name="guide_phone", value="12", errors=(MISTAKE,)),
    list=FieldData(
        id="guide_clinic",
        name="guide_clinic",
        choices=_choices("clinic", "Los Altos: Bay Area Ketamine Center", "San Jose: South Clinic"),
    ),
    wrong_list=FieldData(
        id="guide_other",
        name="guide_other",
        errors=("Choose a clinic.",),
        choices=_choices("other", "Los Altos: Bay Area Ketamine Center"),
    ),
    choices=FieldData(
        id="guide_days", name="guide_days", choices=_choices("days", "Monday", "Tuesday", "Friday")
    ),
    wrong_choices=FieldData(
        id="guide_visit",
        name="guide_visit",
        errors=("Choose whether you have been here before.",),
        choices=_choices("visit", "I am new here", "I have been here before")[:1],
    ),
    problems=(
        ProblemData(message=MISTAKE, field_id="guide_phone"),
        ProblemData(message="This form was open for a long time."),
    ),
    terms=RequestTermsData(keep_days=90, keep_closed_days=1),
)
