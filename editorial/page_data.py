"""Questions, citations, disclosures and reviews as pages and the graph print them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from clinic.page_data import PersonData
from editorial.rules.citations import without_marks


@dataclass(frozen=True, kw_only=True, slots=True)
class CitationData:
    """One source at the foot of a page; ``number`` counts from 1 on that page.

    ``reference`` is the plain text "Afridi SK, et al. … 2013."; ``url`` is absolute or ``""``.
    ``is_marked_in_text`` tells whether a mark such as [1] stands in a text of the page.
    """

    number: int
    reference: str
    url: str = ""
    kind_of_study: str = ""
    is_confirmed: bool = True
    is_marked_in_text: bool = False

    @property
    def anchor(self) -> str:
        """Return the HTML id of the entry in the list of sources."""
        return f"source-{self.number}"

    @property
    def back_url(self) -> str:
        """Return where its first mark stands in a text, ``""`` without one."""
        return f"#cited-{self.number}" if self.is_marked_in_text else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionData:
    """A question with its answer; ``anchor`` is its HTML id, ``faq-`` and a UUID.

    ``answer_html`` is expanded and safe; ``citation_numbers`` are those of its sources, marked in
    the text or not. ``is_marked_up_here`` tells whether this page is the one
    whose graph carries the question. A question of one page alone has no ``last_published_at``.
    ``former_anchors`` are the ids of questions that were merged into this one: links to them lead
    here.
    """

    anchor: str
    question: str
    answer_html: str
    citation_numbers: tuple[int, ...] = ()
    is_marked_up_here: bool = False
    last_published_at: datetime | None = None
    former_anchors: tuple[str, ...] = ()

    @property
    def unmarked_answer_html(self) -> str:
        """Return the answer without the marks for its sources."""
        return without_marks(self.answer_html)


@dataclass(frozen=True, kw_only=True, slots=True)
class DisclosureData:
    """The standing medical disclosure that no page about a treatment may leave out."""

    heading: str
    body_html: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewData:
    """Who signed everything clinical on a page.

    ``people`` are the reviewers. ``reviewed_date`` is the day on which the text that was read
    longest ago was read; ``reviewed_on`` and ``next_review_on`` are days as a page prints them.
    """

    people: tuple[PersonData, ...]
    reviewed_date: date
    reviewed_on: str
    next_review_on: str
