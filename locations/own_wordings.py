"""Which own wordings of city pages somebody should look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from locations.rules.sections import Mode
from locations.rules.wordings import is_blank, needs_look


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnWording:
    """An own wording in the newest version of a page; ``reason`` is why to look at it, if any."""

    page_id: int
    page_title: str
    section_key: str
    heading: str
    reason: str


def own_wordings(pages: QuerySet[Any]) -> list[OwnWording]:
    """Return the own wordings in the newest versions of ``pages``, by page title.

    A few queries, and the newest version of each live page that has a draft.
    """
    pages = pages.filter(alias_of=None)
    drafts = pages.filter(live=True, has_unpublished_changes=True).select_related("latest_revision")
    in_drafts = {page.pk: page for page in drafts if page.latest_revision is not None}
    rows = apps.get_model("locations", "SectionOverride").objects.filter(
        page__in=pages, mode=Mode.OWN
    )
    found = list(_from_drafts(in_drafts.values()))
    found += _judged(row for row in rows.values(*_FIELDS) if row["page_id"] not in in_drafts)
    return sorted(found, key=lambda wording: (wording.page_title, wording.section_key))


_FIELDS = (
    "page_id",
    "page__draft_title",
    "page__blueprint_id",
    "section_key",
    "heading",
    "mode",
    "body",
    "replaced_hash",
)


def _from_drafts(pages: Iterable[Any]) -> Iterator[OwnWording]:
    for page in pages:
        content = page.latest_revision.content
        of_page = {
            "page_id": page.pk,
            "page__draft_title": page.draft_title,
            "page__blueprint_id": content.get("blueprint"),
        }
        rows = content.get("section_overrides", [])
        yield from _judged({**row, **of_page} for row in rows if row["mode"] == Mode.OWN)


def _judged(rows: Iterable[dict[str, Any]]) -> Iterator[OwnWording]:
    sections = cache(_sections)
    for row in rows:
        if is_blank(row["body"]):
            continue
        heading, shared_body = sections(row["page__blueprint_id"]).get(
            row["section_key"], (row.get("heading") or row["section_key"], None)
        )
        yield OwnWording(
            page_id=row["page_id"],
            page_title=row["page__draft_title"],
            section_key=row["section_key"],
            heading=heading,
            reason=_reason(row, shared_body),
        )


def _reason(row: dict[str, Any], shared_body: str | None) -> str:
    if shared_body is None:
        return _("The shared page text no longer has this section.")
    if needs_look(
        mode=row["mode"],
        body=row["body"],
        replaced_hash=row["replaced_hash"],
        shared_body=shared_body,
    ):
        return _("The shared text has changed since this was written.")
    return ""


def _sections(blueprint_id: int | None) -> dict[str, tuple[str, str]]:
    rows = apps.get_model("locations", "BlueprintSection").objects.filter(blueprint_id=blueprint_id)
    return {row.key: (row.heading, row.body) for row in rows}
