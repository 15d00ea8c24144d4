"""Reading FAQ pages into page data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import formats, timezone

from clinic.fetching import treatment_data
from clinic.page_data import TreatmentData
from clinic.treatment_pages import treatment_url
from editorial.fetching import CitationList, fetch_disclosure, questions_data
from editorial.page_data import QuestionData
from editorial.reviewed_text import ReviewedText
from faq_pages.page_data import (
    FAQCardData,
    FAQIndexPageData,
    FAQPageData,
    QuestionGroupData,
)
from locations.models import CityIndexPage
from locations.places import nearest_places
from navigation.page_data import LinkData
from navigation.rich_text import expand_each
from page_cache.tags import PageFetch
from seo.fetching import public_pages, url_of_first

if TYPE_CHECKING:
    from faq_pages.models import FAQIndexPage, FAQPage

QUESTIONS_ON_A_CARD = 4


def faq_index_page_data(
    page: FAQIndexPage, request: HttpRequest, fetch: PageFetch
) -> FAQIndexPageData:
    """Return everything that the index shows: each live FAQ page with its first questions."""
    from faq_pages.models import FAQPage

    fetch.collection("faq-pages")
    faqs = (
        public_pages(FAQPage.objects.child_of(page), fetch)
        .order_by("path")
        .prefetch_related("placements__question")
    )
    (introduction,) = expand_each(fetch, page.introduction)
    return FAQIndexPageData(
        **page.frame(request, fetch),
        introduction_html=introduction,
        faqs=tuple(_card(faq, request, fetch) for faq in faqs),
        disclosure=fetch_disclosure(fetch, page.locale),
    )


def _card(faq: FAQPage, request: HttpRequest, fetch: PageFetch) -> FAQCardData:
    fetch.record(faq)
    placed = dict.fromkeys(placement.question for placement in faq.placements.all())
    questions = [fetch.record(question) for question in placed if fetch.shows(question)]
    url = faq.get_url(request) or ""
    return FAQCardData(
        title=faq.title,
        url=url,
        summary=faq.summary,
        questions=tuple(
            LinkData(label=question.question, url=f"{url}#{question.anchor}")
            for question in questions[:QUESTIONS_ON_A_CARD]
        ),
    )


def faq_page_data(page: FAQPage, request: HttpRequest, fetch: PageFetch) -> FAQPageData:
    """Return everything that an FAQ page shows."""
    if page.pk:
        # Asked for twice; the rows of a version in memory stay.
        prefetch_related_objects([page], "placements")
    citations, reviewed = CitationList(fetch), ReviewedText(fetch)
    reviewed.add(page)
    expanded_opening, expanded_closing = citations.expand(page.opening, page.closing)
    frame = page.frame(request, fetch)
    opening = citations.number(expanded_opening)
    groups = _groups(page, fetch, citations, reviewed)
    if page.treatment is not None and fetch.shows(page.treatment):
        reviewed.add(fetch.record(page.treatment))
    disclosure = fetch_disclosure(fetch, page.locale, reviewed)
    return FAQPageData(
        **frame,
        opening_html=opening,
        closing_html=citations.number(expanded_closing),
        groups=groups,
        places=nearest_places(request, fetch, locale=page.locale),
        hub_url=url_of_first(CityIndexPage, request, fetch, locale=page.locale),
        treatment=_treatment(page, request, fetch),
        citations=citations.as_data(),
        disclosure=disclosure,
        review=reviewed.as_data(request, page.locale),
        updated_on=_updated_on(page, groups),
    )


def _updated_on(page: FAQPage, groups: Iterable[QuestionGroupData]) -> str:
    """Return the day on which the page or one of its questions was last published."""
    moments = [question.last_published_at for group in groups for question in group.questions]
    known = [moment for moment in (page.last_published_at, *moments) if moment]
    return formats.date_format(timezone.localdate(max(known))) if known else ""


def _treatment(page: FAQPage, request: HttpRequest, fetch: PageFetch) -> TreatmentData | None:
    """Return the treatment that the questions are about, if it has a page in their language."""
    if page.treatment is None or not fetch.shows(page.treatment):
        return None
    url = treatment_url(page.treatment.pk, request, fetch, page.locale)
    return treatment_data(page.treatment, fetch=fetch, url=url) if url else None


def _groups(
    page: FAQPage, fetch: PageFetch, citations: CitationList, reviewed: ReviewedText
) -> tuple[QuestionGroupData, ...]:
    """Return the questions in groups; a question that is placed twice stands at its first place."""
    placements = list(page.placements.all())
    waiting = questions_data(
        [placement.question_id for placement in placements],
        fetch=fetch,
        citations=citations,
        reviewed=reviewed,
        page_id=page.pk,
    )
    groups: list[tuple[str, list[QuestionData]]] = []
    for placement in placements:
        if placement.group or not groups:
            groups.append((placement.group, []))
        question = waiting.pop(placement.question_id, None)
        if question is not None:
            groups[-1][1].append(question)
    return tuple(
        QuestionGroupData(heading=heading, questions=tuple(questions))
        for heading, questions in groups
        if questions
    )
