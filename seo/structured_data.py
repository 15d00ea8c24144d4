"""The schema.org graph of a page: ids, references, the page itself, and safe JSON.

A node is a plain dict. Builders return ``None`` where a required fact is missing, and may leave
empty values in: ``graph_json`` drops both. Nodes refer to each other by ``reference(id)``, and a
page's graph holds every node that it refers to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol, TypeAlias
from urllib.parse import urljoin

from clinic.page_data import ClinicData, PersonData
from seo.page_data import PageData, SiteData

Node: TypeAlias = dict[str, Any]

# "<", ">" and "&" could end the script element or start another. The two separators end a line in
# older JavaScript. A lone surrogate cannot be written as UTF-8.
ESCAPED = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


class DuplicateNodeError(ValueError):
    """Two nodes of one graph have the same ``@id``."""


class CitedSource(Protocol):
    """A source at the foot of a page; ``url`` is absolute or ``""``."""

    @property
    def reference(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def is_confirmed(self) -> bool: ...


class Review(Protocol):
    """Who signed everything clinical on a page, and the day of the oldest signature."""

    @property
    def people(self) -> Sequence[PersonData]: ...
    @property
    def reviewed_date(self) -> date: ...


def graph_json(nodes: Iterable[Node | None]) -> str:
    """Return the graph as JSON text that is safe to print inside a script element.

    ``None`` nodes, ``None`` values, blank strings, empty lists and objects with nothing but a type
    are left out. Raises ``DuplicateNodeError`` when two nodes, nested ones included, share an id.
    """
    graph = [kept for kept in map(_without_blanks, nodes) if kept is not None]
    _refuse_duplicates(graph)
    document = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def website_id(root_url: str) -> str:
    """Return the id of the site itself."""
    return f"{root_url}/#website"


def clinic_id(root_url: str, slug: str) -> str:
    """Return the id of a clinic, the same whether it is the only one or one of several."""
    return f"{root_url}/#clinic-{slug}"


def organization_id(root_url: str) -> str:
    """Return the id of the organization above several clinics."""
    return f"{root_url}/#organization"


def person_id(root_url: str, slug: str) -> str:
    """Return the id of somebody who works at the clinic."""
    return f"{root_url}/#person-{slug}"


def therapy_id(root_url: str, slug: str) -> str:
    """Return the id of a treatment."""
    return f"{root_url}/#therapy-{slug}"


def place_id(root_url: str, key: str) -> str:
    """Return the id of a place; ``key`` is like "los-altos-ca"."""
    return f"{root_url}/#place-{key}"


def webpage_id(canonical_url: str) -> str:
    """Return the id of a page."""
    return f"{canonical_url}#webpage"


def breadcrumb_id(canonical_url: str) -> str:
    """Return the id of a page's breadcrumb trail."""
    return f"{canonical_url}#breadcrumb"


def service_id(canonical_url: str) -> str:
    """Return the id of the service that a city page offers."""
    return f"{canonical_url}#service"


def faq_id(canonical_url: str) -> str:
    """Return the id of the list of questions that is one part of a page."""
    return f"{canonical_url}#faq"


def reference(node_id: str) -> Node:
    """Return an untyped reference to a node of the same graph."""
    return {"@id": node_id}


def clinic_reference(site: SiteData) -> Node | None:
    """Return a reference to the page's clinic, ``None`` where the clinic has no node."""
    if site.clinic is None or not has_node(site.clinic):
        return None
    return reference(clinic_id(site.root_url, site.clinic.slug))


def has_node(clinic: ClinicData) -> bool:
    """Tell whether a clinic has the name and the whole address that its node needs."""
    address = clinic.address
    required = (
        clinic.name,
        address.street,
        address.locality,
        address.region,
        address.postal_code,
    )
    return all(text.strip() for text in required)


