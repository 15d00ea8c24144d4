"""Questions, citations and disclosures as pages and the graph print them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class CitationData:
    """One source at the foot of a page; ``number`` counts from 1 on that page.

    ``reference`` is the plain text "Afridi SK, et al. … 2013."; ``url`` is absolute or ``""``.
    """

    number: int
    reference: str
    url: str = ""
    kind_of_study: str = ""
    is_confirmed: bool = True

    @property
    def anchor(self) -> str:
        """Return the HTML id of the entry in the list of sources."""
        return f"source-{self.number}"


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionData:
    """A question with its answer; ``anchor`` is its HTML id, ``faq-`` and a UUID.

    ``answer_html`` is expanded and safe. ``is_marked_up_here`` tells whether this page is the one
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


@dataclass(frozen=True, kw_only=True, slots=True)
class DisclosureData:
    """The standing medical disclosure that no page about a treatment may leave out."""

    heading: str
    body_html: str
