"""Reading home, treatment, people, contact and content pages into page data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import formats, timezone
from django.utils.text import slugify
from wagtail.models import Locale, Page

from clinic.fetching import person_data, treatment_data
from clinic.page_data import PersonData, TreatmentData
from editorial.fetching import CitationList, fetch_disclosure, live_questions, question_data
from editorial.page_data import CitationData, QuestionData
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
from locations.fetching import live_places, places_map
from locations.models import CityIndexPage
from navigation.page_data import LinkData
from page_cache.tags import PageFetch
from seo.rich_text import expand_each

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
    steps = [block.value for block in page.steps]
    introduction, not_for, *bodies = expand_each(
        page.introduction, page.not_for, *(step["body"].source for step in steps)
    )
    frame = page.frame(request, fetch, heading=page.heading)
    places = live_places(request, fetch, locale=page.locale)
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
        questions=_questions(page, fetch),
        questions_url=_url_of_first(FAQIndexPage, request, fetch, page.locale),
        places=places,
        map_sketch=places_map(frame["site"].clinic, places),
        hub_url=_url_of_first(CityIndexPage, request, fetch, page.locale),
        people=_people(request, fetch, page.locale),
        citations=_citations(page, fetch),
        disclosure=fetch_disclosure(fetch, page.locale),
    )


def treatment_index_page_data(
    page: TreatmentIndexPage, request: HttpRequest, fetch: PageFetch
) -> TreatmentIndexPageData:
    """Return everything that the list of treatments shows."""
    (introduction,) = expand_each(page.introduction)
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
    introduction, sections = _introduction_and_sections(page)
    frame = page.frame(request, fetch)
    treatment = None
    if page.treatment:
        treatment = treatment_data(page.treatment, fetch=fetch, url=frame["meta"].canonical_url)
    return TreatmentPageData(
        **frame,
        treatment=treatment,
        introduction_html=introduction,
        picture=_picture(page, fetch),
        sections=sections,
        faq_link=_link(page.questions_page, request, fetch),
        people=_people(request, fetch, page.locale),
        citations=_citations(page, fetch),
        disclosure=fetch_disclosure(fetch, page.locale),
    )


def people_index_page_data(
    page: PeopleIndexPage, request: HttpRequest, fetch: PageFetch
) -> PeopleIndexPageData:
    """Return everything that the list of people shows."""
    (introduction,) = expand_each(page.introduction)
    return PeopleIndexPageData(
        **page.frame(request, fetch),
        introduction_html=introduction,
        people=_people(request, fetch, page.locale),
    )


def person_page_data(page: PersonPage, request: HttpRequest, fetch: PageFetch) -> PersonPageData:
    """Return everything that a profile shows."""
    (introduction,) = expand_each(page.introduction)
    frame = page.frame(request, fetch)
    person = None
    if page.person:
        person = person_data(page.person, fetch=fetch, url=frame["meta"].canonical_url)
    return PersonPageData(**frame, person=person, introduction_html=introduction)


def contact_page_data(page: ContactPage, request: HttpRequest, fetch: PageFetch) -> ContactPageData:
    """Return everything that the contact page shows."""
    introduction, sections = _introduction_and_sections(page)
    frame = page.frame(request, fetch)
    places = live_places(request, fetch, locale=page.locale)
    return ContactPageData(
        **frame,
        introduction_html=introduction,
        sections=sections,
        picture=_picture(page, fetch),
        places=places,
        map_sketch=places_map(frame["site"].clinic, places),
        treatments=_treatments(request, fetch, page.locale),
        people=_people(request, fetch, page.locale),
    )


def content_page_data(page: ContentPage, request: HttpRequest, fetch: PageFetch) -> ContentPageData:
    """Return everything that a content page shows."""
    introduction, sections = _introduction_and_sections(page)
    published_at = page.last_published_at
    return ContentPageData(
        **page.frame(request, fetch),
        introduction_html=introduction,
        sections=sections,
        picture=_picture(page, fetch),
        updated_on=formats.date_format(timezone.localdate(published_at)) if published_at else "",
    )


def _introduction_and_sections(page: Any) -> tuple[str, tuple[TextSectionData, ...]]:
    values = [block.value for block in page.sections]
    introduction, *bodies = expand_each(
        page.introduction, *(value["body"].source for value in values)
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


def _questions(page: HomePage, fetch: PageFetch) -> tuple[QuestionData, ...]:
    ids = [row.question_id for row in page.questions.all()]
    library = live_questions(ids)
    return tuple(
        question_data(library[pk], fetch=fetch, citations=None, page_id=page.pk)
        for pk in ids
        if pk in library
    )


def _citations(page: Any, fetch: PageFetch) -> tuple[CitationData, ...]:
    citations = CitationList(fetch)
    for row in page.citations.select_related("citation"):
        if row.citation.live:
            citations.number(row.citation)
    return citations.as_data()


def _treatments(
    request: HttpRequest, fetch: PageFetch, locale: Locale
) -> tuple[TreatmentData, ...]:
    from home.models import TreatmentPage

    fetch.collection("treatments")
    pages = (
        TreatmentPage.objects.live()
        .public()
        .filter(locale=locale, treatment__live=True)
        .select_related("treatment")
        .order_by("path")
    )
    return tuple(
        treatment_data(page.treatment, fetch=fetch, url=page.get_full_url(request) or "")
        for page in fetch.records(pages)
    )


def _people(request: HttpRequest, fetch: PageFetch, locale: Locale) -> tuple[PersonData, ...]:
    from home.models import PersonPage

    fetch.collection("people")
    pages = (
        PersonPage.objects.live()
        .public()
        .filter(locale=locale, person__live=True)
        .select_related("person__photo")
        .order_by("path")
    )
    return tuple(
        person_data(page.person, fetch=fetch, url=page.get_full_url(request) or "")
        for page in fetch.records(pages)
    )


def _url_of_first(model: type[Any], request: HttpRequest, fetch: PageFetch, locale: Locale) -> str:
    fetch.collection(f"pages-{model._meta.model_name}")
    page = model.objects.live().public().filter(locale=locale).first()
    return (page.get_url(request) or "") if page else ""


def _link(page: Page | None, request: HttpRequest, fetch: PageFetch) -> LinkData | None:
    if page is None or not page.live:
        return None
    fetch.record(page)
    return LinkData(label=page.title, url=page.get_url(request) or "")
