"""A site in order, and a known fault of every kind that the list "To do" knows, with its remedy.

A fault breaks something and returns how to mend it, as an editor would.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Revision

from clinic.models import Clinic, ClinicSpecialDays
from clinic.public_holidays import holidays_between
from editorial.models import ToDoRow
from editorial.services.to_do import look
from home.models import ContentPage
from locations.models import (
    CityPage,
    CityPageVerdict,
    GenerationRun,
    LandingBlueprint,
    SectionOverride,
    ServiceArea,
)
from locations.rules.wordings import wording_hash
from navigation.models import Menu, MenuItem
from operations.to_do import registered_checks
from tests.factories import SmallSite, add_page, make_site, publish
from tests.remembered import remembered
from tests.whole_site import make_menu, make_picture

Mend = Callable[[], Any]
NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A fault that was made: which rows it must give, as (title, kind), and how it is mended."""

    kind: str
    titles: tuple[str, ...]
    mend: Mend
    anchor: str = ""


@remembered
def site_in_order() -> SmallSite:
    """Return the small site with every page described, linked to, and nothing to do."""
    site = make_site()
    for page in site.pages:
        page = type(page).objects.get(pk=page.pk)
        page.search_description = f"What the page {page.title} answers."
        publish(page)
    index_pages = [page for page in site.pages if page.depth == 3]
    make_menu(Menu.Placement.MAIN, *index_pages)
    _decide_on_holidays(Clinic.objects.get())
    return site


def _decide_on_holidays(clinic: Clinic) -> None:
    for holiday in holidays_between(date(2026, 11, 1), date(2027, 3, 1)):
        clinic.special_days.add(
            ClinicSpecialDays(
                name=holiday.name, first_date=holiday.day, last_date=holiday.day, sort_order=1
            )
        )
    publish(clinic)


def found() -> list[tuple[str, str]]:
    """Look at everything anew; return the kind and title of each row."""
    failed = look(checks=registered_checks(), now=NOW, asked_for=True)
    assert failed == ()
    return sorted(ToDoRow.objects.values_list("kind", "title"))


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


def broken_typed_link(site: SmallSite) -> Fault:
    return _introduction(site, '<p>See <a href="/no-such-page/?a=1#b">this</a>.</p>')


def broken_page_link(site: SmallSite) -> Fault:
    return _introduction(site, '<p>See <a linktype="page" id="999999">this</a>.</p>')


def _introduction(site: SmallSite, text: str) -> Fault:
    def change(introduction: str) -> None:
        page = type(site.hub).objects.get(pk=site.hub.pk)
        page.introduction = introduction
        publish(page)

    change(text)
    return Fault(
        kind="broken-links",
        titles=("Areas we serve",),
        mend=lambda: change(
            '<p>See <a href="http://localhost/contact/">this</a>, <a href="tel:1">'
        ),
        anchor="#panel-child-content-introduction-section",
    )


def chosen_page_not_live(site: SmallSite) -> Fault:
    extra = add_page(site.home, ContentPage(title="Extra", slug="extra", search_description="E."))
    menu = Menu.objects.get()
    menu.items.add(MenuItem(page=extra, sort_order=9))
    publish(menu)
    type(extra).objects.get(pk=extra.pk).unpublish()

    def mend() -> None:
        menu.items.remove(menu.items.get(page=extra))
        publish(menu)

    return Fault(
        kind="broken-links",
        titles=("Top of every page",),
        mend=mend,
        anchor="#panel-links-section",
    )


def missing_description(site: SmallSite) -> Fault:
    return _describe(site, "", ("About",))


def same_description(site: SmallSite) -> Fault:
    return _describe(site, "what the page  CONTACT answers.", ("About", "Contact"))


def _describe(site: SmallSite, text: str, titles: tuple[str, ...]) -> Fault:
    def change(description: str) -> None:
        page = ContentPage.objects.get(pk=site.about.pk)
        page.search_description = description
        publish(page)

    change(text)
    return Fault(
        kind="titles",
        titles=titles,
        mend=lambda: change("Who we are."),
        anchor="#panel-child-promote-search_and_sharing-section",
    )


def same_title(site: SmallSite) -> Fault:
    page = ContentPage.objects.get(pk=site.about.pk)
    page.seo_title = "One title"
    publish(page)
    contact = type(site.contact).objects.get(pk=site.contact.pk)
    contact.seo_title = "One title"
    publish(contact)

    def mend() -> None:
        page.seo_title = "Another title"
        publish(page)

    return Fault(
        kind="titles",
        titles=("About", "Contact"),
        mend=mend,
        anchor="#panel-child-promote-search_and_sharing-section",
    )


