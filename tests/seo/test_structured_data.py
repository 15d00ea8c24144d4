"""Safe JSON, breadcrumbs and the node of the page."""

from __future__ import annotations

import json

import pytest

from seo.structured_data import DuplicateNodeError, Node, breadcrumb_node, graph_json, web_page_node
from tests.page_samples import sample_content_page_data, sample_faq_page_data, sample_home_page_data
from tests.samples import ROOT_URL, sample_citation_data, sample_meta_data


def test_a_lone_surrogate_can_be_written_as_utf_8() -> None:
    block = graph_json([{"@type": "Person", "name": "a\ud800b"}])
    assert json.loads(block.encode("utf-8"))["@graph"][0]["name"] == "a\ud800b"


def test_blank_values_are_left_out_at_any_depth() -> None:
    node = {
        "@type": "MedicalClinic",
        "name": "Clinic",
        "email": "",
        "logo": "  ",
        "geo": None,
        "image": [],
        "address": {"@type": "PostalAddress", "streetAddress": ""},
        "sameAs": ["", None],
        "isAcceptingNewPatients": False,
        "position": 0,
    }
    (kept,) = json.loads(graph_json([None, node, {"@type": "Person"}]))["@graph"]
    assert kept == {
        "@type": "MedicalClinic",
        "name": "Clinic",
        "isAcceptingNewPatients": False,
        "position": 0,
    }


@pytest.mark.parametrize(
    "nodes",
    [
        [{"@id": "x#a", "name": "a"}, {"@id": "x#a", "name": "a"}],
        [{"@id": "x#a", "name": "a"}, {"@id": "x#b", "part": [{"@id": "x#a", "name": "a"}]}],
    ],
    ids=["at the top", "nested"],
)
def test_an_id_given_twice_is_refused(nodes: list[Node]) -> None:
    with pytest.raises(DuplicateNodeError, match="x#a twice"):
        graph_json(nodes)


def test_references_to_one_node_are_no_duplicates() -> None:
    graph_json([{"@id": "x#a", "name": "a"}, {"@id": "x#b", "about": [{"@id": "x#a"}] * 2}])


def test_a_number_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="Out of range float"):
        graph_json([{"@type": "GeoCoordinates", "latitude": float("nan")}])


def test_the_home_page_has_no_breadcrumbs() -> None:
    data = sample_home_page_data()
    assert breadcrumb_node(data) is None
    assert web_page_node(data)["breadcrumb"] is None


def test_breadcrumbs_link_every_step_but_the_page_itself() -> None:
    node = breadcrumb_node(sample_faq_page_data())
    assert node is not None
    assert [(step["position"], step.get("item")) for step in node["itemListElement"]] == [
        (1, f"{ROOT_URL}/"),
        (2, f"{ROOT_URL}/faq/"),
        (3, None),
    ]


def test_unconfirmed_citations_are_left_out() -> None:
    confirmed = sample_citation_data()
    unconfirmed = sample_citation_data(reference="A talk", is_confirmed=False)
    node = web_page_node(sample_content_page_data(), citations=[unconfirmed, confirmed])
    assert [source["name"] for source in node["citation"]] == [confirmed.reference]


def test_a_page_is_named_by_its_heading_and_canonical_address() -> None:
    data = sample_content_page_data(meta=sample_meta_data("/about/", language="es"))
    node = web_page_node(data)
    assert (node["@id"], node["url"], node["name"], node["inLanguage"]) == (
        f"{ROOT_URL}/about/#webpage",
        f"{ROOT_URL}/about/",
        "About the clinic",
        "es",
    )
