"""What must hold for this site's pages: one honest business, and nothing that is not visible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from itertools import chain

from clinic.opening_hours_text import date_text, interval_text
from tests.seo.graph_model import Graph, Node, is_a, label, types_of
from tests.seo.graph_values import answer_text, is_date, is_time

BUSINESS_ID = re.compile(r"/#(clinic-[\w-]+|organization)")
BUSINESS_PROPERTIES = {
    "address",
    "email",
    "geo",
    "hasMap",
    "image",
    "isAcceptingNewPatients",
    "logo",
    "openingHoursSpecification",
    "priceRange",
    "telephone",
    "url",
}

# What a visitor must be able to read too, by type.
VISIBLE = {
    "ListItem": ("name",),
    "MedicalClinic": ("name", "email", "priceRange"),
    "MedicalTherapy": ("name", "alternateName", "howPerformed"),
    "Person": ("name", "jobTitle", "honorificSuffix"),
    "PostalAddress": ("streetAddress", "addressLocality", "postalCode"),
    "Question": ("name",),
    "Service": ("name", "serviceType"),
    "WebPage": ("name",),
}


# What a visitor reads about new patients, by the value in the markup.
NEW_PATIENTS = {
    True: "New patients are welcome.",
    False: "We do not take new patients at the moment.",
}


def page_is_this_page(graph: Graph) -> Iterator[str]:
    """Report a graph without a node of this very page, and addresses other than the canonical."""
    pages = graph.of_type("WebPage")
    own = [page for page in pages if page.get("@id") == f"{graph.canonical_url}#webpage"]
    if len(own) != 1:
        yield f"the graph has {len(own)} nodes of the page itself instead of one"
    for page in pages:
        if page.get("url") != graph.canonical_url:
            yield f"{label(page)} has the url {page.get('url')!r}, not the canonical one"
    if len(graph.of_type("WebSite")) != 1:
        yield "the graph does not have exactly one WebSite"


def business_is_one(graph: Graph) -> Iterator[str]:
    """Report businesses that are not the clinic, and several clinics with nothing above them."""
    for business in graph.of_type("Organization"):
        fragment = str(business.get("@id", "")).removeprefix(graph.root_url)
        if not BUSINESS_ID.fullmatch(fragment):
            yield f"{label(business)} is a business of its own"
    clinics = graph.of_type("MedicalClinic")
    parents = {str(node["@id"]) for node in graph.of_type("MedicalOrganization") if "@id" in node}
    if len(clinics) > 1 and f"{graph.root_url}/#organization" not in parents:
        yield "several clinics stand without an organization above them"


def places_are_only_places(graph: Graph) -> Iterator[str]:
    """Report places that patients come from with anything of a business about them."""
    for place in graph.of_type("Place"):
        if is_a(place, "LocalBusiness"):
            if {"City", "AdministrativeArea", "Place"}.intersection(types_of(place)):
                yield f"{label(place)} is a place and a business"
            continue
        for name in sorted(BUSINESS_PROPERTIES.intersection(place)):
            yield f"{label(place)} has {name} of a business"


def marked_up_is_visible(graph: Graph) -> Iterator[str]:
    """Report names, addresses, numbers and the like that a visitor cannot read on the page."""
    for node in graph.nodes:
        names = chain.from_iterable(VISIBLE[kind] for kind in VISIBLE if is_a(node, kind))
        for name in dict.fromkeys(names):
            if name in node and not graph.page.shows(str(node[name])):
                yield f"{name} of {label(node)} is not visible: {node[name]!r}"
        if "telephone" in node and not graph.page.shows_number(str(node["telephone"])):
            yield f"telephone of {label(node)} is not visible"
        if is_a(node, "Place") and "@id" in node and not graph.page.shows(str(node.get("name"))):
            yield f"name of {label(node)} is not visible"


def new_patients_are_told(graph: Graph) -> Iterator[str]:
    """Report a clinic whose markup says of new patients what the page does not."""
    for clinic in graph.of_type("MedicalClinic"):
        told = clinic.get("isAcceptingNewPatients")
        if isinstance(told, bool) and not graph.page.shows(NEW_PATIENTS[told]):
            yield f"isAcceptingNewPatients of {label(clinic)} is not visible"


def hours_are_visible(graph: Graph) -> Iterator[str]:
    """Report opening hours that a visitor cannot read on the page."""
    for row in graph.of_type("OpeningHoursSpecification"):
        if not (is_time(row.get("opens")) and is_time(row.get("closes"))):
            continue
        for words in _hours_in_words(row):
            if not graph.page.shows(words) and not graph.page.shows(words.capitalize()):
                yield f"the hours {words!r} are not visible"


def questions_are_visible(graph: Graph) -> Iterator[str]:
    """Report questions without an anchor, and answers that say what the page does not."""
    for question in graph.of_type("Question"):
        anchor = str(question.get("@id", "")).partition("#")[2]
        if anchor not in graph.page.ids:
            yield f"{label(question)} has no anchor on the page"
    for answer in graph.of_type("Answer"):
        if not graph.page.shows(answer_text(str(answer.get("text", "")))):
            yield "an answer is not visible on the page"


def _hours_in_words(row: Node) -> Iterator[str]:
    opens, closes = time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"])
    if opens == closes == time(0):
        yield "closed"
    elif (opens, closes) == (time(0), time(23, 59)):
        yield interval_text(time(0), time(0))
    else:
        yield interval_text(opens, closes)
    if is_date(row.get("validFrom")):
        # "November 26": the year is visible only where it is not this year's.
        yield date_text(date.fromisoformat(row["validFrom"])).partition(",")[0]


SITE_RULES = (
    page_is_this_page,
    business_is_one,
    places_are_only_places,
    marked_up_is_visible,
    new_patients_are_told,
    hours_are_visible,
    questions_are_visible,
)
