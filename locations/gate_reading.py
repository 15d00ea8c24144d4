"""Reads a city page as the gate sees it: what it says, without the names that differ anyway."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from wagtail.models import Site

from clinic.fetching import live_clinics
from editorial.rules.plain_text import plain_text
from editorial.rules.text_hash import text_hash
from locations.fetching import city_page_data
from locations.models import CityPage, LocalFact, ServiceArea
from locations.page_data import CityPageData, LocalFactGroupData
from locations.places import clinic_for, place_data
from locations.rules.gate import Substance
from locations.rules.page_text import Origin, TextPart, main_text
from locations.rules.presence_claims import ClaimFinding, find_presence_claims
from locations.rules.sections import Mode
from locations.rules.similarity import Fingerprint, LeftOutWords, shingles, words
from locations.rules.states import STATE_NAMES
from locations.rules.tokens import find_problems
from locations.token_values import token_values
from page_cache.tags import PageFetch

# What a kind of place is called differs from page to page as its name does.
KIND_WORDS = ("city", "town", "community", "census-designated place", "neighborhood", "county")


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceNames:
    """The names of all places: which of them to take out of a text, and which to guard.

    ``digest`` changes whenever a name does, so that texts can be read again.
    """

    phrases: tuple[str, ...]
    without_clinic: tuple[str, ...]
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PageReading:
    """What the gate knows of one version of a page without looking at any other page."""

    place: str
    fingerprint: Fingerprint
    parts: tuple[TextPart, ...]
    substance: Substance
    unresolved_tokens: tuple[str, ...]
    presence_claims: tuple[ClaimFinding, ...]
    content_hash: str
    left_out: LeftOutWords
    reads_until: date | None
    """The last day on which the facts read the same, ``None`` if none of them runs out."""


def place_names() -> PlaceNames:
    """Return the names of all places and counties as they stand. Four queries at most."""
    fetch = PageFetch()
    homes = {(clinic.locality.casefold(), clinic.region) for clinic in live_clinics(fetch)}
    rows = list(ServiceArea.objects.values_list("name", "state", "county"))
    phrases = {name for name, _state, _county in rows}
    for county in {county for _name, _state, county in rows if county}:
        phrases |= {county, f"{county} County"}
    states = {state for _name, state, _county in rows}
    phrases |= states | {STATE_NAMES.get(state, state) for state in states} | set(KIND_WORDS)
    without = {name for name, state, _c in rows if (name.casefold(), state) not in homes}
    ordered = tuple(sorted(phrases)), tuple(sorted(without))
    return PlaceNames(
        phrases=ordered[0], without_clinic=ordered[1], digest=text_hash(json.dumps(ordered))
    )


def read_page(page: CityPage, names: PlaceNames) -> PageReading:
    """Return how ``page`` reads as it is in memory; its place and shared text as published."""
    fetch = PageFetch()
    request = _offline_request(page)
    data = city_page_data(page, request, fetch)
    parts = main_text(data)
    left_out = LeftOutWords((*names.phrases, *_values_of_tokens(page, fetch)))
    text = "\n".join([*(part.text for part in parts), data.meta.title, data.meta.description])
    return PageReading(
        place=data.place.name if data.place else page.title,
        fingerprint=_fingerprint(parts, left_out),
        parts=parts,
        substance=_substance(data),
        unresolved_tokens=tuple(dict.fromkeys(problem.token for problem in find_problems(text))),
        presence_claims=tuple(find_presence_claims(text, places=names.without_clinic)),
        content_hash=content_hash(page),
        left_out=left_out,
        reads_until=_reads_until(page.area, data.today),
    )


def content_hash(page: CityPage) -> str:
    """Return a fingerprint of the words that an editor wrote on ``page`` itself.

    Where a link leads and what is bold do not count.
    """
    content = {
        "place": page.area_id,
        "shared": page.blueprint_id,
        "lines": [page.seo_title, page.search_description],
        "introduction": plain_text(page.local_introduction),
        "questions": [[row.question, plain_text(row.answer)] for row in page.local_questions.all()],
        "sections": sorted(
            [row.section_key, row.mode, plain_text(row.body) if row.mode == Mode.OWN else ""]
            for row in page.section_overrides.all()
            if row.mode != Mode.SHARED
        ),
    }
    return text_hash(json.dumps(content, sort_keys=True))


def _offline_request(page: CityPage) -> HttpRequest:
    """Return a request for the site of ``page``, where no visitor has asked for it."""
    site = Site.objects.filter(pk=page.get_site() and page.get_site().pk).first()
    site = site or Site.objects.order_by("-is_default_site").first()
    request = HttpRequest()
    request.method = "GET"
    if site is not None:
        request.META |= {"HTTP_HOST": site.hostname, "SERVER_PORT": str(site.port)}
    return request


def _values_of_tokens(page: CityPage, fetch: PageFetch) -> Iterator[str]:
    area, blueprint = page.area, page.blueprint
    clinic = clinic_for(area, fetch)
    place = place_data(area, clinic) if area else None
    values = token_values(place, clinic, blueprint.treatment if blueprint else None)
    return (value for value in values.values() if value)


def _fingerprint(parts: Iterable[TextPart], left_out: LeftOutWords) -> Fingerprint:
    """Return the shingles of all ``parts``; none reaches from one part into the next."""
    everything: set[int] = set()
    own: set[int] = set()
    for part in parts:
        found = shingles(part.text, left_out)
        everything |= found
        if part.origin is Origin.OWN:
            own |= found
    return Fingerprint(all=frozenset(everything), own=frozenset(own))


def _substance(data: CityPageData) -> Substance:
    groups: list[LocalFactGroupData] = [*data.getting_here, *data.local_notes]
    if data.getting_home:
        groups.append(data.getting_home)
    here = [group for group in groups if group.topic == LocalFact.Topic.GETTING_HERE]
    facts = [fact for group in groups for fact in group.facts]
    return Substance(
        introduction_words=len(words(plain_text(data.local_introduction_html))),
        getting_here_facts=sum(len(group.facts) for group in here),
        getting_home_facts=len(data.getting_home.facts) if data.getting_home else 0,
        local_questions=len(data.questions),
        unsourced_facts=tuple(fact.text for fact in facts if not fact.source_name),
    )


def _reads_until(area: Any, today: date) -> date | None:
    if area is None:
        return None
    days = [fact.valid_until for fact in area.local_facts.all() if fact.valid_until]
    return min((day for day in days if day >= today), default=None)
