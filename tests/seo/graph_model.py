"""A page's graph as the rules see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from tests.seo.page_reader import ReadPage
from tests.seo.vocabulary import SUPERTYPES, with_supertypes

Node = dict[str, Any]


@dataclass
class Graph:
    """The nodes at the top of a page's graph, with the page that they stand on."""

    top: list[Node]
    page: ReadPage
    canonical_url: str

    @cached_property
    def nodes(self) -> list[Node]:
        """All nodes, nested ones included, that are more than a reference."""
        return list(nodes_within(self.top))

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """The nodes that have an id."""
        return {node["@id"]: node for node in self.nodes if isinstance(node.get("@id"), str)}

    @property
    def root_url(self) -> str:
        """The site's address without a trailing slash."""
        parts = urlsplit(self.canonical_url)
        return f"{parts.scheme}://{parts.netloc}"

    def of_type(self, name: str) -> list[Node]:
        """Return the nodes of a type or of one below it."""
        return [node for node in self.nodes if is_a(node, name)]


def is_reference(value: Any) -> bool:
    """Tell whether this points to a node and says nothing else."""
    return isinstance(value, dict) and value.keys() == {"@id"}


def types_of(node: Node) -> list[str]:
    """Return the types a node names, known or not."""
    types = node.get("@type", [])
    return [str(name) for name in types] if isinstance(types, list) else [str(types)]


def all_types(node: Node) -> frozenset[str]:
    """Return the known types of a node with everything above them."""
    known = (name for name in types_of(node) if name in SUPERTYPES)
    return frozenset[str]().union(*map(with_supertypes, known))


def is_a(node: Node, name: str) -> bool:
    """Tell whether a node is of a type or of one below it."""
    return name in all_types(node)


def label(node: Node) -> str:
    """Return how a problem names a node."""
    return " ".join(["/".join(types_of(node)) or "a node", str(node.get("@id", ""))]).strip()


def properties(node: Node) -> Iterator[tuple[str, Any]]:
    """Yield each property with each of its values."""
    for name, value in node.items():
        if not name.startswith("@"):
            for single in value if isinstance(value, list) and value else [value]:
                yield name, single


def nodes_within(value: Any) -> Iterator[Node]:
    """Yield each node at any depth that is more than a reference."""
    if isinstance(value, dict):
        if not is_reference(value):
            yield value
        for part in value.values():
            yield from nodes_within(part)
    elif isinstance(value, list):
        for part in value:
            yield from nodes_within(part)
