"""Which hubs and city pages show a shared text, a treatment or the disclosure."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from clinic.models import Treatment
from editorial.clinical_texts import listed_sources
from editorial.models import Disclosure
from editorial.shown_on import differs, is_new, shown_on
from locations.models import CityIndexPage, CityPage, LandingBlueprint
from locations.places import clinic_for, place_data
from locations.shared_text import SharedText, shared_lines, what_differs, whole_text
from page_cache.tags import PageFetch


@shown_on(Disclosure)
def city_pages_with_disclosure(disclosure: Disclosure, version: Disclosure) -> QuerySet[Page]:
    """Return all hubs and city pages in its language."""
    types = (CityPage, CityIndexPage)
    pages: QuerySet[Page] = Page.objects.type(*types).filter(locale=disclosure.locale)
    return pages if differs(disclosure, version, "heading", "body") else pages.none()


@shown_on(LandingBlueprint)
def city_pages_with_text(
    blueprint: LandingBlueprint, version: LandingBlueprint
) -> QuerySet[CityPage] | Collection[int]:
    """Return the city pages that read differently with the version of their shared text.

    One that has a section in own words, or hides it, does not show what changes there.
    """
    pages = CityPage.objects.live().filter(alias_of=None, blueprint=blueprint)
    if is_new(blueprint, version) or listed_sources(blueprint) != listed_sources(version):
        return pages
    if blueprint.treatment_id != version.treatment_id:
        return pages
    treatment = blueprint.treatment
    texts = what_differs(blueprint, version)
    return _reading_differently(pages, *texts, treatment, treatment) if texts else []


@shown_on(Treatment)
def city_pages_about_treatment(
    treatment: Treatment, version: Treatment
) -> QuerySet[CityPage] | Collection[int]:
    """Return the city pages about it where they print it, and the pages above that lead there."""
    pages = CityPage.objects.live().filter(
        alias_of=None, blueprint__treatment=treatment, blueprint__live=True
    )
    found = set()
    if is_new(treatment, version):
        found = set(pages.values_list("pk", flat=True))
    else:
        blueprints = LandingBlueprint.objects.filter(treatment=treatment, live=True)
        for blueprint in blueprints:
            shown, text = pages.filter(blueprint=blueprint), whole_text(blueprint)
            found |= _reading_differently(shown, text, text, treatment, version)
    same_name = _name_in_links(treatment) == _name_in_links(version)
    if same_name and not is_new(treatment, version):
        return found
    below = pages.public().values_list("path", flat=True)
    above = {path[: -Page.steplen] for path in below}
    return found | set(CityPage.objects.filter(path__in=above).values_list("pk", flat=True))


def _name_in_links(treatment: Treatment) -> str:
    return treatment.condition or treatment.name


def _reading_differently(
    pages: PageQuerySet,
    old: SharedText,
    new: SharedText,
    old_treatment: Treatment | None,
    new_treatment: Treatment | None,
) -> set[int]:
    """Return the keys of those of ``pages`` on which the two texts, filled in, are not the same."""
    fetch = PageFetch()
    texts = (old, old_treatment), (new, new_treatment)
    is_local = old_treatment is not new_treatment or any(
        text.differs_from_place_to_place for text in (old, new)
    )
    read = pages.prefetch_related("section_overrides")
    if is_local:
        read = read.select_related("area").prefetch_related("area__zip_codes")
    found = set()
    for page in read.defer_streamfields():
        clinic = clinic_for(page.area, fetch) if is_local else None
        place = place_data(page.area, clinic) if is_local and page.area else None
        before, after = (
            shared_lines(page, text, place, clinic, treatment) for text, treatment in texts
        )
        if before != after:
            found.add(page.pk)
    return found
