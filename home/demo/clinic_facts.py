"""The demo's clinic, its treatments, its places and the menus."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from clinic.models import Clinic, ClinicOpeningHours, ClinicSpecialDays, Treatment
from home.demo.content_files import read_content, stable_key
from home.demo.dates import checked_date, last_valid_date, next_holiday
from home.demo.links import link_pages
from home.demo.publishing import DemoLoad, publish_new_record
from images.models import CustomImage
from locations.models import LocalFact, ServiceArea, ServiceAreaZip
from navigation.models import Menu, MenuItem, SiteNotice

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def load_clinic(load: DemoLoad, pictures: Mapping[str, CustomImage]) -> Clinic:
    """Return the demo's clinic, made if it is missing; closures fall after the day of loading."""
    copy = read_content("clinic")
    clinic: Clinic | None = Clinic.objects.filter(slug=copy["slug"]).first()
    if clinic is not None:
        return clinic
    address = copy["address"]
    rows: dict[str, Any] = {
        "weekly_hours": _weekly_hours(copy["hours"]),
        "special_days": _special_days(load, copy["closures"]),
    }
    clinic = Clinic(
        name=copy["name"],
        slug=copy["slug"],
        summary=copy["summary"],
        phone=copy["phone"],
        email=copy["email"],
        booking_url=copy["booking_url"],
        street_address=address["street"],
        locality=address["locality"],
        region=address["region"],
        postal_code=address["postal_code"],
        country=address["country"],
        latitude=copy["coordinates"]["latitude"],
        longitude=copy["coordinates"]["longitude"],
        time_zone=copy["time_zone"],
        parking=copy["parking_html"],
        price_range=copy["price_range"],
        accepts_new_patients=copy["accepts_new_patients"],
        logo=pictures["logo.png"],
        picture=pictures["clinic-front.png"],
        sample_facts=copy["sample_facts"],
        **rows,
    )
    publish_new_record(load, clinic)
    return clinic


def _weekly_hours(hours: Mapping[str, list[list[str]]]) -> list[ClinicOpeningHours]:
    rows = [
        (weekday, *map(time.fromisoformat, interval))
        for weekday, name in enumerate(WEEKDAYS)
        for interval in hours[name]
    ]
    return [
        ClinicOpeningHours(weekday=weekday, opens=opens, closes=closes, sort_order=order)
        for order, (weekday, opens, closes) in enumerate(rows)
    ]


def _special_days(load: DemoLoad, closures: list[dict[str, Any]]) -> list[ClinicSpecialDays]:
    rows = sorted(
        (next_holiday(closure["rule"], load.today), closure["name"], interval)
        for closure in closures
        for interval in closure["hours"] or [[]]
    )
    return [
        ClinicSpecialDays(
            name=name,
            first_date=day,
            last_date=day,
            opens=time.fromisoformat(interval[0]) if interval else None,
            closes=time.fromisoformat(interval[1]) if interval else None,
            sort_order=order,
        )
        for order, (day, name, interval) in enumerate(rows)
    ]


def load_treatments(load: DemoLoad) -> dict[str, Treatment]:
    """Return the demo's treatments by short name, made where they are missing."""
    treatments = {}
    for copy in read_content("treatments"):
        slug = copy["slug"]
        treatment = Treatment.objects.filter(slug=slug, locale=load.locale).first()
        if treatment is None:
            treatment = Treatment(
                **copy, locale=load.locale, translation_key=stable_key("treatment", slug)
            )
            publish_new_record(load, treatment)
        treatments[slug] = treatment
    return treatments


def load_places(load: DemoLoad) -> list[ServiceArea]:
    """Return the demo's places, made where they are missing."""
    return [_load_place(load, copy) for copy in read_content("places")]


def _load_place(load: DemoLoad, copy: Mapping[str, Any]) -> ServiceArea:
    area: ServiceArea | None = ServiceArea.objects.filter(slug=copy["slug"]).first()
    if area is not None:
        return area
    fields = ("name", "slug", "kind", "state", "county", "latitude", "longitude")
    area = ServiceArea(**{name: copy[name] for name in (*fields, "geonames_id", "wikidata_id")})
    area.zip_codes = [
        ServiceAreaZip(code=row["code"], is_po_box=row["po_box"], sort_order=order)
        for order, row in enumerate(copy["zips"])
    ]
    area.local_facts = [
        _local_fact(load, row, key=f"{copy['slug']}/{order}", order=order)
        for order, row in enumerate(copy["local_facts"])
    ]
    publish_new_record(load, area)
    return area


def _local_fact(load: DemoLoad, copy: Mapping[str, Any], *, key: str, order: int) -> LocalFact:
    checked = checked_date(copy["checked"], load.today)
    return LocalFact(
        topic=copy["topic"],
        text=copy["text"],
        source_name=copy["source_name"],
        source_url=copy["source_url"],
        checked_date=checked,
        valid_until=last_valid_date(copy["valid_for_days"], checked),
        is_sample=copy["is_sample"],
        sort_order=order,
        locale=load.locale,
        translation_key=stable_key("local-fact", key),
    )


def load_navigation(load: DemoLoad) -> None:
    """Make the menus and the dated notice where they are missing; the pages have to be there."""
    copy = read_content("navigation")
    texts = {Menu.Placement.MAIN: "", Menu.Placement.FOOTER: copy["footer_html"]}
    for placement, text in texts.items():
        if not Menu.objects.filter(placement=placement, locale=load.locale).exists():
            menu = Menu(
                placement=placement,
                text=link_pages(text, load.pages),
                locale=load.locale,
                translation_key=stable_key("menu", placement),
            )
            menu.items = [
                MenuItem(page_id=load.pages[row["url"]], label=row["label"], sort_order=order)
                for order, row in enumerate(copy[placement])
            ]
            publish_new_record(load, menu)
    _load_notice(load, copy["notice"])


def _load_notice(load: DemoLoad, copy: Mapping[str, Any]) -> None:
    key = stable_key("notice", "first")
    if SiteNotice.objects.filter(translation_key=key, locale=load.locale).exists():
        return
    midnight = timezone.make_aware(datetime.combine(load.today, time.min))
    notice = SiteNotice(
        message=link_pages(copy["message_html"], load.pages),
        level=copy["level"],
        starts_at=midnight + timedelta(days=copy["starts_days_from_load"]),
        ends_at=midnight + timedelta(days=copy["ends_days_from_load"]),
        locale=load.locale,
        translation_key=key,
    )
    publish_new_record(load, notice)
