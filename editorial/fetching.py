"""Reading questions, sources and the disclosure into page data."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from wagtail.models import Locale

from editorial.models import Citation, Disclosure, Question
from editorial.page_data import CitationData, DisclosureData, QuestionData
from navigation.rich_text import expand_each
from page_cache.tags import PageFetch


class CitationList:
    """The sources of one page, numbered from 1 in the order in which they are first needed."""

    def __init__(self, fetch: PageFetch) -> None:
        self._fetch = fetch
        self._numbered: dict[int, CitationData] = {}

    def add(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """Return the numbers of those that are published on this page, adding the new ones."""
        shown = [citation for citation in citations if self._fetch.shows(citation)]
        return tuple(self._number(self._fetch.record(citation)) for citation in shown)

    def _number(self, citation: Citation) -> int:
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


def questions_data(
    question_ids: Iterable[int],
    *,
    fetch: PageFetch,
    citations: CitationList,
    page_id: int | None,
) -> dict[int, QuestionData]:
    """Return the published ones of these questions by primary key, in the order given.

    They read as the page ``page_id`` shows them; their sources join ``citations``.
    """
    ids = list(question_ids)
    stored = _stored_questions(ids, fetch)
    shown = {pk: fetch.record(stored[pk]) for pk in stored if fetch.shows(stored[pk])}
    answers = expand_each(fetch, *(question.answer for question in shown.values()))
    own_anchors = {question.anchor for question in shown.values()}
    return {
        pk: QuestionData(
            anchor=question.anchor,
            question=question.question,
            answer_html=answer,
            citation_numbers=citations.add(row.citation for row in question.citations.all()),
            last_published_at=question.last_published_at,
            is_marked_up_here=page_id is not None and question.marked_up_on_id == page_id,
            # An id stands on a page once, also in a preview of what was merged.
            former_anchors=tuple(
                row.anchor
                for row in stored[pk].former_anchors.all()
                if row.anchor not in own_anchors
            ),
        )
        for (pk, question), answer in zip(shown.items(), answers, strict=True)
    }


def _stored_questions(ids: list[int], fetch: PageFetch) -> dict[int, Question]:
    """Return the questions by the keys that the page has for them, each question once.

    In the place of one that was merged stands the one that was kept: an older version of a page,
    brought back, may still ask for the first.
    """
    questions = Question.objects.prefetch_related("citations__citation", "former_anchors")
    stored = questions.in_bulk(ids)
    while missing := {row.merged_into_id for row in stored.values()} - {None, *stored}:
        stored |= questions.in_bulk(missing)
    found: dict[int, Question] = {}
    for key in dict.fromkeys(ids):
        question = stored.get(key)
        while question is not None and question.merged_into_id:
            fetch.record(question)
            question = stored[question.merged_into_id]
        if question is not None and question not in found.values():
            found[key] = question
    return found


def fetch_disclosure(fetch: PageFetch, locale: Locale) -> DisclosureData:
    """Return the disclosure in ``locale``; the fixed wording stands in until one is published."""
    fetch.collection("disclosures")
    stored = fetch.records(Disclosure.objects.filter(live=True, locale=locale)[:1])
    disclosure = next(iter([*fetch.previewed(Disclosure), *stored]), None)
    if disclosure is None:
        return DisclosureData(heading=_("Approved and off-label use"), body_html=_fixed_wording())
    (body,) = expand_each(fetch, disclosure.body)
    return DisclosureData(heading=disclosure.heading, body_html=body)


def _fixed_wording() -> str:
    text = _(
        "Ketamine is approved by the FDA as an anesthetic only. Its use for migraine, pain or mood "
        "is off-label. Talk with a clinician about whether it may be right for you."
    )
    return f"<p>{text}</p>"
