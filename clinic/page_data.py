"""The clinic's facts, its people and treatments, as pages and the graph print them."""

from __future__ import annotations

from dataclasses import dataclass

from clinic.hours_data import HoursData
from clinic.opening_hours import OpeningHours
from images.page_data import PictureData


@dataclass(frozen=True, kw_only=True, slots=True)
class AddressData:
    """A postal address; ``country`` is an ISO 3166-1 alpha-2 code."""

    street: str
    locality: str
    region: str
    postal_code: str
    country: str = "US"

    @property
    def one_line(self) -> str:
        """Return e.g. ``"746 Altos Oaks Drive, Los Altos, CA 94024"``."""
        return f"{self.street}, {self.locality}, {self.region} {self.postal_code}"


@dataclass(frozen=True, kw_only=True, slots=True)
class DirectionsData:
    """A plain link to a map service, opened by choice."""

    service: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ClinicContactData:
    """What every page tells of each clinic: where it is and how to call it.

    ``label`` tells it from the others in a word or two: its city, as long as no other is there.
    """

    slug: str
    label: str
    name: str
    address: AddressData
    phone_display: str
    phone_e164: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ClinicData:
    """One clinic. URLs are absolute; ``phone_e164`` is like ``"+16505550142"``.

    ``latitude`` and ``longitude`` are WGS 84 degrees as printed (7 decimals at most), or ``""``.
    ``image_urls`` holds the same picture in 1:1, 4:3 and 16:9. ``request_url`` is the path of the
    form to ask for an appointment, ``""`` while it is off.
    """

    slug: str
    name: str
    summary: str
    phone_display: str
    phone_e164: str
    email: str
    address: AddressData
    latitude: str
    longitude: str
    opening_hours: OpeningHours
    hours: HoursData
    directions: tuple[DirectionsData, ...]
    booking_url: str = ""
    request_url: str = ""
    parking_html: str = ""
    price_range: str = ""
    accepts_new_patients: bool | None = None
    logo_url: str = ""
    image_urls: tuple[str, ...] = ()
    sample_labels: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonData:
    """Somebody who works at the clinic; ``url`` is the profile page, absolute, or ``""``."""

    slug: str
    name: str
    job_title: str
    credentials: str = ""
    bio_html: str = ""
    url: str = ""
    picture: PictureData | None = None
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TreatmentData:
    """What the clinic gives; ``url`` is its page, absolute, or ``""``.

    ``how_given`` is like "intravenous infusion"; ``condition`` is what for, like "migraine".
    """

    slug: str
    name: str
    summary: str
    condition: str = ""
    how_given: str = ""
    alternate_name: str = ""
    session_length: str = ""
    observation: str = ""
    price: str = ""
    url: str = ""
    sample_labels: tuple[str, ...] = ()
