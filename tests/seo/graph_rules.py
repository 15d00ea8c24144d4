"""What must hold for any graph: its terms, values, ids and required properties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.seo.graph_model import (
    Graph,
    Node,
    all_types,
    is_a,
    is_reference,
    label,
    properties,
    types_of,
)
from tests.seo.graph_values import answer_problems, fits, value_problems
from tests.seo.vocabulary import (
    FORBIDDEN_PROPERTIES,
    FORBIDDEN_TYPES,
    PROPERTIES,
    REPEATABLE,
    REQUIRED,
    SUPERTYPES,
)


def types_are_known(graph: Graph) -> Iterator[str]:
    """Report types that are missing, unknown or not for this site."""
    for node in graph.nodes:
        if not types_of(node):
            yield f"{label(node)} has no type"
        for name in types_of(node):
            if name in FORBIDDEN_TYPES:
                yield f"{name} must not be used"
            elif name not in SUPERTYPES:
                yield f"{name} is not a known type"


def properties_are_known(graph: Graph) -> Iterator[str]:
    """Report properties that are unknown, not for this site, or not those of the node's type."""
    for node in graph.nodes:
        for name, value in node.items():
            if name in {"@id", "@type"}:
                continue
            if name in FORBIDDEN_PROPERTIES:
                yield f"{name} must not be used"
            elif name not in PROPERTIES:
                yield f"{name} is not a known property"
            elif not all_types(node).intersection(PROPERTIES[name][0].split()):
                yield f"{label(node)} cannot have {name}"
            elif isinstance(value, list) and name not in REPEATABLE:
                yield f"{label(node)} has several values of {name}"


def values_fit(graph: Graph) -> Iterator[str]:
    """Report values that are blank, placeholders or out of the property's range."""
    for node in graph.nodes:
        for name, value in properties(node):
            found = list(value_problems(name, value))
            yield from found
            if not found and name in PROPERTIES and not _in_range(graph, name, value):
                yield f"{label(node)} has a wrong value of {name}: {value!r}"


def ids_are_own_and_single(graph: Graph) -> Iterator[str]:
    """Report ids that are missing, given twice or foreign."""
    yield from (f"{label(top)} has no id" for top in graph.top if "@id" not in top)
    bases = {graph.canonical_url, f"{graph.root_url}/"}
    defined = Counter(str(node["@id"]) for node in graph.nodes if "@id" in node)
    for node_id, count in defined.items():
        base, _, fragment = node_id.partition("#")
        if count > 1:
            yield f"{node_id} is defined twice"
        if not fragment or base not in bases:
            yield f"{node_id} is not an id of this page or site"


def references_resolve(graph: Graph) -> Iterator[str]:
    """Report references to what is not on the page, and those that stand where a node should."""
    for top in graph.top:
        if is_reference(top):
            yield f"{top['@id']} stands in the graph as a bare reference"
    for node in graph.nodes:
        for name, value in properties(node):
            if is_reference(value) and str(value["@id"]) not in graph.by_id:
                yield f"{name} refers to {value['@id']}, which is not on the page"


def required_properties_stand(graph: Graph) -> Iterator[str]:
    """Report what a node lacks, the demands of the types above its own included."""
    for node in graph.nodes:
        demands = {name for above in all_types(node) for name in REQUIRED.get(above, "").split()}
        yield from (f"{label(node)} lacks {name}" for name in sorted(demands - node.keys()))


def breadcrumbs_lead_here(graph: Graph) -> Iterator[str]:
    """Report trails that are too short, out of order, or linked where they should not be."""
    for trail in graph.of_type("BreadcrumbList"):
        steps = trail.get("itemListElement")
        steps = (
            [step for step in steps if isinstance(step, dict)] if isinstance(steps, list) else []
        )
        if len(steps) < 2:
            yield "a breadcrumb trail has fewer than two steps"
            continue
        if [step.get("position") for step in steps] != list(range(1, len(steps) + 1)):
            yield "the breadcrumb steps are not numbered from 1"
        if not all("item" in step for step in steps[:-1]):
            yield "a breadcrumb step before the last has no item"
        if "item" in steps[-1]:
            yield "the last breadcrumb step has an item"


def hours_are_sound(graph: Graph) -> Iterator[str]:
    """Report hours without days, and special days that end before they begin."""
    for row in graph.of_type("OpeningHoursSpecification"):
        first, last = row.get("validFrom"), row.get("validThrough")
        if (first is None) != (last is None):
            yield "hours have only one of validFrom and validThrough"
        elif first is None and "dayOfWeek" not in row:
            yield "hours name neither weekdays nor dates"
        elif first is not None and str(first) > str(last):
            yield "hours end before they begin"


def answers_are_plain(graph: Graph) -> Iterator[str]:
    """Report tags, attributes and links that an answer must not have."""
    for answer in graph.of_type("Answer"):
        yield from answer_problems(str(answer.get("text", "")))


def _in_range(graph: Graph, name: str, value: Any) -> bool:
    kinds = PROPERTIES[name][1].split()
    if not isinstance(value, dict):
        return any(fits(value, kind) for kind in kinds)
    node: Node = graph.by_id.get(str(value["@id"]), {}) if is_reference(value) else value
    # A reference in vain and an unknown type are reported by rules of their own.
    return not all_types(node) or any(is_a(node, kind) for kind in kinds)


GRAPH_RULES = (
    types_are_known,
    properties_are_known,
    values_fit,
    ids_are_own_and_single,
    references_resolve,
    required_properties_stand,
    breadcrumbs_lead_here,
    hours_are_sound,
    answers_are_plain,
)
