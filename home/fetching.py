"""Reading home, treatment, people, contact and content pages into page data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.utils import formats, timezone
from django.utils.text import slugify
from wagtail.models import Locale, Page

from appointments.fetching import request_terms
from clinic.fetching import all_clinics_data, person_data, read_ahead, treatment_data
from clinic.models import Person, Treatment
from clinic.page_data import PersonData, TreatmentData
from clinic.profile_pages import profile_urls
from clinic.treatment_pages import treatment_urls
from editorial.fetching import CitationList, fetch_disclosure, questions_data
from editorial.models import Citation
from editorial.page_data import CitationData, QuestionData
from editorial.reviewed_text import ReviewedText
from faq_pages.models import FAQIndexPage
from home.page_data import (
    ContactPageData,
    ContentPageData,
    HomePageData,
    PeopleIndexPageData,
    PersonPageData,
    StepData,
    TextSectionData,
    TreatmentIndexPageData,
    TreatmentPageData,
)
from images.page_data import PictureData
from images.renditions import picture_data
from locations.models import CityIndexPage
from locations.places import nearest_places, places_map
from navigation.page_data import LinkData
from navigation.rich_text import expand_each
from page_cache.tags import PageFetch
from seo.fetching import public_pages, url_of_first

if TYPE_CHECKING:
    from home.models import (
        ContactPage,
        ContentPage,
        HomePage,
        PeopleIndexPage,
        PersonPage,
        TreatmentIndexPage,
        TreatmentPage,
    )


def home_page_data(page: HomePage, request: HttpRequest, fetch: PageFetch) -> HomePageData:
    """Return everything that the home page shows."""
    _read_sources(page)
    steps = [block.value for block in page.steps]
    citations = CitationList(fetch)
    introduction, *bodies, not_for = map(
        citations.number,
        citations.expand(page.introduction, *(step["body"].source for step in steps), page.not_for),
    )
    read_ahead(fetch)
    frame = page.frame(request, fetch)
    places = nearest_places(request, fetch, locale=page.locale)
    reviewed = ReviewedText(fetch)
    reviewed.add(page)
    for treatment_page in _treatment_pages(fetch, page.locale):
        reviewed.add(fetch.record(treatment_page.treatment))
    questions = _questions(page, fetch, citations, reviewed)
    disclosure = fetch_disclosure(fetch, page.locale, reviewed)
    return HomePageData(
        **frame,
        introduction_html=introduction,
        picture=_picture(page, fetch),
        treatments=_treatments(request, fetch, page.locale),
        steps=tuple(
            StepData(heading=step["heading"], body_html=body)
            for step, body in zip(steps, bodies, strict=True)
        ),
        not_for_heading=page.not_for_heading,
        not_for_html=not_for,
        questions=questions,
        questions_url=url_of_first(FAQIndexPage, request, fetch, locale=page.locale),
        clinics=all_clinics_data(fetch, root_url=frame["site"].root_url),
        places=places,
        map_sketch=places_map(fetch, places),
        hub_url=url_of_first(CityIndexPage, request, fetch, locale=page.locale),
        people=_people(request, fetch, page.locale),
        citations=_citations(page, fetch, citations),
        disclosure=disclosure,
        review=reviewed.as_data(request, page.locale),
    )


def treatment_index_page_data(
    page: TreatmentIndexPage, request: HttpRequest, fetch: PageFetch
) -> TreatmentIndexPageData:
    """Return everything that the list of treatments shows."""
    (introduction,) = expand_each(fetch, page.introduction)
    return TreatmentIndexPageData(
        **page.frame(request, fetch),
        introduction_html=introduction,
        treatments=_treatments(request, fetch, page.locale),
        disclosure=fetch_disclosure(fetch, page.locale),
    )


def treatment_page_data(
    page: TreatmentPage, request: HttpRequest, fetch: PageFetch
) -> TreatmentPageData:
    """Return everything that a treatment page shows."""
    _read_sources(page)
    citations = CitationList(fetch)
    introduction, sections = _introduction_and_sections(page, citations)
    frame = page.frame(request, fetch)
    reviewed = ReviewedText(fetch)
    reviewed.add(page)
    treatment = None
    if page.treatment and fetch.shows(page.treatment):
        reviewed.add(fetch.record(page.treatment))
        treatment = treatment_data(page.treatment, fetch=fetch, url=frame["meta"].canonical_url)
    disclosure = fetch_disclosure(fetch, page.locale, reviewed)
    return TreatmentPageData(
        **frame,
        treatment=treatment,
        introduction_html=introduction,
        picture=_picture(page, fetch),
        sections=sections,
        faq_link=_link(page.questions_page, request, fetch),
        people=_people(request, fetch, page.locale),
        citations=_citations(page, fetch, citations),
        disclosure=disclosure,
        review=reviewed.as_data(request, page.locale),
    )


def people_index_page_data(
    page: PeopleIndexPage, request: HttpRequest, fetch: PageFetch
) -> PeopleIndexPageData:
    """Return everything that the list of people shows."""
    (introduction,) = expand_each(fetch, page.introduction)
    return PeopleIndexPageData(
        **page.frame(request, fetch),
        introduction_html=introduction,
        people=_people(request, fetch, page.locale),
    )


def person_page_data(page: PersonPage, request: HttpRequest, fetch: PageFetch) -> PersonPageData:
    """Return everything that a profile shows."""
    (introduction,) = expand_each(fetch, page.introduction)
    frame = page.frame(request, fetch)
    description = page.search_lines(fetch).description
    frame["meta"] = replace(frame["meta"], description=description)
    person = None
    if page.person and fetch.shows(page.person):
        url = frame["meta"].canonical_url
        person = person_data(page.person, fetch=fetch, url=url, has_bio=True)
    return PersonPageData(**frame, person=person, introduction_html=introduction)


def contact_page_data(page: ContactPage, request: HttpRequest, fetch: PageFetch) -> ContactPageData:
    """Return everything that the contact page shows."""
    citations = CitationList(fetch)
    introduction, sections = _introduction_and_sections(page, citations)
    read_ahead(fetch)
    frame = page.frame(request, fetch)
    places = nearest_places(request, fetch, locale=page.locale)
    return ContactPageData(
        **frame,
        introduction_html=introduction,
        sections=sections,
        picture=_picture(page, fetch),
        clinics=all_clinics_data(fetch, root_url=frame["site"].root_url),
        places=places,
        map_sketch=places_map(fetch, places),
        hub_url=url_of_first(CityIndexPage, request, fetch, locale=page.locale),
        treatments=_treatments(request, fetch, page.locale),
        people=_people(request, fetch, page.locale),
        citations=citations.as_data(),
    )


def content_page_data(page: ContentPage, request: HttpRequest, fetch: PageFetch) -> ContentPageData:
    """Return everything that a content page shows."""
    citations = CitationList(fetch)
    introduction, sections = _introduction_and_sections(page, citations)
    published_at = page.last_published_at
    return ContentPageData(
        **page.frame(request, fetch),
        introduction_html=introduction,
        sections=sections,
        picture=_picture(page, fetch),
        citations=citations.as_data(),
        updated_on=formats.date_format(timezone.localdate(published_at)) if published_at else "",
        request_terms=request_terms(fetch, page),
    )


def _introduction_and_sections(
    page: Any, citations: CitationList
) -> tuple[str, tuple[TextSectionData, ...]]:
    values = [block.value for block in page.sections]
    introduction, *bodies = map(
        citations.number,
        citations.expand(page.introduction, *(value["body"].source for value in values)),
    )
    anchors = _anchors(value["heading"] for value in values)
    return introduction, tuple(
        TextSectionData(
            anchor=anchor,
            heading=value["heading"],
            body_html=body,
            appearance=value["appearance"] or "plain",
        )
        for value, body, anchor in zip(values, bodies, anchors, strict=True)
    )


def _anchors(headings: Iterable[str]) -> list[str]:
    """Return an HTML id for each heading, unlike any other on the page."""
    anchors: list[str] = []
    for heading in headings:
        anchor = stem = slugify(heading) or "section"
        number = 2
        while anchor in anchors:
            anchor = f"{stem}-{number}"
            number += 1
        anchors.append(anchor)
    return anchors


def _picture(page: Any, fetch: PageFetch) -> PictureData | None:
    if page.picture is None:
        return None
    return picture_data(fetch.record(page.picture))


def _questions(
    page: HomePage, fetch: PageFetch, citations: CitationList, reviewed: ReviewedText
) -> tuple[QuestionData, ...]:
    ids = [row.question_id for row in page.questions.all()]
    shown = questions_data(
        ids, fetch=fetch, citations=citations, reviewed=reviewed, page_id=page.pk
    )
    return tuple(shown.values())


def _read_sources(page: Any) -> None:
    """Read the rows of sources, asked for twice, at once. Those of a version in memory stay."""
    if page.pk:
        rows = page.citations.model._default_manager.select_related("citation")
        prefetch_related_objects([page], Prefetch("citations", queryset=rows))


def _citations(page: Any, fetch: PageFetch, citations: CitationList) -> tuple[CitationData, ...]:
    """Return ``citations`` and then the page's own, each once."""
    citations.add(row.citation for row in page.citations.all())
    citations.add(fetch.previewed(Citation))
    return citations.as_data()


