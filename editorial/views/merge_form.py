"""The choices with which merging two questions begins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.models import Question
from editorial.rules.duplicates import duplicates_of

SUGGESTED = 5


class MergeForm(forms.Form):
    """The question that stays, and what it takes over."""

    other = forms.TypedChoiceField(
        coerce=int,
        label=gettext_lazy("Merge into"),
        help_text=gettext_lazy("The question that stays, with its own answer."),
        error_messages={
            "invalid_choice": gettext_lazy("Choose a published question from the list.")
        },
    )
    unite_sources = forms.BooleanField(
        label=gettext_lazy("Take over the sources"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "Adds the sources that the question which stays does not have yet. Take the tick away "
            "if its answer does not rest on them."
        ),
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        fields: Any = self.fields
        fields["other"].choices = self._choices()

    def _choices(self) -> list[Any]:
        """Return the published questions, those that are likely the same first."""
        others = Question.objects.in_use().filter(live=True, locale=self.question.locale_id)
        texts = dict(others.exclude(pk=self.question.pk).values_list("pk", "question"))
        known = texts | {self.question.pk: self.question.question}
        likely = [pair.other for pair in duplicates_of(self.question.pk, known, most=SUGGESTED)]
        groups = [
            (_("Likely the same"), [(key, texts[key]) for key in likely]),
            (_("All others"), [row for row in texts.items() if row[0] not in likely]),
        ]
        return [("", _("Choose a question")), *(group for group in groups if group[1])]

    @property
    def kept(self) -> Question:
        """Return the question that was chosen."""
        return Question.objects.get(pk=self.cleaned_data["other"])