def publisher_reference(site: SiteData) -> Node | None:
    """Return a reference to the site's publisher: the clinic, or what stands above several."""
    if site.clinic_count > 1:
        return reference(organization_id(site.root_url))
    return clinic_reference(site)


def website_node(site: SiteData, *, language: str) -> Node:
    """Return the node of the site itself."""
    return {
        "@type": "WebSite",
        "@id": website_id(site.root_url),
        "url": f"{site.root_url}/",
        "name": site.name,
        "inLanguage": language,
        "publisher": publisher_reference(site),
    }


def web_page_node(
    data: PageData,
    *,
    types: tuple[str, ...] = ("WebPage",),
    main_entity_id: str | None = None,
    about_ids: Iterable[str] = (),
    audience: bool = False,
    citations: Iterable[CitedSource] = (),
    review: Review | None = None,
) -> Node:
    """Return the node of the page.

    ``audience`` says that the page is written for patients. Unconfirmed citations are left out.
    The people of ``review`` need nodes of their own beside it.
    """
    canonical_url = data.meta.canonical_url
    return {
        "@type": types[0] if len(types) == 1 else list(types),
        "@id": webpage_id(canonical_url),
        "url": canonical_url,
        "name": data.heading,
        "inLanguage": data.meta.language,
        "isPartOf": reference(website_id(data.site.root_url)),
        "breadcrumb": reference(breadcrumb_id(canonical_url)) if _has_trail(data) else None,
        "mainEntity": reference(main_entity_id) if main_entity_id else None,
        "about": [reference(about_id) for about_id in about_ids],
        "audience": {"@type": "MedicalAudience", "audienceType": "Patient"} if audience else None,
        "citation": [
            {"@type": "CreativeWork", "name": source.reference, "url": source.url}
            for source in citations
            if source.is_confirmed
        ],
        "lastReviewed": review.reviewed_date.isoformat() if review else None,
        "reviewedBy": [
            reference(person_id(data.site.root_url, person.slug)) for person in review.people
        ]
        if review
        else None,
    }


def breadcrumb_node(data: PageData) -> Node | None:
    """Return the way from home to this page, ``None`` where it has fewer than two steps."""
    if not _has_trail(data):
        return None
    steps: list[Node] = [
        {
            "@type": "ListItem",
            "position": position,
            "name": link.label,
            "item": urljoin(f"{data.site.root_url}/", link.url),
        }
        for position, link in enumerate(data.breadcrumbs, start=1)
    ]
    # Google takes the page itself as the address of the last step.
    del steps[-1]["item"]
    return {
        "@type": "BreadcrumbList",
        "@id": breadcrumb_id(data.meta.canonical_url),
        "itemListElement": steps,
    }


def _has_trail(data: PageData) -> bool:
    return len(data.breadcrumbs) >= 2


def _without_blanks(value: Any) -> Any:
    """Return ``value`` without blank parts, ``None`` when nothing is left of it."""
    if isinstance(value, dict):
        parts = {key: _without_blanks(part) for key, part in value.items()}
        kept = {key: part for key, part in parts.items() if part is not None}
        return kept if kept.keys() - {"@type"} else None
    if isinstance(value, list | tuple):
        return [part for part in map(_without_blanks, value) if part is not None] or None
    if isinstance(value, str):
        return value if value.strip() else None
    return value


def _refuse_duplicates(graph: list[Node]) -> None:
    seen: set[str] = set()
    for node_id in _defined_ids(graph):
        if node_id in seen:
            raise DuplicateNodeError(f"The page's structured data has {node_id} twice.")
        seen.add(node_id)


def _defined_ids(value: Any) -> Iterable[str]:
    """Yield the id of each node that is more than a reference."""
    if isinstance(value, dict):
        if "@id" in value and len(value) > 1:
            yield value["@id"]
        for part in value.values():
            yield from _defined_ids(part)
    elif isinstance(value, list):
        for part in value:
            yield from _defined_ids(part)
