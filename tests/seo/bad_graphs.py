"""A right graph with a node of every type, and the ways to make it wrong that are reported."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from seo.structured_data import Node, graph_json
from seo.structured_data_clinic import service_node
from seo.structured_data_pages import clinic_page_nodes
from seo.structured_data_questions import faq_part_node
from tests.page_samples import sample_city_page_data, sample_contact_page_data
from tests.samples import ROOT_URL, sample_question_data
from tests.seo.graph_model import nodes_within, types_of
from tests.seo.printed_page import printed_body

PAGE = sample_contact_page_data()
CANONICAL_URL = PAGE.meta.canonical_url
QUESTION = sample_question_data()
# A city page's data shows a question; this one shows it on the page that has all other nodes.
SHOWN = replace(sample_city_page_data(questions=(QUESTION,)), meta=PAGE.meta)


class SampleGraph:
    """The graph of a page that has everything; ``graph["Person"]`` is its first node of a type."""

    def __init__(self) -> None:
        nodes = [
            *clinic_page_nodes(
                PAGE,
                clinics=PAGE.clinics,
                types=("ContactPage",),
                places=PAGE.places,
                treatments=PAGE.treatments,
                people=PAGE.people,
            ),
            service_node(PAGE, place_key="palo-alto-ca"),
            faq_part_node(PAGE, [QUESTION]),
        ]
        self.top: list[Node] = json.loads(graph_json(nodes))["@graph"]

    @property
    def nodes(self) -> list[Node]:
        """All nodes, nested ones included."""
        return list(nodes_within(self.top))

    def __getitem__(self, type_name: str) -> Node:
        return next(node for node in self.nodes if type_name in types_of(node))


BODY = printed_body(PAGE) + printed_body(SHOWN)


def _set(type_name: str, **changes: Any) -> Callable[[SampleGraph], Any]:
    return lambda graph: graph[type_name].update(changes)


def _drop(type_name: str, name: str) -> Callable[[SampleGraph], Any]:
    return lambda graph: graph[type_name].pop(name)


def _add(**node: Any) -> Callable[[SampleGraph], Any]:
    named = {"@id" if key == "id" else "@type" if key == "type" else key: node[key] for key in node}
    return lambda graph: graph.top.append(named)


def _answer(html: str) -> Callable[[SampleGraph], Any]:
    return _set("Answer", text=html)


BUSINESS = {
    "type": "MedicalClinic",
    "name": "Bay Area Ketamine Center",
    "url": f"{ROOT_URL}/",
    "address": SampleGraph()["PostalAddress"],
}

BAD_GRAPHS: dict[str, tuple[Callable[[SampleGraph], Any], str]] = {
    "no type": (_drop("City", "@type"), "has no type"),
    "unknown type": (_set("City", **{"@type": "Town"}), "Town is not a known type"),
    "drug": (_set("MedicalTherapy", **{"@type": "Drug"}), "Drug must not be used"),
    "search action": (
        _set("WebSite", potentialAction={"@type": "SearchAction"}),
        "SearchAction must not be used",
    ),
    "potential action": (_set("WebSite", potentialAction="x"), "potentialAction must not be used"),
    "own rating": (
        _set("MedicalClinic", aggregateRating={"@type": "AggregateRating"}),
        "aggregateRating must not be used",
    ),
    "rating node": (_add(type="AggregateRating"), "AggregateRating must not be used"),
    "speakable": (
        _set("ContactPage", speakable={"@type": "SpeakableSpecification"}),
        "SpeakableSpecification must not be used",
    ),
    "indication": (_set("MedicalTherapy", indication="migraine"), "indication must not be used"),
    "unknown property": (_set("Person", nickname="T"), "nickname is not a known property"),
    "property of another type": (_set("Person", opens="08:00:00"), "cannot have opens"),
    "reviewed by on a service": (
        _set("Service", lastReviewed="2026-11-02"),
        "cannot have lastReviewed",
    ),
    "several names": (_set("Person", name=["Test", "Clinician"]), "several values of name"),
    "null": (_set("Person", jobTitle=None), "jobTitle is null"),
    "empty text": (_set("Person", jobTitle=""), "jobTitle is empty"),
    "empty list": (_set("MedicalClinic", image=[]), "image is empty"),
    "empty object": (_set("MedicalClinic", geo={}), "geo is empty"),
    "token left": (_set("Service", serviceType="Infusion in {place}"), "is a placeholder"),
    "word for nothing": (_set("Person", jobTitle="None"), "is a placeholder"),
    "filler": (_set("Person", jobTitle="Lorem ipsum dolor"), "is a placeholder"),
    "text for an address": (_set("Person", url="/people/x/"), "wrong value of url"),
    "address with a space": (_set("Person", url="https://x y/"), "wrong value of url"),
    "number for text": (_set("Person", name=7), "wrong value of name"),
    "text for a number": (_set("GeoCoordinates", latitude="north"), "wrong value of latitude"),
    "boolean for a number": (_set("GeoCoordinates", latitude=True), "wrong value of latitude"),
    "text for a boolean": (
        _set("MedicalClinic", isAcceptingNewPatients="yes"),
        "wrong value of isAcceptingNewPatients",
    ),
    "fraction for a position": (_set("ListItem", position=1.5), "wrong value of position"),
    "short time": (_set("OpeningHoursSpecification", opens="08:00"), "wrong value of opens"),
    "impossible time": (
        _set("OpeningHoursSpecification", opens="24:00:00"),
        "wrong value of opens",
    ),
    "written date": (
        _set("ContactPage", lastReviewed="May 7, 2026"),
        "wrong value of lastReviewed",
    ),
    "impossible date": (
        _set("ContactPage", lastReviewed="2026-02-30"),
        "wrong value of lastReviewed",
    ),
    "compact date": (_set("ContactPage", lastReviewed="20260507"), "wrong value of lastReviewed"),
    "moment without a zone": (
        _set("ContactPage", dateModified="2026-05-07T10:00:00"),
        "wrong value of dateModified",
    ),
    "bare weekday": (
        _set("OpeningHoursSpecification", dayOfWeek=["Monday"]),
        "wrong value of dayOfWeek",
    ),
    "new patients the page does not tell of": (
        _set("MedicalClinic", isAcceptingNewPatients=False),
        "isAcceptingNewPatients of MedicalClinic",
    ),
    "unknown specialty": (
        _set("MedicalClinic", medicalSpecialty="https://schema.org/Headache"),
        "wrong value of medicalSpecialty",
    ),
    "node of a wrong type": (
        _set("MedicalClinic", availableService={"@type": "Service", "name": "x"}),
        "wrong value of availableService",
    ),
    "reference to a wrong type": (
        lambda graph: graph["Service"].update(provider={"@id": graph["City"]["@id"]}),
        "wrong value of provider",
    ),
    "national telephone": (_set("MedicalClinic", telephone="(650) 555-0142"), "not E.164"),
    "telephone too short": (_set("MedicalClinic", telephone="+1650555"), "not E.164"),
    "country in words": (_set("PostalAddress", addressCountry="USA"), "not a country code"),
    "long price range": (_set("MedicalClinic", priceRange="$" * 99 + "1"), "100 characters"),
    "no id": (_drop("Service", "@id"), "has no id"),
    "id twice": (
        lambda graph: graph.top.append(dict(graph["Person"])),
        "#person-test-clinician is defined twice",
    ),
    "typed reference": (
        lambda graph: graph["Service"].update(
            provider={"@type": "MedicalClinic", "@id": graph["MedicalClinic"]["@id"]}
        ),
        "#clinic-bay-area-ketamine-center is defined twice",
    ),
    "dangling reference": (
        _set("Service", provider={"@id": f"{ROOT_URL}/#nobody"}),
        "provider refers to https://clinic.example/#nobody",
    ),
    "bare reference": (_add(id=f"{ROOT_URL}/#clinic-bay-area-ketamine-center"), "bare reference"),
    "foreign id": (_set("Person", **{"@id": "https://other.example/#x"}), "not an id of this page"),
    "id without a fragment": (_set("Person", **{"@id": f"{ROOT_URL}/"}), "not an id of this page"),
    "clinic without an address": (_drop("MedicalClinic", "address"), "lacks address"),
    "clinic without a name": (_drop("MedicalClinic", "name"), "lacks name"),
    "place without a name": (_drop("City", "name"), "lacks name"),
    "page without its site": (_drop("ContactPage", "isPartOf"), "lacks isPartOf"),
    "FAQ without questions": (_drop("FAQPage", "mainEntity"), "lacks mainEntity"),
    "question without an answer": (_drop("Question", "acceptedAnswer"), "lacks acceptedAnswer"),
    "address without a ZIP": (_drop("PostalAddress", "postalCode"), "lacks postalCode"),
    "trail of one step": (
        lambda graph: graph["BreadcrumbList"]["itemListElement"].pop(),
        "fewer than two steps",
    ),
    "trail out of order": (_set("ListItem", position=2), "not numbered from 1"),
    "step without an address": (_drop("ListItem", "item"), "before the last has no item"),
    "last step linked": (
        lambda graph: graph["BreadcrumbList"]["itemListElement"][-1].update(item=CANONICAL_URL),
        "last breadcrumb step has an item",
    ),
    "hours on no day": (
        _drop("OpeningHoursSpecification", "dayOfWeek"),
        "neither weekdays nor dates",
    ),
    "hours from a day on": (
        _set("OpeningHoursSpecification", validFrom="2026-11-26"),
        "only one of validFrom and validThrough",
    ),
    "hours that end too early": (
        _set("OpeningHoursSpecification", validFrom="2026-11-26", validThrough="2026-11-25"),
        "end before they begin",
    ),
    "hours nobody sees": (_set("OpeningHoursSpecification", opens="07:00:00"), "7 am to 5 pm"),
    "a whole day nobody sees": (
        _set("OpeningHoursSpecification", opens="00:00:00", closes="23:59:00"),
        "'open 24 hours' are not visible",
    ),
    "holiday nobody sees": (
        _set("OpeningHoursSpecification", validFrom="2027-07-04", validThrough="2027-07-04"),
        "'July 4' are not visible",
    ),
    "table in an answer": (_answer("<table><tr><td>x</td></tr></table>"), "has the tag table"),
    "style in an answer": (_answer('<p class="x">Some</p>'), "has the attribute class on p"),
    "relative link": (_answer('<a href="/x/">about it</a>'), "a link that is not absolute"),
    "answer nobody sees": (_answer("<p>Everybody is cured.</p>"), "an answer is not visible"),
    "question nobody sees": (_set("Question", name="Is it a cure?"), "name of Question"),
    "question without an anchor": (
        _set("Question", **{"@id": f"{CANONICAL_URL}#faq-other"}),
        "has no anchor on the page",
    ),
    "no node of the page": (
        _set("ContactPage", **{"@id": f"{CANONICAL_URL}#page"}),
        "0 nodes of the page itself",
    ),
    "url of another page": (_set("ContactPage", url=f"{ROOT_URL}/"), "not the canonical one"),
    "no site": (_drop("WebSite", "@type"), "exactly one WebSite"),
    "business in a city": (
        _add(id=f"{ROOT_URL}/#clinic-palo-alto", **BUSINESS),
        "several clinics stand without an organization above them",
    ),
    "business of a city page": (
        _add(id=f"{CANONICAL_URL}#business", **BUSINESS),
        "is a business of its own",
    ),
    "place with a phone": (_set("City", telephone="+16505550142"), "has telephone of a business"),
    "place with an address": (
        lambda graph: graph["City"].update(address=graph["PostalAddress"]),
        "has address of a business",
    ),
    "place that is a business": (
        _set("City", **{"@type": ["City", "MedicalClinic"]}),
        "is a place and a business",
    ),
    "name nobody sees": (_set("MedicalClinic", name="Palo Alto Clinic"), "name of MedicalClinic"),
    "number nobody sees": (_set("MedicalClinic", telephone="+16505550199"), "telephone of"),
    "street nobody sees": (_set("PostalAddress", streetAddress="1 Main St"), "streetAddress of"),
    "place nobody sees": (_set("City", name="Fresno"), "name of City"),
    "e-mail nobody sees": (_set("MedicalClinic", email="x@clinic.example"), "email of"),
}
