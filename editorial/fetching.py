"""Reading questions, sources and the disclosure into page data."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail.rich_text import expand_db_html

from editorial.models import Citation, Disclosure, Question
from editorial.page_data import CitationData, DisclosureData, QuestionData
from page_cache.tags import PageFetch


class CitationList:
    """The sources of one page, numbered from 1 in the order in which they are first needed."""

    def __init__(self, fetch: PageFetch) -> None:
        self._fetch = fetch
        self._numbered: dict[int, CitationData] = {}

    def number(self, citation: Citation) -> int:
        """Return the number of ``citation`` on this page, adding it when it is new."""
        citation = self._fetch.record(citation)
        known = self._numbered.get(citation.pk)
        if known is None:
            known = self._numbered[citation.pk] = CitationData(
                number=len(self._numbered) + 1,
                reference=citation.reference,
                url=citation.link,
                kind_of_study=citation.kind_of_study,
                is_confirmed=citation.is_confirmed,
            )
        return known.number

    def as_data(self) -> tuple[CitationData, ...]:
        """Return all sources in order."""
        return tuple(self._numbered.values())


def question_data(
    question: Question,
    *,
    fetch: PageFetch,
    citations: CitationList | None,
    page_id: int | None,
) -> QuestionData:
    """Return a question as the page ``page_id`` shows it; its sources join ``citations``."""
    question = fetch.record(question)
    numbers: tuple[int, ...] = ()
    if citations is not None:
        numbers = tuple(
            citations.number(row.citation) for row in question.citations.all() if row.citation.live
        )
    return QuestionData(
        anchor=question.anchor,
        question=question.question,
        answer_html=expand_db_html(question.answer),
        short_answer=question.short_answer,
        citation_numbers=numbers,
        is_marked_up_here=page_id is not None and question.marked_up_on_id == page_id,
    )


def live_questions(question_ids: Iterable[int]) -> dict[int, Question]:
    """Return published questions by primary key, with their sources, in two queries."""
    return (
        Question.objects.filter(live=True)
        .prefetch_related("citations__citation")
        .in_bulk(list(question_ids))
    )


def fetch_disclosure(fetch: PageFetch, locale: Locale) -> DisclosureData:
    """Return the disclosure in ``locale``; the fixed wording stands in until one is published."""
    fetch.collection("disclosures")
    disclosure = Disclosure.objects.filter(live=True, locale=locale).first()
    if disclosure is None:
        return DisclosureData(heading=_("Approved and off-label use"), body_html=_fixed_wording())
    disclosure = fetch.record(disclosure)
    return DisclosureData(heading=disclosure.heading, body_html=expand_db_html(disclosure.body))


def _fixed_wording() -> str:
    text = _(
        "Ketamine is approved by the FDA as an anesthetic only. Its use for migraine, pain or mood "
        "is off-label. Talk with a clinician about whether it may be right for you."
    )
    return f"<p>{text}</p>"
