"""Renaming a place, merging it into another, retiring it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.log_actions import log
from wagtail.models import Page

from editorial.services.publishing import said_in_public
from locations.models import CityPage, PlaceChange, ServiceArea
from locations.services.links import rewrite_links
from locations.services.place_plans import (
    PlaceReading,
    check_may_change,
    plan_merge,
    plan_rename,
    plan_retire,
)
from locations.services.visitors import close_addresses
from navigation.models import Menu
from operations.services.contents import Content, ContentEdit, add_draft, content_of, edit_record

LOG_ACTION = "locations.change_place"


class ChangeRefusedError(Exception):
    """The change cannot be made now; ``reasons`` say why and what to do."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(self.reasons))


class OverviewOutdatedError(Exception):
    """What somebody looked at before they agreed is no longer what would happen."""

    def __init__(self) -> None:
        super().__init__(
            _("Something changed since you looked at this. Here is how it stands now: check it.")
        )


def rename_place(
    *, area: ServiceArea, name: str, slug: str, user: User | None, checksum: str | None = None
) -> PlaceChange:
    """Call ``area`` by ``name``, and its pages by ``slug``, and return the change for undoing it.

    Pages move with those below them, and Wagtail redirects their old addresses. Titles and menu
    entries that were made from the old name follow; typed links too. Drafts are changed as drafts.
    ``checksum`` is that of the plan somebody agreed to. Raises ``PermissionDenied``,
    :class:`ChangeRefusedError` and :class:`OverviewOutdatedError`; then nothing is changed.
    """
    with transaction.atomic():
        area = ServiceArea.objects.select_for_update().get(pk=area.pk)
        check_may_change(area, user)
        reading = plan_rename(area=area, name=name, slug=slug, user=user)
        _check(reading, checksum)
        old_title, new_title = str(area), f"{name}, {area.state}"
        words = {old_title: new_title, area.name: name}
        edits = [
            edit_record(
                record=area,
                edit=_replacing({"name": (area.name, name), "slug": (area.slug, slug)}),
                user=user,
            )
        ]
        page_edit = _renaming_page((old_title, new_title), (area.slug, slug))
        for page in reading.pages:
            edits.append(edit_record(record=page, edit=page_edit, user=user))
        keys = {page.pk for page in reading.pages}
        for menu in Menu.objects.all():
            edits.append(edit_record(record=menu, edit=_relabeling(keys, words), user=user))
        edits += rewrite_links(links=reading.links, user=user, records=reading.linked)
        return _record(reading, area, user, steps={"edits": _as_steps(edits)})


def merge_places(
    *,
    area: ServiceArea,
    other: ServiceArea,
    take_zip_codes: bool,
    take_facts: bool,
    user: User | None,
    checksum: str | None = None,
) -> PlaceChange:
    """Let ``other`` take the place of ``area``, and return the change for undoing it.

    ``area`` is retired and its pages come off the site; their visitors and all links go to the
    pages of ``other``. ZIP codes and local facts are put into a draft of ``other``, if wanted.
    Raises as :func:`rename_place` does.
    """
    with transaction.atomic():
        area = ServiceArea.objects.select_for_update().get(pk=area.pk)
        check_may_change(area, user)
        check_may_change(other, user)
        reading = plan_merge(area=area, other=other, user=user)
        _check(reading, checksum)
        steps = _retire(reading, area, user)
        wanted = {"zip_codes": take_zip_codes, "local_facts": take_facts}
        rows = {name: content_of(area)[name] for name, take in wanted.items() if take}
        draft = add_draft(record=other, edit=_adding(rows), user=user)
        if draft is None:
            return _record(reading, area, user, steps=steps)
        steps["edits"].append(draft.as_json())
        edit_url = AdminURLFinder(user).get_edit_url(other) or ""
        drafts = [{"title": str(other), "edit_url": edit_url}]
        return _record(reading, area, user, steps=steps, drafts=drafts)


def retire_place(
    *, area: ServiceArea, target: Page | None, user: User | None, checksum: str | None = None
) -> PlaceChange:
    """Stop serving ``area``, and return the change for undoing it.

    Its pages come off the site. Visitors and links go to ``target``; without one, visitors read
    that the page is gone. Raises as :func:`rename_place` does.
    """
    with transaction.atomic():
        area = ServiceArea.objects.select_for_update().get(pk=area.pk)
        check_may_change(area, user)
        reading = plan_retire(area=area, target=target, user=user)
        _check(reading, checksum)
        return _record(reading, area, user, steps=_retire(reading, area, user))


