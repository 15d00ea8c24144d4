"""The nodes of the clinic and what belongs to it: people, treatments, places, the service.

The clinic comes in two sizes cut from one builder, so that the same id never carries two different
facts. A place is a place only: no address, phone or position of a business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Protocol
from urllib.parse import urljoin

from clinic.opening_hours import specification_rows
from clinic.page_data import AddressData, ClinicData, PersonData, TreatmentData
from seo.page_data import PageData, SiteData
from seo.structured_data import (
    Node,
    clinic_id,
    clinic_reference,
    has_node,
    organization_id,
    person_id,
    place_id,
    publisher_reference,
    reference,
    service_id,
    therapy_id,
)

PLACE_TYPES = {"city": "City", "town": "City", "county": "AdministrativeArea"}

# Google asks for a door's position to at least five decimals, and for a price range under 100
# characters: developers.google.com/search/docs/appearance/structured-data/local-business
EXACT_DEGREES = re.compile(r"-?\d{1,3}\.\d{5,}")
PRICE_RANGE_LIMIT = 100


class PlaceFacts(Protocol):
    """What the graph says of a place; ``kind`` and ``key`` as on a city page."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def county(self) -> str: ...
    @property
    def geonames_id(self) -> str: ...
    @property
    def wikidata_id(self) -> str: ...


class ServedPlace(PlaceFacts, Protocol):
    """A place with the clinic that serves it; ``clinic_slug`` is ``""`` where there is none."""

    @property
    def clinic_slug(self) -> str: ...


def clinic_node(site: SiteData, clinic: ClinicData | None) -> Node | None:
    """Return what every page says of its clinic, ``None`` where its name or address is missing."""
    if clinic is None or not has_node(clinic):
        return None
    several = site.clinic_count > 1
    return {
        "@type": "MedicalClinic",
        "@id": clinic_id(site.root_url, clinic.slug),
        "name": clinic.name,
        "url": f"{site.root_url}/",
        "telephone": clinic.phone_e164,
        "image": list(clinic.image_urls),
        "address": _address(clinic.address),
        "parentOrganization": reference(organization_id(site.root_url)) if several else None,
    }


def full_clinic_node(
    site: SiteData,
    clinic: ClinicData,
    *,
    today: date,
    therapy_slugs: Iterable[str] = (),
    place_keys: Iterable[str] = (),
) -> Node | None:
    """Return everything that is known of a clinic; opening hours leave out days before ``today``.

    The treatments and places must have nodes on the same page.
    """
    core = clinic_node(site, clinic)
    return core and core | {
        "email": clinic.email,
        "logo": clinic.logo_url,
        "geo": _position(clinic),
        "hasMap": clinic.directions[0].url if clinic.directions else None,
        "openingHoursSpecification": specification_rows(clinic.opening_hours, today),
        "priceRange": clinic.price_range if len(clinic.price_range) < PRICE_RANGE_LIMIT else None,
        "isAcceptingNewPatients": clinic.accepts_new_patients,
        "availableService": [reference(therapy_id(site.root_url, slug)) for slug in therapy_slugs],
        "areaServed": [reference(place_id(site.root_url, key)) for key in place_keys],
    }


def organization_node(site: SiteData) -> Node | None:
    """Return what stands above several clinics, ``None`` where there is one clinic at most."""
    if site.clinic_count < 2:
        return None
    return {
        "@type": "MedicalOrganization",
        "@id": organization_id(site.root_url),
        "name": site.name,
        "url": f"{site.root_url}/",
    }


def place_node(root_url: str, place: PlaceFacts) -> Node:
    """Return a place that patients come from."""
    return {
        "@type": PLACE_TYPES.get(place.kind, "Place"),
        "@id": place_id(root_url, place.key),
        "name": place.name,
        "containedInPlace": _surroundings(place),
        "sameAs": [
            *([f"https://sws.geonames.org/{place.geonames_id}/"] if place.geonames_id else []),
            *([f"https://www.wikidata.org/wiki/{place.wikidata_id}"] if place.wikidata_id else []),
        ],
    }


def person_node(site: SiteData, person: PersonData, *, full: bool) -> Node:
    """Return somebody who works at the clinic, or for the organization above several."""
    root_url = site.root_url
    core: Node = {
        "@type": "Person",
        "@id": person_id(root_url, person.slug),
        "name": person.name,
        "jobTitle": person.job_title,
        "url": person.url,
        "worksFor": publisher_reference(site),
    }
    if not full:
        return core
    return core | {
        "honorificSuffix": person.credentials,
        "image": urljoin(f"{root_url}/", person.picture.src) if person.picture else None,
        "sameAs": list(person.same_as),
    }


def therapy_node(root_url: str, treatment: TreatmentData, *, full: bool) -> Node:
    """Return a treatment."""
    core: Node = {
        "@type": "MedicalTherapy",
        "@id": therapy_id(root_url, treatment.slug),
        "name": treatment.name,
        "url": treatment.url,
    }
    if not full:
        return core
    return core | {
        "alternateName": treatment.alternate_name,
        "howPerformed": treatment.how_given,
    }


def service_node(data: PageData, *, place_key: str, treatment_name: str = "") -> Node | None:
    """Return what the clinic offers to people of a place, ``None`` where there is no clinic.

    It is given at the clinic, not in the place.
    """
    clinic = clinic_reference(data.site)
    if clinic is None or not place_key:
        return None
    return {
        "@type": "Service",
        "@id": service_id(data.meta.canonical_url),
        "name": data.heading,
        "serviceType": treatment_name,
        "url": data.meta.canonical_url,
        "provider": clinic,
        "areaServed": reference(place_id(data.site.root_url, place_key)),
        "availableChannel": {"@type": "ServiceChannel", "serviceLocation": clinic},
    }


def _address(address: AddressData) -> Node:
    return {
        "@type": "PostalAddress",
        "streetAddress": address.street,
        "addressLocality": address.locality,
        "addressRegion": address.region,
        "postalCode": address.postal_code,
        "addressCountry": address.country,
    }


def _position(clinic: ClinicData) -> Node | None:
    degrees = (clinic.latitude, clinic.longitude)
    if not all(EXACT_DEGREES.fullmatch(text) for text in degrees):
        return None
    latitude, longitude = map(float, degrees)
    return {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}


def _surroundings(place: PlaceFacts) -> Node | None:
    """Return the county, inside its state, or the state alone for a county."""
    state = {"@type": "State", "name": place.state} if place.state else None
    if place.kind == "county" or not place.county:
        return state
    county = place.county if place.county.endswith(" County") else f"{place.county} County"
    return {"@type": "AdministrativeArea", "name": county, "containedInPlace": state}
