"""The project's own strict checker of a page's structured data.

No published validator covers these types offline, and the lenient ones repair what they should
report. ``check_page`` takes the HTML that a visitor gets and returns a sentence for each problem.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from tests.seo.graph_model import Graph, Node
from tests.seo.graph_rules import GRAPH_RULES
from tests.seo.page_reader import ReadPage, read_page
from tests.seo.site_rules import SITE_RULES

UNESCAPED = re.compile("[<>&\u2028\u2029]")


def check_page(html: str, *, canonical_url: str | None = None) -> list[str]:
    """Return what is wrong with a page's structured data; ``[]`` if all is well.

    The canonical address is the one that the page's head names; give ``canonical_url`` to hold the
    head to it, or for a page without one.
    """
    page = read_page(html)
    problems = list(_head_problems(page, canonical_url))
    if len(page.blocks) != 1:
        return [*problems, f"the page has {len(page.blocks)} ld+json blocks instead of one"]
    block = page.blocks[0]
    if found := UNESCAPED.search(block):
        problems.append(f"{found[0]!r} stands unescaped in the ld+json block")
    try:
        top = read_graph(block)
    except ValueError as error:
        return [*problems, str(error)]
    graph = Graph(top, page, canonical_url or page.canonical_url)
    rules = (*GRAPH_RULES, *SITE_RULES)
    return [*problems, *dict.fromkeys(found for rule in rules for found in rule(graph))]


def read_graph(block: str) -> list[Node]:
    """Return the nodes of an ld+json block, read as strictly as JSON can be.

    Raises ``ValueError`` for anything but one context and one graph of objects.
    """
    document = json.loads(block, object_pairs_hook=_without_doubles, parse_constant=_refuse)
    if not isinstance(document, dict) or document.keys() != {"@context", "@graph"}:
        raise ValueError("the block is not an object of @context and @graph")
    if document["@context"] != "https://schema.org":
        raise ValueError(f"the context is {document['@context']!r}")
    graph = document["@graph"]
    if not isinstance(graph, list) or not graph:
        raise ValueError("the graph is not a list of nodes")
    if not all(isinstance(node, dict) for node in graph):
        raise ValueError("the graph has something other than a node")
    return graph


def _head_problems(page: ReadPage, canonical_url: str | None) -> Iterator[str]:
    if not (page.canonical_url or canonical_url):
        yield "the page has no canonical address"
    if page.canonical_url and canonical_url and page.canonical_url != canonical_url:
        yield f"the head's canonical address is {page.canonical_url}"


def _without_doubles(pairs: list[tuple[str, Any]]) -> Node:
    node = dict(pairs)
    if len(node) != len(pairs):
        raise ValueError(f"an object has a key twice: {[key for key, _ in pairs]}")
    return node


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
