"""What every page knows: its metadata, its way home, the site around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from clinic.page_data import ClinicContactData, ClinicData
from navigation.page_data import LinkData, NavigationData
from seo.verification import VerificationTag


@dataclass(frozen=True, kw_only=True, slots=True)
class AlternateData:
    """Where a page stands in a language; "x-default" is for readers of all others.

    ``url`` is absolute; ``og_locale`` is like "es_US".
    """

    language: str
    url: str
    og_locale: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MetaData:
    """The head of a page. URLs are absolute; empty strings are not printed.

    ``image_width`` and ``image_height`` are pixels, 0 where nobody knows them. ``alternates`` are
    the same page in each language, this one included; they and ``og_locale`` are empty on a site
    with one language. ``verification_tags`` prove to the consoles of search engines whose site it
    is; the home page alone has them, because that is where they look.
    """

    title: str
    description: str
    canonical_url: str
    site_name: str
    language: str
    og_type: str = "website"
    image_url: str = ""
    image_alt: str = ""
    image_width: int = 0
    image_height: int = 0
    twitter_card: str = "summary_large_image"
    robots: str = ""
    verification_tags: tuple[VerificationTag, ...] = ()
    og_locale: str = ""
    alternates: tuple[AlternateData, ...] = ()

    @property
    def other_og_locales(self) -> tuple[str, ...]:
        """The languages of the other pages, as the Open Graph protocol writes them."""
        named = (alternate.og_locale for alternate in self.alternates)
        return tuple(locale for locale in named if locale not in ("", self.og_locale))


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchLines:
    """What search engines show of a page: the blue line, and the text under it."""

    title: str
    description: str


# More addresses than these would drown everything else at the foot of every page.
MOST_IN_FOOTER = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteData:
    """The site around a page. ``root_url`` is absolute, without a trailing slash.

    ``clinic`` is the one that this page speaks of: the main clinic, or on a city page the one that
    serves the place. It is ``None`` only before anybody has entered a clinic. ``clinics`` are all
    of them, the main one first. ``counts_url`` is where a visit is told, ``""`` if none is counted.
    """

    name: str
    root_url: str
    home_url: str
    search_url: str
    counts_url: str
    navigation: NavigationData
    clinic: ClinicData | None
    clinics: tuple[ClinicContactData, ...]
    launched: bool

    @property
    def clinic_count(self) -> int:
        """How many clinics there are; above several stands an organization of the site's name."""
        return len(self.clinics)

    @property
    def footer_clinics(self) -> tuple[ClinicContactData, ...]:
        """The clinics at the foot of the page: its own first, and alone where there are many."""
        own = self.clinic.slug if self.clinic else ""
        mine = tuple(clinic for clinic in self.clinics if clinic.slug == own)
        return mine if self.clinic_count > MOST_IN_FOOTER else (*mine, *self.other_clinics)

    @property
    def other_clinics(self) -> tuple[ClinicContactData, ...]:
        """All clinics but the one that this page speaks of."""
        own = self.clinic.slug if self.clinic else ""
        return tuple(clinic for clinic in self.clinics if clinic.slug != own)


@dataclass(frozen=True, kw_only=True)
class PageData:
    """The base of each page type's own data. ``breadcrumbs`` runs from home to this page.

    ``page_id`` is ``None`` for a page that is only previewed and not stored. ``today`` is the day,
    in the clinic's own time zone, that the page was built for. From ``valid_until`` on it may read
    differently although nobody has changed anything: at the next midnight there at the latest.
    """

    page_id: int | None
    heading: str
    meta: MetaData
    site: SiteData
    today: date
    breadcrumbs: tuple[LinkData, ...] = ()
    cache_tags: frozenset[str] = field(default_factory=frozenset)
    valid_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class LostPageData(PageData):
    """What a visitor reads at an address without a page; ``starting_points`` lead on from there.

    They are pages that the menu, which is listed too, does not have.
    """

    starting_points: tuple[LinkData, ...]


@dataclass(frozen=True, kw_only=True)
class GonePageData(LostPageData):
    """What a visitor reads at an address whose page, ``page_title``, was taken down for good."""

    page_title: str
    offered: LinkData | None
