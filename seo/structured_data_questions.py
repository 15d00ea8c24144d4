"""Questions in the graph: a page made of them, or a part of a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import nh3

from seo.page_data import PageData
from seo.structured_data import Node, faq_id, reference, webpage_id

# The tags that Google keeps in an answer:
# developers.google.com/search/docs/appearance/structured-data/faqpage
HEADINGS = {f"h{level}" for level in range(1, 7)}
ANSWER_TAGS = HEADINGS | {"br", "ol", "ul", "li", "a", "p", "div", "b", "strong", "i", "em"}
LINK_SCHEMES = {"https", "http", "mailto", "tel"}


class FaqEntry(Protocol):
    """A question as a page shows it; ``anchor`` is its HTML id.

    ``unmarked_answer_html`` is the answer without the numbers of its sources, which mean nothing
    away from the page's list.
    """

    @property
    def anchor(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def unmarked_answer_html(self) -> str: ...
    @property
    def is_marked_up_here(self) -> bool: ...


def faq_page_properties(data: PageData, questions: Iterable[FaqEntry]) -> Node:
    """Return what turns the page's own node into an FAQ page: ``web_page_node(…) | this``.

    Only questions marked up here count; without any, nothing is returned and the page stays as it
    is, since an FAQ page must have a question.
    """
    nodes = _question_nodes(data, questions)
    return {"@type": ["WebPage", "FAQPage"], "mainEntity": nodes} if nodes else {}


def faq_part_node(data: PageData, questions: Iterable[FaqEntry]) -> Node | None:
    """Return the questions as one part of a page about something else, ``None`` without any."""
    nodes = _question_nodes(data, questions)
    if not nodes:
        return None
    canonical_url = data.meta.canonical_url
    return {
        "@type": "FAQPage",
        "@id": faq_id(canonical_url),
        "url": canonical_url,
        "name": data.heading,
        "inLanguage": data.meta.language,
        "isPartOf": reference(webpage_id(canonical_url)),
        "mainEntity": nodes,
    }


def answer_html(html: str, *, root_url: str) -> str:
    """Return ``html`` with nothing but the allowed tags and absolute links.

    A relative link is taken from ``root_url``; for one like "#source-1" give the page's address.
    The text stays what the visible answer says.
    """
    writable = html.encode("utf-8", "replace").decode()
    return nh3.clean(
        writable,
        tags=ANSWER_TAGS,
        attributes={"*": set(), "a": {"href"}},
        link_rel=None,
        url_schemes=LINK_SCHEMES,
        url_relative=("rewrite_with_base", root_url),
    )


def _question_nodes(data: PageData, questions: Iterable[FaqEntry]) -> list[Node]:
    canonical_url = data.meta.canonical_url
    return [
        {
            "@type": "Question",
            "@id": f"{canonical_url}#{entry.anchor}",
            "name": entry.question,
            "acceptedAnswer": {
                "@type": "Answer",
                "text": answer_html(entry.unmarked_answer_html, root_url=canonical_url),
            },
        }
        for entry in questions
        if entry.is_marked_up_here
    ]
