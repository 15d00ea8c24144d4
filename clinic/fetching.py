"""Reading the clinic's records into page data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from urllib.parse import quote_plus
from zoneinfo import ZoneInfo

import phonenumbers
from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.images.models import AbstractImage

from clinic.appointment_link import appointment_url
from clinic.date_words import words_of
from clinic.hours_data import hours_data
from clinic.models import Clinic, Person, Treatment
from clinic.page_data import (
    AddressData,
    ClinicContactData,
    ClinicData,
    DirectionsData,
    PersonData,
    TreatmentData,
)
from clinic.wall_clock import first_moment_showing
from images.renditions import picture_data
from images.sizes import register_sizes, size_url, sizes_of
from navigation.rich_text import expand_each
from page_cache.tags import PageFetch

# Google asks for the same picture in these three shapes (LocalBusiness guidelines).
PICTURE_SHAPES = (
    "fill-1200x1200|format-jpeg",
    "fill-1200x900|format-jpeg",
    "fill-1600x900|format-jpeg",
)
LOGO_SIZE = "max-600x600"
register_sizes(*PICTURE_SHAPES, LOGO_SIZE)


def live_clinics(fetch: PageFetch) -> list[Clinic]:
    """Return the published clinics, the main one first; asked once for a page."""
    fetch.collection("clinics")
    return fetch.once("live clinics", _stored_clinics)


def _stored_clinics() -> list[Clinic]:
    return list(Clinic.objects.filter(live=True).select_related("logo", "picture"))


def shown_clinics(fetch: PageFetch) -> list[Clinic]:
    """Return the published clinics as this page shows them, the main one first.

    A preview shows the clinic that is being edited, and shows it first.
    """
    previewed = fetch.previewed(Clinic)
    others = [clinic for clinic in live_clinics(fetch) if clinic not in previewed]
    return [*previewed, *others]


def main_clinic(fetch: PageFetch) -> Clinic | None:
    """Return the clinic that the site as a whole belongs to: the first of those shown."""
    return next(iter(shown_clinics(fetch)), None)


def read_ahead(fetch: PageFetch) -> None:
    """Read hours, closures and pictures of all clinics at once, for a page that shows them all."""
    prefetch_related_objects(
        live_clinics(fetch),
        "weekly_hours",
        "special_days",
        "logo__renditions",
        "picture__renditions",
    )


def all_clinics_data(fetch: PageFetch, *, root_url: str) -> tuple[ClinicData, ...]:
    """Return the facts of every clinic, the main one first, each as of today in its time zone."""
    return tuple(
        clinic_data(clinic, fetch=fetch, root_url=root_url, today=clinic_today(fetch, clinic))
        for clinic in shown_clinics(fetch)
    )


def clinic_contacts(fetch: PageFetch) -> tuple[ClinicContactData, ...]:
    """Return where every clinic is and how to call it, the main one first."""
    clinics = fetch.records(shown_clinics(fetch))
    return tuple(
        ClinicContactData(
            slug=clinic.slug,
            label=clinic_label(clinic, clinics),
            name=clinic.name,
            address=address_data(clinic),
            phone_display=phone_display(clinic),
            phone_e164=clinic.phone.as_e164 if clinic.phone else "",
        )
        for clinic in clinics
    )


def clinic_label(clinic: Clinic, clinics: Iterable[Clinic]) -> str:
    """Return what tells ``clinic`` from the rest of ``clinics``: its city, name or street."""
    others = [other for other in clinics if other.pk != clinic.pk]
    for name in ("locality", "name"):
        text = getattr(clinic, name)
        if text and not any(getattr(other, name) == text for other in others):
            return str(text)
    return clinic.street_address


def clinic_today(fetch: PageFetch, clinic: Clinic | None) -> date:
    """Return the date in the clinic's own time zone, or in the site's before there is a clinic.

    It stays the same for the whole page, so that nothing disagrees around midnight. It decides
    which facts and closures are shown, so the page holds until the next midnight there.
    """
    zone = ZoneInfo(clinic.time_zone if clinic else settings.TIME_ZONE)
    today = fetch.once(f"today in {zone}", lambda: timezone.localdate(timezone=zone))
    midnight = datetime.combine(today + timedelta(days=1), time.min)
    fetch.holds_until(first_moment_showing(midnight, zone))
    return today


def clinic_data(clinic: Clinic, *, fetch: PageFetch, root_url: str, today: date) -> ClinicData:
    """Return the clinic's facts as they stand on ``today`` in the clinic's own time zone."""
    clinic = fetch.record(clinic)
    hours = clinic.opening_hours()
    return ClinicData(
        slug=clinic.slug,
        name=clinic.name,
        summary=clinic.summary,
        phone_display=phone_display(clinic),
        phone_e164=clinic.phone.as_e164 if clinic.phone else "",
        email=clinic.email,
        address=address_data(clinic),
        latitude=str(clinic.latitude) if clinic.latitude is not None else "",
        longitude=str(clinic.longitude) if clinic.longitude is not None else "",
        opening_hours=hours,
        hours=hours_data(hours, today, words_of(get_language() or "")),
        directions=_directions(address_data(clinic)),
        booking_url=clinic.booking_url,
        request_url=appointment_url(fetch),
        parking_html=expand_each(fetch, clinic.parking)[0],
        price_range=clinic.price_range,
        accepts_new_patients=clinic.accepts_new_patients,
        logo_url=_logo_url(fetch, clinic.logo, root_url),
        image_urls=_picture_urls(fetch, clinic.picture, root_url),
        sample_labels=clinic.sample_labels(),
    )


def address_data(clinic: Clinic) -> AddressData:
    """Return where the clinic is."""
    return AddressData(
        street=clinic.street_address,
        locality=clinic.locality,
        region=clinic.region,
        postal_code=clinic.postal_code,
        country=clinic.country,
    )


def phone_display(clinic: Clinic) -> str:
    """Return the phone number as people in its country write it, ``""`` without one."""
    if not clinic.phone:
        return ""
    return phonenumbers.format_number(clinic.phone, phonenumbers.PhoneNumberFormat.NATIONAL)


def _directions(address: AddressData) -> tuple[DirectionsData, ...]:
    place = quote_plus(address.one_line)
    return (
        DirectionsData(
            service="Google Maps",
            url=f"https://www.google.com/maps/dir/?api=1&destination={place}",
        ),
        DirectionsData(service="Apple Maps", url=f"https://maps.apple.com/?daddr={place}"),
        DirectionsData(
            service="OpenStreetMap", url=f"https://www.openstreetmap.org/search?query={place}"
        ),
    )


def _logo_url(fetch: PageFetch, image: AbstractImage | None, root_url: str) -> str:
    if image is None:
        return ""
    fetch.record(image)
    url = size_url(image, LOGO_SIZE)
    return absolute_url(url, root_url) if url else ""


def _picture_urls(fetch: PageFetch, image: AbstractImage | None, root_url: str) -> tuple[str, ...]:
    if image is None:
        return ()
    fetch.record(image)
    shapes = sizes_of(image, *PICTURE_SHAPES)
    return tuple(absolute_url(shapes[name].url, root_url) for name in PICTURE_SHAPES if shapes)


def absolute_url(url: str, root_url: str) -> str:
    """Return ``url`` with ``root_url`` in front, unless it names a host already."""
    return url if url.startswith(("http://", "https://", "//")) else f"{root_url}{url}"


def person_data(
    person: Person, *, fetch: PageFetch, url: str = "", has_bio: bool = False
) -> PersonData:
    """Return a person's facts; ``url`` is the absolute address of the profile page, if any.

    What the person is about is read ``has_bio`` only, for the profile itself.
    """
    person = fetch.record(person)
    picture = None
    if person.photo is not None:
        fetch.record(person.photo)
        picture = picture_data(person.photo, alt=person.name)
    return PersonData(
        slug=person.slug,
        name=person.name,
        job_title=person.job_title,
        credentials=person.credentials,
        bio_html=expand_each(fetch, person.bio)[0] if has_bio else "",
        url=url,
        picture=picture,
        same_as=(person.profile_url,) if person.profile_url else (),
    )


def treatment_data(treatment: Treatment, *, fetch: PageFetch, url: str = "") -> TreatmentData:
    """Return a treatment's facts; ``url`` is the absolute address of its page, if any."""
    treatment = fetch.record(treatment)
    return TreatmentData(
        slug=treatment.slug,
        name=treatment.name,
        summary=treatment.summary,
        condition=treatment.condition,
        how_given=treatment.how_given,
        alternate_name=treatment.alternate_name,
        session_length=treatment.session_length,
        observation=treatment.observation,
        price=treatment.price,
        url=url,
        sample_labels=treatment.sample_labels(),
    )
