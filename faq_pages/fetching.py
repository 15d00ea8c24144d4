"""Reading FAQ pages into page data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import formats, timezone

from clinic.fetching import treatment_data
from editorial.fetching import CitationList, fetch_disclosure, live_questions, question_data
from faq_pages.page_data import (
    FAQCardData,
    FAQIndexPageData,
    FAQPageData,
    QuestionGroupData,
)
from locations.fetching import live_places
from locations.models import CityIndexPage
from page_cache.tags import PageFetch
from seo.rich_text import expand_each

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
        FAQPage.objects.child_of(page)
        .live()
        .public()
        .order_by("path")
        .prefetch_related("placements__question")
    )
    (introduction,) = expand_each(page.introduction)
    return FAQIndexPageData(
        **page.frame(request, fetch),
        introduction_html=introduction,
        faqs=tuple(_card(faq, request, fetch) for faq in faqs),
        disclosure=fetch_disclosure(fetch, page.locale),
    )


def _card(faq: FAQPage, request: HttpRequest, fetch: PageFetch) -> FAQCardData:
    fetch.record(faq)
    questions = [placement.question for placement in faq.placements.all()]
    shown = [question for question in questions if question.live][:QUESTIONS_ON_A_CARD]
    return FAQCardData(
        title=faq.title,
        url=faq.get_url(request) or "",
        summary=faq.summary,
        questions=tuple(question.question for question in fetch.records(shown)),
    )


def faq_page_data(page: FAQPage, request: HttpRequest, fetch: PageFetch) -> FAQPageData:
    """Return everything that an FAQ page shows."""
    fetch.collection("hubs")
    hub = CityIndexPage.objects.live().filter(locale=page.locale).first()
    citations = CitationList(fetch)
    opening, closing = expand_each(page.opening, page.closing)
    published_at = page.last_published_at
    return FAQPageData(
        **page.frame(request, fetch),
        opening_html=opening,
        closing_html=closing,
        groups=_groups(page, fetch, citations),
        places=live_places(request, fetch, locale=page.locale),
        hub_url=(hub.get_url(request) or "") if hub else "",
        treatment=treatment_data(page.treatment, fetch=fetch) if page.treatment else None,
        citations=citations.as_data(),
        disclosure=fetch_disclosure(fetch, page.locale),
        updated_on=formats.date_format(timezone.localdate(published_at)) if published_at else "",
    )


def _groups(
    page: FAQPage, fetch: PageFetch, citations: CitationList
) -> tuple[QuestionGroupData, ...]:
    placements = list(page.placements.all())
    library = live_questions(placement.question_id for placement in placements)
    groups: list[tuple[str, list[int]]] = []
    for placement in placements:
        if placement.group or not groups:
            groups.append((placement.group, []))
        groups[-1][1].append(placement.question_id)
    return tuple(
        QuestionGroupData(
            heading=heading,
            questions=tuple(
                question_data(library[pk], fetch=fetch, citations=citations, page_id=page.pk)
                for pk in ids
                if pk in library
            ),
        )
        for heading, ids in groups
    )