def _treatments(
    request: HttpRequest, fetch: PageFetch, locale: Locale
) -> tuple[TreatmentData, ...]:
    """Return each published treatment that has a page, in the order of the pages."""
    shown: dict[Treatment, TreatmentPage] = {}
    for page in _treatment_pages(fetch, locale):
        if page.treatment is not None:
            shown.setdefault(page.treatment, page)
    treatments = [
        treatment_data(treatment, fetch=fetch, url=page.get_full_url(request) or "")
        for treatment, page in shown.items()
    ]
    new = [each for each in fetch.previewed(Treatment) if each not in list(shown)]
    return (*treatments, *(treatment_data(each, fetch=fetch) for each in new))


def _treatment_pages(fetch: PageFetch, locale: Locale) -> list[TreatmentPage]:
    from home.models import TreatmentPage

    fetch.collection("treatments")
    pages = TreatmentPage.objects.filter(locale=locale, treatment__isnull=False)
    public = public_pages(pages, fetch).select_related("treatment").defer_streamfields()
    found = fetch.once("treatment pages", lambda: list(public.order_by("path")))
    return [page for page in fetch.records(found) if fetch.shows(page.treatment)]


@treatment_urls
def urls_of_treatment_pages(
    request: HttpRequest, fetch: PageFetch, locale: Locale
) -> dict[int, str]:
    """Return the absolute address of the page of each published treatment that has one."""
    return {
        page.treatment_id: page.get_full_url(request) or ""
        for page in reversed(_treatment_pages(fetch, locale))
    }


