"""Every address of our own, read from the URL resolver."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.snippets.models import get_snippet_models

PACKAGES = {
    "site_project",
    "home",
    "faq_pages",
    "locations",
    "appointments",
    "editorial",
    "seo",
    "clinic",
    "navigation",
    "counts",
    "images",
    "sign_in",
    "operations",
    "page_cache",
}


def own_addresses() -> set[str]:
    """Return the name of each address whose view, or whose record, is ours."""
    namespaces = set(viewset_namespaces())
    return {
        name
        for name, pattern in walk(get_resolver(), ())
        if name.split(":")[0] in namespaces or _package(pattern) in PACKAGES
    }


def viewset_namespaces() -> dict[str, Any]:
    """Return our records' models by the namespace of their screens and of their choosers."""
    namespaces: dict[str, Any] = {}
    for model in get_snippet_models():
        if model.__module__.split(".")[0] in PACKAGES:
            viewset = model.snippet_viewset
            namespaces[viewset.url_namespace] = model
            namespaces[viewset.chooser_viewset.url_namespace] = model
    return namespaces


def walk(resolver: URLResolver, namespaces: tuple[str, ...]) -> Iterator[tuple[str, URLPattern]]:
    """Yield each address below ``resolver`` with its whole name."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from walk(pattern, inner)
        else:
            yield ":".join((*namespaces, pattern.name or str(pattern.pattern))), pattern


def _package(pattern: URLPattern) -> str:
    view = getattr(pattern.callback, "view_class", pattern.callback)
    return str(view.__module__).split(".")[0]
