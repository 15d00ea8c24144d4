"""Reading questions, sources and the disclosure into page data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.models import Locale

from editorial.models import Citation, Disclosure, Question
from editorial.page_data import CitationData, DisclosureData, QuestionData
from editorial.reviewed_text import ReviewedText
from editorial.rules.citations import cited_keys, number_marks
from navigation.rich_text import expand_each
from page_cache.tags import PageFetch


class CitationList:
    """The sources of one page, numbered from 1 in the order in which they are first needed.

    Texts give their marks through :meth:`expand`, which looks all their sources up at once, and
    then each through :meth:`number`, in the order in which the page shows them.
    """

    def __init__(self, fetch: PageFetch) -> None:
        self._fetch = fetch
        self._known: dict[int, Citation | None] = {}
        self._numbered: dict[int, CitationData] = {}
        self._marked: set[int] = set()

    def expand(self, *stored: str) -> tuple[str, ...]:
        """Return rich text as HTML, with marks that wait for :meth:`number`.

        One query for all links to pages, and one for all sources that were not read before.
        """
        texts = expand_each(self._fetch, *stored)
        keys = {key for text in texts for key in cited_keys(text)} - self._known.keys()
        if keys:
            found = Citation.objects.in_bulk(keys)
            self._known |= {key: found.get(key) for key in keys}
        return texts

    def number(self, text: str) -> str:
        """Return an expanded text with the number of its source in each mark.

        The mark of a source that is not published, or gone, leaves nothing behind.
        """
        numbers = {key: self._number_of(key) for key in cited_keys(text)}
        shown = {key: number for key, number in numbers.items() if number}
        new = set(shown.values()) - self._marked
        self._marked |= new
        return number_marks(text, shown, label=_mark_label, first_of=new)

    def add(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """Return the numbers of those that are published on this page, adding the new ones."""
        shown = [citation for citation in citations if self._fetch.shows(citation)]
        return tuple(self._number(self._fetch.record(citation)) for citation in shown)

    def _number_of(self, key: int) -> int | None:
        citation = self._known.get(key)
        if citation is None:
            self._fetch.key(Citation._meta.label_lower, key)
            return None
        return next(iter(self.add([citation])), None)

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
        return tuple(
            replace(source, is_marked_in_text=source.number in self._marked)
            for source in self._numbered.values()
        )


def _mark_label(number: int) -> str:
    return _("Source %(number)d") % {"number": number}


def questions_data(
    question_ids: Iterable[int],
    *,
    fetch: PageFetch,
    citations: CitationList,
    reviewed: ReviewedText,
    page_id: int | None,
) -> dict[int, QuestionData]:
    """Return the published ones of these questions by primary key, in the order given.

    They read as the page ``page_id`` shows them; their sources join ``citations``, and their texts
    ``reviewed``.
    """
    ids = list(question_ids)
    stored = _stored_questions(ids, fetch)
    shown = {pk: fetch.record(stored[pk]) for pk in stored if fetch.shows(stored[pk])}
    for question in shown.values():
        reviewed.add(question)
    answers = citations.expand(*(question.answer for question in shown.values()))
    own_anchors = {question.anchor for question in shown.values()}
    return {
        pk: replace(
            question_data(question, answer, citations=citations, page_id=page_id),
            # An id stands on a page once, also in a preview of what was merged.
            former_anchors=tuple(
                row.anchor
                for row in stored[pk].former_anchors.all()
                if row.anchor not in own_anchors
            ),
        )
        for (pk, question), answer in zip(shown.items(), answers, strict=True)
    }


def question_data(
    question: Question, expanded: str, *, citations: CitationList, page_id: int | None
) -> QuestionData:
    """Return ``question`` as the page ``page_id`` shows it; ``expanded`` is its answer.

    Its sources join ``citations``: those marked in the answer first, then those of its rows.
    """
    answer = citations.number(expanded)
    in_rows = citations.add(row.citation for row in question.citations.all())
    return QuestionData(
        anchor=question.anchor,
        question=question.question,
        answer_html=answer,
        citation_numbers=tuple(sorted({*cited_keys(answer), *in_rows})),
        last_published_at=question.last_published_at,
        is_marked_up_here=page_id is not None and question.marked_up_on_id == page_id,
    )


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


def fetch_disclosure(
    fetch: PageFetch, locale: Locale, reviewed: ReviewedText | None = None
) -> DisclosureData:
    """Return the disclosure in ``locale``; the fixed wording stands in while none says anything.

    On a page that tells who reviewed it, its text joins ``reviewed``.
    """
    fetch.collection("disclosures")
    stored = fetch.records(Disclosure.objects.filter(live=True, locale=locale)[:1])
    disclosure = next(iter([*fetch.previewed(Disclosure), *stored]), None)
    if disclosure is None or not strip_tags(disclosure.body).strip():
        return DisclosureData(heading=_("Approved and off-label use"), body_html=_fixed_wording())
    if reviewed is not None:
        reviewed.add(disclosure)
    (body,) = expand_each(fetch, disclosure.body)
    return DisclosureData(heading=disclosure.heading, body_html=body)


def _fixed_wording() -> str:
    text = _(
        "Ketamine is approved by the FDA as an anesthetic only. Its use for migraine, pain or mood "
        "is off-label. Talk with a clinician about whether it may be right for you."
    )
    return f"<p>{text}</p>"