def orphan(site: SmallSite) -> Fault:
    page = add_page(site.home, ContentPage(title="Alone", slug="alone", search_description="A."))

    def mend() -> None:
        menu = Menu.objects.get()
        menu.items.add(MenuItem(page=page, sort_order=9))
        publish(menu)

    return Fault(kind="orphan-pages", titles=("Alone",), mend=mend)


def redirect_to_a_page_not_live(site: SmallSite) -> Fault:
    draft = ContentPage(title="Gone", slug="gone", live=False)
    site.home.__class__.objects.get(pk=site.home.pk).add_child(instance=draft)
    redirect = Redirect.objects.create(old_path="/old", redirect_page=draft)
    return Fault(
        kind="redirects",
        titles=("/old",),
        mend=lambda: Redirect.objects.filter(pk=redirect.pk).update(redirect_page=site.about),
        anchor="#id_redirect_page",
    )


def redirect_to_no_address(site: SmallSite) -> Fault:
    redirect = Redirect.objects.create(old_path="/old", redirect_link="/nowhere/")
    return Fault(
        kind="redirects",
        titles=("/old",),
        mend=lambda: Redirect.objects.filter(pk=redirect.pk).update(redirect_link="/contact/"),
        anchor="#id_redirect_link",
    )


def picture_without_description(site: SmallSite) -> Fault:
    picture = make_picture("IMG_0001")
    picture.description = ""
    picture.save()
    contact = type(site.contact).objects.get(pk=site.contact.pk)
    contact.picture = picture
    publish(contact)

    def mend() -> None:
        picture.description = "The waiting room."
        picture.save()

    return Fault(
        kind="pictures-without-description",
        titles=("IMG_0001",),
        mend=mend,
        anchor="#id_description",
    )


def forgotten_draft(site: SmallSite) -> Fault:
    page = ContentPage.objects.get(pk=site.about.pk)
    page.title = "About us"
    revision = page.save_revision()
    page.revisions.update(created_at=NOW - timedelta(days=14))
    revision.refresh_from_db()
    return Fault(kind="forgotten-drafts", titles=("About us",), mend=revision.publish)


def failed_publishing(site: SmallSite) -> Fault:
    page = ContentPage.objects.get(pk=site.about.pk)
    revision = page.save_revision()
    moment = NOW - timedelta(minutes=16)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=moment)
    return Fault(
        kind="failed-dates",
        titles=("About",),
        mend=lambda: Revision.objects.get(pk=revision.pk).publish(),
    )


def failed_unpublishing(site: SmallSite) -> Fault:
    pages = ContentPage.objects.filter(pk=site.about.pk)
    pages.update(expire_at=NOW - timedelta(minutes=16))
    return Fault(kind="failed-dates", titles=("About",), mend=lambda: pages.update(expire_at=None))


def risky_claim(site: SmallSite) -> Fault:
    page = ContentPage.objects.get(pk=site.about.pk)
    page.introduction = "<p>Ketamine is completely safe.</p>"
    publish(page)

    def mend() -> None:
        page.introduction = "<p>Ketamine has risks.</p>"
        publish(page)

    return Fault(
        kind="claims",
        titles=("About",),
        mend=mend,
        anchor="#panel-child-content-claims_that_need_care-section",
    )


FAULTS: tuple[Callable[[SmallSite], Fault], ...] = (
    risky_claim,
    sample_fact,
    holiday_without_hours,
    fact_without_source,
    fact_that_runs_out,
    fact_that_has_run_out,
    page_below_the_gate,
    own_wording_left_behind,
    unfinished_run,
    broken_typed_link,
    broken_page_link,
    chosen_page_not_live,
    missing_description,
    same_description,
    same_title,
    orphan,
    redirect_to_a_page_not_live,
    redirect_to_no_address,
    picture_without_description,
    forgotten_draft,
    failed_publishing,
    failed_unpublishing,
)
# Each of these stands alone among the faults of all kinds at once: no two change the same thing.
TOGETHER = (
    sample_fact,
    fact_without_source,
    page_below_the_gate,
    own_wording_left_behind,
    unfinished_run,
    broken_typed_link,
    orphan,
    redirect_to_no_address,
    picture_without_description,
    missing_description,
)