def _check(reading: PlaceReading, checksum: str | None) -> None:
    if checksum is not None and checksum != reading.plan.checksum:
        raise OverviewOutdatedError
    if reading.plan.obstacles:
        raise ChangeRefusedError(reading.plan.obstacles)


def _retire(reading: PlaceReading, area: ServiceArea, user: User | None) -> dict[str, Any]:
    """Retire ``area``, take its pages off the site and point links elsewhere; return the steps."""
    retired = edit_record(
        record=area,
        edit=_replacing({"status": (ServiceArea.Status.ACTIVE, ServiceArea.Status.RETIRED)}),
        user=user,
    )
    leaving = [page for page in reading.pages if page.live]
    unpublished = [
        {
            "pk": page.pk,
            "title": page.title,
            "live_revision": page.live_revision_id,
            "latest_revision": page.latest_revision_id,
            "has_unpublished_changes": page.has_unpublished_changes,
            "said_in_public": said_in_public(page).as_json(),
        }
        for page in leaving
    ]
    for page in leaving:
        close_addresses(page=page, target=reading.targets[page.pk], user=user, is_permanent=True)
    for page in leaving:
        # Unpublishing a page takes its aliases along.
        if CityPage.objects.filter(pk=page.pk, live=True).exists():
            CityPage.objects.get(pk=page.pk).unpublish(user=user)
    links = rewrite_links(links=reading.links, user=user, records=reading.linked)
    return {"edits": _as_steps([retired, *links]), "unpublished": unpublished}


def _record(
    reading: PlaceReading,
    area: ServiceArea,
    user: User | None,
    *,
    steps: dict[str, Any],
    drafts: Sequence[dict[str, str]] = (),
) -> PlaceChange:
    plan = reading.plan
    log(instance=area, action=LOG_ACTION, user=user, data={"summary": plan.summary})
    return PlaceChange.objects.create(
        kind=plan.kind.value,
        area=area,
        summary=plan.summary[:255],
        made_by=user,
        report={**asdict(plan), "drafts": list(drafts)},
        steps=steps,
    )


def _as_steps(edits: Iterable[ContentEdit | None]) -> list[dict[str, Any]]:
    return [edit.as_json() for edit in edits if edit is not None]


def _replacing(values: dict[str, tuple[str, str]]) -> Callable[[Content], Content]:
    """Return an edit that sets each field to its second value where it has the first."""

    def edit(content: Content) -> Content:
        changed = {name: new for name, (old, new) in values.items() if content.get(name) == old}
        return {**content, **changed}

    return edit


def _renaming_page(titles: tuple[str, str], slugs: tuple[str, str]) -> Callable[[Content], Content]:
    """Return an edit of a page that was called by the old name, as "Migraine: Palo Alto, CA" is."""
    old, new = titles

    def edit(content: Content) -> Content:
        title = content["title"]
        is_named_after = title == old or title.endswith(f": {old}")
        renamed = title.removesuffix(old) + new if is_named_after else title
        return _replacing({"title": (title, renamed), "slug": slugs})(content)

    return edit


def _relabeling(pages: set[int], words: dict[str, str]) -> Callable[[Content], Content]:
    """Return an edit of a menu whose entries for ``pages`` are called by the old name."""

    def edit(content: Content) -> Content:
        rows = [
            {**row, "label": words.get(row["label"], row["label"])} if row["page"] in pages else row
            for row in content["items"]
        ]
        return {**content, "items": rows}

    return edit


def _adding(rows: dict[str, list[Content]]) -> Callable[[Content], Content]:
    """Return an edit of a place that adds ``rows`` of another, but nothing that it has already."""

    def edit(content: Content) -> Content:
        changed = dict(content)
        for name, added in rows.items():
            there = {_gist(row) for row in content[name]}
            new = [row for row in added if _gist(row) not in there]
            last = max((row["sort_order"] or 0 for row in content[name]), default=-1)
            changed[name] = [
                *content[name],
                *(
                    {**row, "pk": None, "area": content["pk"], "sort_order": number} | _own_key(row)
                    for number, row in enumerate(new, start=last + 1)
                ),
            ]
        return changed

    return edit


def _gist(row: Content) -> str:
    """Return what makes two rows say the same: a ZIP code, or the words of a fact."""
    return str(row.get("code") or row.get("text"))


def _own_key(row: Content) -> Content:
    """Return a key of its own for a row that can be translated: no two rows may share one."""
    return {"translation_key": str(uuid.uuid4())} if "translation_key" in row else {}
