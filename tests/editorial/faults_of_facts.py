"""Faults in facts of the clinic and of places, and in what is made from them."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from wagtail.models import Site

from clinic.models import Clinic, ClinicSpecialDays
from locations.models import (
    CityPage,
    CityPageVerdict,
    GenerationRun,
    LandingBlueprint,
    SectionOverride,
    ServiceArea,
)
from locations.rules.wordings import wording_hash
from seo.models import AddressToAnnounce, SearchSettings
from tests.editorial.seeded_site import NOW, Fault
from tests.factories import SmallSite, publish


def sample_fact(site: SmallSite) -> Fault:
    clinic = Clinic.objects.get()
    clinic.sample_facts = ["phone"]
    publish(clinic)

    def mend() -> None:
        clinic.sample_facts = []
        publish(clinic)

    return Fault(
        kind="sample-facts",
        titles=("Test Clinic",),
        mend=mend,
        anchor="#panel-sample_facts-section",
    )


def holiday_without_hours(site: SmallSite) -> Fault:
    clinic = Clinic.objects.get()
    christmas = clinic.special_days.get(name="Christmas Day")
    clinic.special_days.remove(christmas)
    publish(clinic)

    def mend() -> None:
        clinic.special_days.add(
            ClinicSpecialDays(
                name="Christmas",
                first_date=date(2026, 12, 24),
                last_date=date(2026, 12, 25),
                opens=time(9),
                closes=time(12),
            )
        )
        publish(clinic)

    return Fault(
        kind="holidays",
        titles=("Test Clinic",),
        mend=mend,
        anchor="#panel-holidays_and_other_closures-section",
    )


def fact_without_source(site: SmallSite) -> Fault:
    return _local_fact(site, "place-facts-samples", {"is_sample": True}, {"is_sample": False})


def fact_that_runs_out(site: SmallSite) -> Fault:
    return _local_fact(
        site,
        "place-facts-expiring",
        {"valid_until": date(2026, 12, 20)},
        {"valid_until": date(2026, 12, 21)},
    )


def fact_that_has_run_out(site: SmallSite) -> Fault:
    return _local_fact(
        site, "place-facts-expiring", {"valid_until": date(2026, 11, 19)}, {"valid_until": None}
    )


def _local_fact(site: SmallSite, kind: str, bad: dict[str, Any], good: dict[str, Any]) -> Fault:
    def change(values: dict[str, Any]) -> None:
        area = ServiceArea.objects.get(pk=site.area.pk)
        fact = area.local_facts.first()
        for name, value in values.items():
            setattr(fact, name, value)
        area.local_facts.add(fact)
        publish(area)

    change(bad)
    return Fault(
        kind=kind,
        titles=("Palo Alto, CA",),
        mend=lambda: change(good),
        anchor="#panel-local_facts-section",
    )


def page_below_the_gate(site: SmallSite) -> Fault:
    CityPageVerdict.objects.update_or_create(
        page=site.city_page,
        defaults={"failing_since": date(2026, 11, 1), "advice": ["Write an introduction."]},
    )
    return Fault(
        kind="city-pages",
        titles=("Palo Alto, CA",),
        mend=lambda: CityPageVerdict.objects.update(failing_since=None),
        anchor="#panel-child-content-ready_to_publish-section",
    )


def own_wording_left_behind(site: SmallSite) -> Fault:
    page = CityPage.objects.get(pk=site.city_page.pk)
    row = SectionOverride(section_key="cost", mode="own", body="<p>Own.</p>", heading="Cost")
    row.replaced_text, row.replaced_hash = "<p>Older.</p>", wording_hash("<p>Older.</p>")
    page.section_overrides.add(row)
    publish(page)

    def mend() -> None:
        page.section_overrides.remove(page.section_overrides.get())
        publish(page)

    return Fault(kind="own-wordings", titles=("Palo Alto, CA",), mend=mend, anchor="#section-cost")


def unfinished_run(site: SmallSite) -> Fault:
    run = GenerationRun.objects.create(
        hub=site.hub, blueprint=LandingBlueprint.objects.get(pk=site.blueprint.pk)
    )
    GenerationRun.objects.update(started_at=NOW - timedelta(hours=2))
    return Fault(
        kind="generation-runs",
        titles=("Areas we serve",),
        mend=lambda: GenerationRun.objects.filter(pk=run.pk).update(status="cancelled"),
    )


def refused_announcement(site: SmallSite) -> Fault:
    settings = SearchSettings.for_site(Site.objects.get())
    AddressToAnnounce.objects.create(
        site=settings.site,
        url="http://localhost/",
        queued_at=NOW,
        next_attempt_at=NOW,
        problem="the key was not found on the site, or is another (403)",
        is_refused=True,
    )
    return Fault(
        kind="index-now",
        titles=("Search engines",),
        mend=settings.save,
        anchor="#panel-index_now_key-section",
    )
