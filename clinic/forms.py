"""The form behind the clinic's facts."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clinic.hours_rows import special_days_from_rows
from clinic.opening_hours import Interval, OpeningHours, WeeklyInterval, problems
from clinic.samples import SampleMarkedForm


class ClinicForm(SampleMarkedForm):
    """Checks the rows of opening hours against each other, which no single row can."""

    def clean(self) -> dict[str, Any]:
        """Return the cleaned facts; raise ``ValidationError`` naming the days that clash."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.is_deferred_validation:
            self._require_position(cleaned)
            messages = problems(self._posted_hours(cleaned.get("time_zone")))
            if messages:
                raise ValidationError(messages)
        return cleaned

    def _require_position(self, cleaned: dict[str, Any]) -> None:
        """With several clinics, the position decides which places go to which."""
        others = type(self.instance)._default_manager.filter(live=True).exclude(pk=self.instance.pk)
        lost = others.filter(latitude=None).first()
        if lost is not None:
            self.add_error(
                None,
                _(
                    'First enter under "%(clinic)s" where its door is: with more than one clinic, '
                    "each place goes to the nearest, and nobody can tell whether that one is."
                )
                % {"clinic": lost},
            )
        if "latitude" in self.fields and cleaned.get("latitude") is None and others.exists():
            self.add_error(
                "latitude",
                _(
                    "Enter where the door is: with more than one clinic, each place goes to the "
                    "nearest, and without this none would come here. Example: 37.366310."
                ),
            )

    def _posted_hours(self, time_zone: str | None) -> OpeningHours:
        return OpeningHours(
            time_zone=time_zone or "America/Los_Angeles",
            weekly=tuple(
                WeeklyInterval(
                    weekday=row["weekday"],
                    interval=Interval(opens=row["opens"], closes=row["closes"]),
                )
                for row in self._complete_rows("weekly_hours", ("weekday", "opens", "closes"))
            ),
            special=special_days_from_rows(
                (row["name"], row["first_date"], row["last_date"], row["opens"], row["closes"])
                for row in self._complete_rows("special_days", ("name", "first_date", "last_date"))
            ),
        )

    def _complete_rows(self, relation: str, required: tuple[str, ...]) -> list[dict[str, Any]]:
        """Return the posted rows of ``relation`` that are valid by themselves and not deleted."""
        formset = self.formsets.get(relation)
        if formset is None or not formset.is_bound:
            return []
        formset.is_valid()
        return [
            form.cleaned_data
            for form in formset.forms
            if hasattr(form, "cleaned_data")
            and not form.cleaned_data.get("DELETE")
            and all(form.cleaned_data.get(name) is not None for name in required)
        ]
