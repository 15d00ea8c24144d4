"""The forms of the import: a box and a file, then one row for each question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.rich_text import expand_db_html

from editorial.models import ANSWER_FEATURES, Question
from editorial.rules.answer_html import clean_answer
from editorial.rules.import_limits import MAX_QUESTIONS, DocumentError
from editorial.rules.question_documents import split_file, split_pasted
from editorial.rules.question_marks import question_key
from editorial.rules.question_split import NO_ANSWER, FoundQuestion, Split
from editorial.rules.text_lines import visible
from editorial.services.question_import import NewQuestion, TooManyQuestionsError
from operations.rich_text_box import NamedRichTextArea

PASTE_FEATURES = ["h1", "h2", "h3", "h4", "h5", "h6", *ANSWER_FEATURES]
# The longest number that is a key of a database.
LONGEST_KEY = 18


class PasteBox(NamedRichTextArea):
    """The editor's own box for rich text, which keeps headings, bold and lists when pasted into."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        try:
            html = super().value_from_datadict(data, files, name) or ""
            # An empty box hands over an empty paragraph.
            return html if strip_tags(html).strip() else ""
        except Exception:
            # Only what no browser sends fails here, in as many ways as there are.
            return ""


class DocumentForm(forms.Form):
    """What to import: pasted, or a file."""

    pasted = forms.CharField(
        label=gettext_lazy("Paste questions and answers"),
        required=False,
        help_text=gettext_lazy(
            "Copy them in Word, Google Docs or an e-mail and paste them here. Headings, bold, "
            "lists and links come along. Example: a heading “Do I need a referral?”, and below it "
            "the answer."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or choose a file"),
        required=False,
        help_text=gettext_lazy(
            "A Word document (.docx), a web page as Google Docs saves it (.html) or plain text "
            "(.txt), up to 5 MB. Example: faq-migraine.docx."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx,.html,.htm,.txt,.md"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Made here, since the box looks for all features of the site, which are not there earlier.
        self.fields["pasted"].widget = PasteBox(features=PASTE_FEATURES)

    def clean(self) -> dict[str, Any]:
        """Cut the document into questions; the outcome is ``cleaned_data["split"]``."""
        data: dict[str, Any] = super().clean() or {}
        # A file without a byte counts as none for Django, and as an error of the field.
        file, pasted = data.get("file"), data.get("pasted", "")
        if self.errors:
            return data
        if bool(file) == bool(pasted):
            message = (
                _("Either paste text or choose a file, one after the other.")
                if file
                else _("Paste questions and answers, or choose a file.")
            )
            raise forms.ValidationError(message)
        try:
            data["split"] = split_file(file.name, file.read()) if file else split_pasted(pasted)
        except DocumentError as error:
            self.add_error("file" if file else "pasted", str(error))
        return data


@dataclass(kw_only=True, slots=True)
class QuestionRow:
    """One question of the list as the screen shows it."""

    number: int
    question: str
    answer: str
    where: int = 0
    warnings: tuple[str, ...] = ()
    is_ticked: bool = False
    known: tuple[Question, ...] = ()
    problem: str = ""

    @property
    def answer_html(self) -> str:
        """Return the answer as it will read; it has been cleaned."""
        return str(expand_db_html(self.answer))

    @property
    def known_keys(self) -> str:
        """Return the keys of the questions of the same words, parted by commas."""
        return ",".join(str(question.pk) for question in self.known)

    @classmethod
    def found(
        cls, number: int, found: FoundQuestion, library: Mapping[str, list[Question]]
    ) -> QuestionRow:
        """Return the row of a question that a document has."""
        known = tuple(library.get(question_key(found.question), ()))
        return cls(
            number=number,
            question=found.question,
            answer=found.answer_html,
            where=found.where,
            warnings=found.warnings,
            is_ticked=found.is_offered and not known,
            known=known,
        )


def rows_of(split: Split, library: Mapping[str, list[Question]]) -> list[QuestionRow]:
    """Return the rows for what was found, with what the library has already."""
    return [QuestionRow.found(number, one, library) for number, one in enumerate(split.questions)]


def posted_rows(data: QueryDict, library: Mapping[str, list[Question]]) -> list[QuestionRow]:
    """Return the rows that came back, cleaned: they are as foreign as the document was.

    Raises :class:`TooManyQuestionsError`.
    """
    count = _number(data.get("count", ""))
    if count > MAX_QUESTIONS:
        raise TooManyQuestionsError
    rows = []
    for number in range(count):
        question = visible(data.get(f"question-{number}", ""))
        row = QuestionRow(
            number=number,
            question=question,
            answer="",
            where=_number(data.get(f"where-{number}", "")),
            is_ticked=f"tick-{number}" in data,
            known=tuple(library.get(question_key(question), ())),
        )
        try:
            row.answer = clean_answer(visible(data.get(f"answer-{number}", "")))
        except DocumentError as error:
            row.problem = str(error)
        if not row.answer:
            row.warnings = (NO_ANSWER,)
        rows.append(row)
    return rows


def new_question(row: QuestionRow, data: QueryDict) -> NewQuestion:
    """Return what the service is to make of the row."""
    keys = data.get(f"known-{row.number}", "").split(",")
    return NewQuestion(
        question=row.question,
        answer=row.answer,
        known=frozenset(_number(key) for key in keys if _number(key)),
    )


def _number(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
    return int(text) if is_number else 0
