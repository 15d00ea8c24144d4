"""The editor's first screen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.documents.wagtail_hooks import DocumentsSummaryItem

from home.accounts import refuse_bulk_action
from home.dashboard import FrequentTasksPanel

hooks.register("before_bulk_action", refuse_bulk_action)


@hooks.register("construct_homepage_panels")
def add_frequent_tasks(request: HttpRequest, panels: list[Any]) -> None:
    """Begin with what editors do most."""
    panels.append(FrequentTasksPanel())


@hooks.register("construct_homepage_summary_items", order=100)
def hide_documents_summary(request: HttpRequest, items: list[Any]) -> None:
    """Leave the number of documents out: no page of this site can show one."""
    items[:] = [item for item in items if not isinstance(item, DocumentsSummaryItem)]
