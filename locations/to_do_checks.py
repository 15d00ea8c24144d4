"""What somebody has to mend about places and their pages, and the links of all pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from locations.broken_links import broken_links_everywhere, broken_links_of
from locations.launch_checks import doubt_about, doubtful_places
from locations.models import (
    CityPage,
    CityPageVerdict,
    GateSettings,
    GenerationRun,
    ServiceArea,
)
from locations.own_wordings import own_wordings
from operations.to_do import Severity, ToDo, severity_by_day, to_do_check
from operations.to_do_rows import about, field_anchor

DAYS_AHEAD = 30
# A run goes on by itself at the next tick; one that is this old is not going on.
RUN_GRACE = timedelta(hours=1)
# Every record of the site is read.
BETWEEN_LOOKS_AT_LINKS = timedelta(minutes=15)
VERDICT = "#panel-child-content-ready_to_publish-section"


@to_do_check("city-pages", label=gettext_lazy("City pages below the publishing gate"))
def city_pages_below_the_gate(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each live page that no longer passes, with the day on which that acts."""
    days = GateSettings.load().days_to_mend
    today = timezone.localdate(now)
    failing = CityPageVerdict.objects.filter(failing_since__isnull=False, page__live=True)
    for verdict in failing.select_related("page").order_by("failing_since", "pk"):
        acts_on = verdict.withheld_since or verdict.mend_by(days)
        yield about(
            verdict.page,
            _verdict_message(verdict, acts_on),
            anchor=VERDICT,
            acts_on=acts_on,
            severity=Severity.NOW if verdict.withheld_since else severity_by_day(acts_on, today),
        )


def _verdict_message(verdict: CityPageVerdict, acts_on: date | None) -> str:
    sentence = (
        _("Left out of search since %(date)s.")
        if verdict.withheld_since
        else _("Search engines are asked to leave it out after %(date)s.")
    )
    advice = [str(line) for line in verdict.advice[:1]]
    return " ".join([*advice, sentence % {"date": date_format(acts_on) if acts_on else ""}])


@to_do_check(
    "place-facts-samples",
    label=gettext_lazy("Facts of places, made up or without a source"),
)
def facts_without_a_source(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each served place with facts that are made up or name no source."""
    anchor = field_anchor(ServiceArea, "local_facts")
    for area in doubtful_places():
        yield about(area, doubt_about(area, name=_("It")), anchor=anchor)


@to_do_check("place-facts-expiring", label=gettext_lazy("Facts of places that run out"))
def facts_that_run_out(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each served place with a fact that has run out or will in the next days."""
    today = timezone.localdate(now)
    anchor = field_anchor(ServiceArea, "local_facts")
    over = Q(local_facts__valid_until__lt=today)
    soon = Q(local_facts__valid_until__range=(today, today + timedelta(days=DAYS_AHEAD)))
    for key, condition, sentence in (
        ("over", over, _("A fact has run out on %(date)s and left the page: renew or delete it.")),
        ("soon", soon, _("A fact leaves the page after %(date)s: check it, and give a later day.")),
    ):
        areas = ServiceArea.objects.in_service().filter(condition)
        for area in areas.annotate(first_day=Min("local_facts__valid_until", filter=condition)):
            yield about(
                area,
                sentence % {"date": date_format(area.first_day)},
                key=key,
                anchor=anchor,
                acts_on=area.first_day,
                severity=severity_by_day(area.first_day, today),
            )


@to_do_check("own-wordings", label=gettext_lazy("Own wordings whose shared text has changed"))
def own_wordings_to_look_at(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each own wording whose shared text has changed or gone."""
    wordings = [wording for wording in own_wordings(CityPage.objects.all()) if wording.reason]
    pages = CityPage.objects.in_bulk({wording.page_id for wording in wordings})
    for wording in wordings:
        yield about(
            pages[wording.page_id],
            f"{wording.heading}: {wording.reason}",
            key=wording.section_key,
            anchor=f"#section-{wording.section_key}",
            severity=Severity.WHEN_YOU_HAVE_TIME,
        )


@to_do_check("generation-runs", label=gettext_lazy("Runs that are not finished"))
def unfinished_runs(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each run that has stood still; it is about the page above its pages."""
    runs = GenerationRun.objects.unfinished().filter(started_at__lte=now - RUN_GRACE)
    for run in runs.select_related("hub", "blueprint").order_by("pk"):
        yield about(
            run.hub,
            _("The run of %(date)s that makes pages from “%(text)s” is not finished.")
            % {"date": date_format(timezone.localtime(run.started_at)), "text": run.blueprint},
            key=str(run.pk),
            edit_url=reverse("generate_city_pages:run", args=[run.pk]),
        )


def _broken_links_of(record: Any, now: datetime) -> Iterator[ToDo]:
    yield from broken_links_of(record)


@to_do_check(
    "broken-links",
    label=gettext_lazy("Links that lead nowhere"),
    interval=BETWEEN_LOOKS_AT_LINKS,
    of_record=_broken_links_of,
)
def broken_links(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each field of a live page or record with links that lead nowhere."""
    yield from broken_links_everywhere()
