"""What the form and its answer print."""

from __future__ import annotations

from dataclasses import dataclass

from seo.page_data import PageData


@dataclass(frozen=True, kw_only=True, slots=True)
class ChoiceData:
    """A box to tick, or one of several answers."""

    id: str
    value: str
    label: str
    is_chosen: bool


# Without a printed form, since a value is what a visitor typed.
@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class FieldData:
    """A field with what was typed into it; ``id`` is its HTML id, ``errors`` what to mend."""

    id: str
    name: str
    value: str = ""
    errors: tuple[str, ...] = ()
    choices: tuple[ChoiceData, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemData:
    """One line of the summary; ``field_id`` is where it is mended, ``""`` for the whole form."""

    message: str
    field_id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestTermsData:
    """For how many days a request is kept: since it came in, and since it was done."""

    keep_days: int
    keep_closed_days: int


@dataclass(frozen=True, kw_only=True, repr=False)
class RequestPageData(PageData):
    """The form. ``form_pass`` tells when it was handed out; ``page_path`` where from."""

    answer_text: str
    fields: dict[str, FieldData]
    problems: tuple[ProblemData, ...]
    form_pass: str
    page_path: str
    terms: RequestTermsData
    privacy_url: str


@dataclass(frozen=True, kw_only=True)
class RequestSentPageData(PageData):
    """What happens next; nothing of what was sent."""

    answer_text: str
