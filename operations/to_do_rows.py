"""Rows of the list "To do", made from the records that they are about."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from django.db.models import Model
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import TabbedInterface
from wagtail.hooks import search_for_hooks
from wagtail.models import Page

from operations.to_do import Severity, ToDo

SEARCH_FIELDS = "#panel-child-promote-search_and_sharing-section"


def about(
    record: Any,
    message: str,
    *,
    anchor: str = "",
    key: str = "",
    title: str = "",
    edit_url: str = "",
    severity: Severity = Severity.SOON,
    acts_on: date | None = None,
) -> ToDo:
    """Return a row about ``record``, a page or any record that has a screen in the editor.

    ``anchor`` is the field's place on that screen, such as ``"#panel-address-section"``. ``key`` is
    needed where a check can find more than one thing about a record.
    """
    url = edit_url or AdminURLFinder().get_edit_url(record) or ""
    is_page = isinstance(record, Page)
    return ToDo(
        key=key_of(type(record), record.pk) + (f":{key}" if key else ""),
        title=title or title_of(record),
        message=message,
        edit_url=f"{url}{anchor}",
        page_id=record.pk if is_page else None,
        model="" if is_page else record._meta.label_lower,
        severity=severity,
        acts_on=acts_on,
    )


def key_of(model: type[Model], pk: Any) -> str:
    """Return how the keys of all rows about a record begin."""
    return f"{model._meta.label_lower}:{pk}"


def title_of(record: Model) -> str:
    """Return what an editor knows ``record`` by."""
    return record.get_admin_display_title() if isinstance(record, Page) else str(record)


def field_anchor(model: Any, name: str) -> str:
    """Return the place of the field or rows called ``name`` on the screen of a ``model`` record.

    Wagtail names the place by the panel's heading, and a panel within another is named by the
    outermost one with a heading. An empty string where no panel holds the field.
    """
    return _anchor(model, name)


@cache
def _anchor(model: Any, name: str) -> str:
    handler = _edit_handler(model)
    if handler is None:
        return ""
    for panel, prefix in _named_panels(handler):
        if _holds(panel, name):
            return f"#{prefix}-section"
    return ""


def _edit_handler(model: type[Any]) -> Any:
    if issubclass(model, Page):
        return model.get_edit_handler()
    # A record's screens are registered by the modules with hooks, which a command has not loaded.
    search_for_hooks()
    viewset = getattr(model, "snippet_viewset", None)
    return viewset.get_edit_handler() if viewset else None


def _named_panels(handler: Any) -> list[tuple[Any, str]]:
    """Return the outermost panels that have a place of their own, each with its name."""
    children = list(zip(handler.child_identifiers, handler.children, strict=True))
    if not isinstance(handler, TabbedInterface):
        return [(child, f"panel-{name}") for name, child in children]
    return [
        (panel, f"panel-child-{tab_name}-{name}")
        for tab_name, tab in children
        for name, panel in zip(tab.child_identifiers, tab.children, strict=True)
    ]


def _holds(panel: Any, name: str) -> bool:
    own = getattr(panel, "field_name", None) or getattr(panel, "relation_name", None)
    return own == name or any(_holds(child, name) for child in getattr(panel, "children", ()))
