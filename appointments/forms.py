"""The form that visitors fill in: how to reach them and when, and nothing about their health."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import phonenumbers
from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.rules.answers import Answers

HOME_REGION = "US"
LONGEST_NAME = 100
LONGEST_PHONE = 40
# What a form that was refused gives back; more than this nobody typed.
LONGEST_KEPT = 500

PARTS_OF_DAY = (
    ("morning", gettext_lazy("Morning")),
    ("midday", gettext_lazy("Around noon")),
    ("afternoon", gettext_lazy("Afternoon")),
)
VISITS = (
    ("new", gettext_lazy("I am new here")),
    ("returning", gettext_lazy("I have been here before")),
)
DAYS = tuple((str(number), name) for number, name in WEEKDAYS.items())

# What is ticked, box by box.
BOXES = ("visit", "days", "parts")

# Characters that turn the direction of what is written after them.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


class RequestForm(forms.Form):
    """How to reach somebody, and when; and at which of ``clinics``, if there are several.

    These are pairs of a key and what the clinic is called.
    """

    name = forms.CharField(
        max_length=LONGEST_NAME,
        error_messages={
            "required": gettext_lazy("Enter your name."),
            "max_length": gettext_lazy("Shorten your name to 100 characters."),
        },
    )
    phone = forms.CharField(
        max_length=LONGEST_PHONE,
        required=False,
        error_messages={"max_length": gettext_lazy("Enter the phone number alone.")},
    )
    email = forms.EmailField(
        max_length=254,
        required=False,
        error_messages={
            "invalid": gettext_lazy("Enter an e-mail address like name@example.com."),
            "max_length": gettext_lazy("Enter an e-mail address like name@example.com."),
        },
    )
    clinic = forms.ChoiceField(
        error_messages={
            "required": gettext_lazy("Choose a clinic."),
            "invalid_choice": gettext_lazy("Choose a clinic."),
        },
    )
    visit = forms.ChoiceField(
        choices=VISITS,
        error_messages={
            "required": gettext_lazy("Choose whether you have been here before."),
            "invalid_choice": gettext_lazy("Choose whether you have been here before."),
        },
    )
    days = forms.MultipleChoiceField(
        choices=DAYS,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose among the days below.")},
    )
    parts = forms.MultipleChoiceField(
        choices=PARTS_OF_DAY,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose among the times below.")},
    )

    def __init__(self, *args: Any, clinics: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clinics = dict(clinics)
        if len(clinics) > 1:
            field: Any = self.fields["clinic"]
            field.choices = clinics
        else:
            del self.fields["clinic"]

    def clean_name(self) -> str:
        name = _TURNING.sub("", " ".join(self.cleaned_data["name"].split()))
        name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cs"))
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        if not typed:
            return ""
        try:
            number = phonenumbers.parse(typed, HOME_REGION)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise forms.ValidationError(
                _("Enter a phone number with its area code, like 650-555-0142.")
            )
        is_from_here = (
            phonenumbers.region_code_for_country_code(number.country_code or 0) == HOME_REGION
        )
        style = phonenumbers.PhoneNumberFormat
        return str(
            phonenumbers.format_number(
                number, style.NATIONAL if is_from_here else style.INTERNATIONAL
            )
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        tried = {"phone", "email"} & self.errors.keys()
        if not tried and not data.get("phone") and not data.get("email"):
            self.add_error("phone", _("Enter a phone number or an e-mail address, or both."))
        return data

    def answers(self, page_path: str) -> Answers:
        """Return what was answered, for a form without errors."""
        data = self.cleaned_data
        return Answers(
            name=data["name"],
            phone=data["phone"],
            email=data["email"],
            days=tuple(sorted(map(int, data["days"]))),
            parts=tuple(key for key, _label in PARTS_OF_DAY if key in data["parts"]),
            visit=data["visit"],
            page_path=page_path,
            clinic=self._clinics[data["clinic"]] if "clinic" in data else "",
        )
