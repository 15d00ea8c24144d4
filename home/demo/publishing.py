"""How each record and page of the demo goes live: checked, saved, and published as a revision."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Locale, Page, Site

from editorial.services.effect_statements import keep_without_asking
from home.models import HomePage


@dataclass(kw_only=True)
class DemoLoad:
    """What one loading works with, and what it has made so far."""

    today: date
    locale: Locale
    site: Site
    home: HomePage
    made: Counter[str] = field(default_factory=Counter)
    pages: dict[str, int] = field(default_factory=dict)
    """The number of each page of the demo, by its address in the copy."""
    left_out: list[str] = field(default_factory=list)
    """Why something of the demo could not be made beside what the site has."""

    def count(self, record: models.Model) -> None:
        """Note that ``record`` was made."""
        self.made[str(record._meta.verbose_name)] += 1


def publish_new_record(load: DemoLoad, record: Any) -> None:
    """Save ``record`` with its rows, make its first revision and publish it.

    Raises ``ValidationError`` where an editor's form would refuse it too.
    """
    record.live = False
    check_record(record)
    record.save()
    revision = record.save_revision()
    # With its revision, so that the history offers this first version to an editor.
    log(instance=record, action="wagtail.create", revision=revision, content_changed=True)
    keep_without_asking(record)
    revision.publish()
    # Publishing writes another instance, made from the revision.
    record.refresh_from_db()
    load.count(record)


def publish_page(load: DemoLoad, page: Any) -> None:
    """Publish ``page``, which is saved as a draft, with what was just filled in."""
    check_record(page)
    revision = page.save_revision(log_action=True)
    keep_without_asking(page)
    revision.publish()
    load.count(page)


def add_draft_page(parent: Page, page: Any) -> None:
    """Add ``page`` below ``parent`` as a draft."""
    page.live = False
    page.has_unpublished_changes = True
    parent.add_child(instance=page)


def check_record(record: models.Model) -> None:
    """Raise ``ValidationError`` if ``record``, a row or a block of it is not valid."""
    record.full_clean()
    for stream in record._meta.get_fields():
        if isinstance(stream, StreamField):
            value = getattr(record, stream.name)
            stream.stream_block.clean(value)
    if isinstance(record, ClusterableModel):
        for relation in get_all_child_relations(type(record)):
            for row in getattr(record, relation.get_accessor_name()).all():
                row.full_clean(exclude=[relation.field.name])