def _people(request: HttpRequest, fetch: PageFetch, locale: Locale) -> tuple[PersonData, ...]:
    """Return everybody published who has a profile, in the order of the profiles."""
    shown = _profiles(fetch, locale)
    people = [
        person_data(person, fetch=fetch, url=profile.get_full_url(request) or "")
        for person, profile in shown.items()
    ]
    new = [each for each in fetch.previewed(Person) if each not in list(shown)]
    return (*people, *(person_data(each, fetch=fetch) for each in new))


def _profiles(fetch: PageFetch, locale: Locale) -> dict[Person, PersonPage]:
    """Return the first public profile of everybody who is published."""
    from home.models import PersonPage

    fetch.collection("people")
    public = public_pages(PersonPage.objects.filter(locale=locale, person__isnull=False), fetch)
    profiles = (
        public.select_related("person__photo")
        .prefetch_related("person__photo__renditions")
        .order_by("path")
    )
    shown: dict[Person, PersonPage] = {}
    for profile in fetch.records(fetch.once("profiles", lambda: list(profiles))):
        if fetch.shows(profile.person):
            shown.setdefault(profile.person, profile)
    return shown


@profile_urls
def urls_of_profiles(request: HttpRequest, fetch: PageFetch, locale: Locale) -> dict[int, str]:
    """Return the absolute address of the profile of each published person who has one."""
    return {
        person.pk: profile.get_full_url(request) or ""
        for person, profile in _profiles(fetch, locale).items()
    }


def _link(page: Page | None, request: HttpRequest, fetch: PageFetch) -> LinkData | None:
    if page is None or not fetch.shows(page):
        return None
    return LinkData(label=page.title, url=page.get_url(request) or "")
