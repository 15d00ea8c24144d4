"""What somebody has to mend in the clinic's facts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from clinic.launch import launch_gaps
from clinic.launch_checks import SAMPLE_MARKED
from clinic.models import Clinic, LaunchSettings
from clinic.opening_hours import intervals_on
from clinic.public_holidays import Holiday, holidays_between
from operations.to_do import Severity, ToDo, severity_by_day, to_do_check
from operations.to_do_rows import about, field_anchor

DAYS_AHEAD = 60
DAYS_SOON = 30
# Rows of their own name these, each one click from its field.
LISTED_ELSEWHERE = ("samples", "local facts")


@to_do_check("launch", label=gettext_lazy("What the launch still lacks"))
def launch(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each thing that is missing while some site is not launched.

    All sites show the same facts and texts, so what is missing is listed once.
    """
    sites = list(Site.objects.order_by("-is_default_site", "pk"))
    waiting = [site for site in sites if not LaunchSettings.for_site(site).counts_as_launched]
    if not waiting:
        return
    names = get_text_list([site.site_name or site.hostname for site in waiting], _("and"))
    title = _("Launch of %(sites)s") % {"sites": names} if len(sites) > 1 else _("Launch")
    switch = reverse("wagtailsettings:edit", args=["clinic", "launchsettings", waiting[0].pk])
    for gap in launch_gaps(without=LISTED_ELSEWHERE):
        yield ToDo(
            key=hashlib.sha256(gap.message.encode()).hexdigest()[:32],
            title=title,
            message=gap.message,
            edit_url=gap.edit_url or switch,
            model=LaunchSettings._meta.label_lower,
        )


@to_do_check("sample-facts", label=gettext_lazy("Facts that are still made up"))
def sample_facts(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each published record with facts that nobody has confirmed."""
    for model in SAMPLE_MARKED:
        for record in _live(model):
            labels = [label.lower() for label in record.sample_labels()]
            if labels:
                yield about(
                    record,
                    _("Made up and not yet confirmed: %(facts)s.")
                    % {"facts": get_text_list(labels, _("and"))},
                    anchor=field_anchor(model, "sample_facts"),
                )


def _live(model: Any) -> Any:
    return model._default_manager.filter(live=True).order_by("pk")


@to_do_check("holidays", label=gettext_lazy("Holidays without hours"))
def holidays_without_hours(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each public holiday of the next days for which nobody has said anything.

    That is a day with weekly hours and without a row among the holidays and closures.
    """
    anchor = field_anchor(Clinic, "special_days")
    clinics = _live(Clinic).prefetch_related("weekly_hours", "special_days")
    for clinic in clinics:
        today = timezone.localdate(now, ZoneInfo(clinic.time_zone))
        hours = clinic.opening_hours()
        weekly = replace(hours, special=())
        for holiday in holidays_between(today, today + timedelta(days=DAYS_AHEAD)):
            is_decided = any(special.covers(holiday.day) for special in hours.special)
            if is_decided or not intervals_on(weekly, holiday.day):
                continue
            yield about(
                clinic,
                _holiday_message(holiday),
                key=holiday.day.isoformat(),
                anchor=anchor,
                acts_on=holiday.day,
                severity=(
                    severity_by_day(holiday.day, today)
                    if (holiday.day - today).days <= DAYS_SOON
                    else Severity.WHEN_YOU_HAVE_TIME
                ),
            )


def _holiday_message(holiday: Holiday) -> str:
    sentence = (
        _("Open or closed on %(date)s, when %(holiday)s is observed? The weekly hours still hold.")
        if holiday.is_substitute
        else _("Open or closed on %(holiday)s, %(date)s? The weekly hours still hold.")
    )
    return sentence % {
        "holiday": _(holiday.name),
        "date": date_format(holiday.day, "l, F j"),
    }
