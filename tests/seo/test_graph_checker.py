"""The checker lets a right page pass and reports each kind of wrong one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.samples import ROOT_URL, sample_citation_data
from tests.seo.bad_graphs import BAD_GRAPHS, BODY, CANONICAL_URL, SampleGraph
from tests.seo.graph_checker import check_page
from tests.seo.graph_model import types_of
from tests.seo.printed_page import html_with_graph


def checked(graph: SampleGraph, *, body: str = BODY) -> list[str]:
    block = json.dumps({"@context": "https://schema.org", "@graph": graph.top})
    for character in "<>&":
        block = block.replace(character, f"\\u{ord(character):04x}")
    return check_page(html_with_graph(block, CANONICAL_URL, body), canonical_url=CANONICAL_URL)


def test_a_right_graph_has_no_problems() -> None:
    assert checked(SampleGraph()) == []


def test_the_sample_graph_has_what_the_bad_samples_spoil() -> None:
    used = {name for node in SampleGraph().nodes for name in types_of(node)}
    wanted = (
        "WebSite MedicalClinic PostalAddress GeoCoordinates OpeningHoursSpecification City "
        "MedicalTherapy Person ContactPage BreadcrumbList ListItem Service ServiceChannel FAQPage "
        "Question Answer"
    )
    assert used >= set(wanted.split())


@pytest.mark.parametrize(("spoil", "report"), BAD_GRAPHS.values(), ids=BAD_GRAPHS)
def test_a_wrong_graph_is_reported(spoil: Callable[[SampleGraph], Any], report: str) -> None:
    graph = SampleGraph()
    spoil(graph)
    assert any(report in problem for problem in checked(graph)), checked(graph)


RIGHT = json.dumps({"@context": "https://schema.org", "@graph": SampleGraph().top})
BAD_BLOCKS = {
    "not JSON": ("{", "Expecting"),
    "trailing comma": ('{"@context": "https://schema.org", "@graph": [],}', "line 1 column 4"),
    "key twice": (
        '{"@context": "https://schema.org", "@graph": [{"name": "a", "name": "b"}]}',
        "a key twice",
    ),
    "not a number": (
        '{"@context": "https://schema.org", "@graph": [{"latitude": NaN}]}',
        "NaN is not JSON",
    ),
    "no graph": ('{"@context": "https://schema.org", "@type": "WebSite"}', "@context and @graph"),
    "empty graph": ('{"@context": "https://schema.org", "@graph": []}', "not a list of nodes"),
    "text in the graph": (
        '{"@context": "https://schema.org", "@graph": ["x"]}',
        "something other than a node",
    ),
    "other context": ('{"@context": "http://schema.org", "@graph": [{}]}', "the context is"),
    "ampersand": (RIGHT.replace("Test", "R&D"), "'&' stands unescaped"),
    "line separator": (RIGHT.replace("Test", "Te\u2028st"), "stands unescaped"),
}


@pytest.mark.parametrize(("block", "report"), BAD_BLOCKS.values(), ids=BAD_BLOCKS)
def test_a_wrong_block_is_reported(block: str, report: str) -> None:
    problems = check_page(html_with_graph(block, CANONICAL_URL, BODY))
    assert any(report in problem for problem in problems), problems


@pytest.mark.parametrize("count", [0, 2])
def test_other_than_one_block_is_reported(count: int) -> None:
    block = f'<script type="application/ld+json">{RIGHT}</script>'
    html = f'<head><link rel="canonical" href="{CANONICAL_URL}"></head>{block * count}{BODY}'
    assert f"the page has {count} ld+json blocks instead of one" in check_page(html)


def test_a_canonical_address_other_than_expected_is_reported() -> None:
    html = html_with_graph("{}", f"{ROOT_URL}/elsewhere/", BODY)
    problems = check_page(html, canonical_url=CANONICAL_URL)
    assert f"the head's canonical address is {ROOT_URL}/elsewhere/" in problems


def test_a_page_without_a_canonical_address_is_reported() -> None:
    assert "the page has no canonical address" in check_page("<p>Nothing</p>")


@pytest.mark.parametrize(
    "wrap",
    ["<template>{}</template>", "<div hidden>{}</div>", "<noscript>{}</noscript>"],
)
def test_hidden_text_does_not_count_as_visible(wrap: str) -> None:
    hidden = wrap.format(BODY)
    assert any("is not visible" in problem for problem in checked(SampleGraph(), body=hidden))


def test_loose_tags_do_not_hide_what_follows() -> None:
    loose = f"</div></p><br><img alt='' src='x.png'><p hidden>x</p>{BODY}"
    assert checked(SampleGraph(), body=loose) == []


def test_a_citation_is_a_known_node() -> None:
    graph = SampleGraph()
    source = {"@type": "CreativeWork", "name": sample_citation_data().reference}
    graph["ContactPage"]["citation"] = [source]
    assert checked(graph) == []
