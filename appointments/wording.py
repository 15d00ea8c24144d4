"""Answers in words, for people at the desk."""

from __future__ import annotations

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from appointments.forms import PARTS_OF_DAY, VISITS
from appointments.rules.answers import Answers


def days_text(answers: Answers) -> str:
    """Return e.g. "Monday, Friday"."""
    return ", ".join(str(WEEKDAYS[day]) for day in answers.days) or _("Any day")


def parts_text(answers: Answers) -> str:
    """Return e.g. "Morning, Afternoon"."""
    chosen = [str(label) for key, label in PARTS_OF_DAY if key in answers.parts]
    return ", ".join(chosen) or _("Any time")


def visit_text(answers: Answers) -> str:
    """Return what the visitor chose of new and returning, in the form's words."""
    return str(dict(VISITS).get(answers.visit, ""))
