"""Places and city pages as the templates and the graph print them."""

from __future__ import annotations

from dataclasses import dataclass

from editorial.page_data import CitationData, DisclosureData, QuestionData, ReviewData
from images.page_data import PictureData
from locations.rules.map_sketch import MapSketchData
from navigation.page_data import LinkData
from seo.page_data import PageData


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceData:
    """A place the clinic serves people from.

    ``kind`` is one of city, town, census-designated-place, neighborhood, county; ``url`` is the
    path of its live city page or ``""``. ``distance_miles`` is the straight line to the clinic as
    text, "4", or ``""`` when the clinic is in the place itself or a coordinate is missing. The
    clinic is the one that serves the place; ``clinic_label`` tells it from the others.
    """

    key: str
    name: str
    kind: str
    kind_label: str
    state: str
    state_code: str
    county: str
    zip_codes: tuple[str, ...] = ()
    distance_miles: str = ""
    has_clinic: bool = False
    clinic_slug: str = ""
    clinic_label: str = ""
    url: str = ""
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: str = ""
    wikidata_id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalFactData:
    """One fact about a place; the source is printed below the fact."""

    text: str
    source_name: str = ""
    source_url: str = ""
    checked_on: str = ""
    is_sample: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalFactGroupData:
    """The facts of one topic, e.g. ``topic="getting-home"`` with the heading "Getting home"."""

    topic: str
    heading: str
    facts: tuple[LocalFactData, ...]

    @property
    def has_samples(self) -> bool:
        """At least one of the facts waits to be confirmed."""
        return any(fact.is_sample for fact in self.facts)

    @property
    def has_samples_only(self) -> bool:
        """All of the facts wait to be confirmed."""
        return all(fact.is_sample for fact in self.facts)


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionData:
    """A blueprint section as it reads on one page: shared or own wording, tokens filled in.

    ``placement`` is ``"top"`` (above the local text) or ``"main"``; ``appearance`` is ``"plain"``,
    ``"at-a-glance"`` or ``"caution"``. ``is_own`` tells the page's own wording from the shared one.
    """

    key: str
    heading: str
    body_html: str
    placement: str = "main"
    appearance: str = "plain"
    is_own: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceGroupData:
    """Some of the places of a long list; few places are one group without a heading."""

    heading: str
    places: tuple[PlaceData, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LookupData:
    """The answer to "do you serve my ZIP code?".

    ``query`` is what was typed and ``asked`` the part that was looked for. ``problem`` is "empty"
    or "no-zip" where nothing could be looked for. ``places`` without ``url`` have no page.
    """

    query: str
    asked: str = ""
    is_zip: bool = False
    problem: str = ""
    places: tuple[PlaceData, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CityIndexPageData(PageData):
    """The hub "areas we serve"; ``lookup`` is there when a visitor has asked about a place."""

    introduction_html: str
    places: tuple[PlaceData, ...]
    place_groups: tuple[PlaceGroupData, ...]
    lookup: LookupData | None = None
    body_html: str = ""
    disclosure: DisclosureData
    map_sketch: MapSketchData | None = None


@dataclass(frozen=True, kw_only=True)
class CityPageData(PageData):
    """A city page. ``place`` is ``None`` only in a draft whose place has not been chosen.

    ``treatment_name`` is filled on a page about one treatment; ``treatment_pages`` leads from a
    general page to those below it.
    """

    place: PlaceData | None
    subheading: str
    local_introduction_html: str
    top_sections: tuple[SectionData, ...]
    sections: tuple[SectionData, ...]
    getting_here: tuple[LocalFactGroupData, ...]
    getting_home: LocalFactGroupData | None
    local_notes: tuple[LocalFactGroupData, ...]
    questions: tuple[QuestionData, ...]
    pictures: tuple[PictureData, ...]
    neighbours: tuple[PlaceData, ...]
    treatment_name: str = ""
    treatment_pages: tuple[LinkData, ...] = ()
    citations: tuple[CitationData, ...] = ()
    disclosure: DisclosureData
    review: ReviewData | None = None
