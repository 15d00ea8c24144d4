"""Undoing what was done to a place."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail.signals import page_published, published

from editorial.public_before import PublicText, coming_back
from locations.models import CityPage, PlaceChange, ServiceArea
from locations.services.place_life import LOG_ACTION
from locations.services.place_plans import check_may_change, common_obstacles, pages_of
from operations.content_changes import EditedSinceError
from operations.refusals import PublishRefusedError
from operations.services.contents import take_back


class UndoRefusedError(Exception):
    """The change cannot be undone any more; ``reasons`` say what stands in the way."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(reasons))


def undo_change(*, change: PlaceChange, user: User | None) -> PlaceChange:
    """Take ``change`` back: every text, title and link as it was, every page live that was.

    Addresses that were new for a while redirect to where they came from. Undoing twice does
    nothing. Raises ``PermissionDenied``, and :class:`UndoRefusedError` when something was edited
    since; then nothing is changed.
    """
    with transaction.atomic():
        change = PlaceChange.objects.select_for_update().get(pk=change.pk)
        if change.undone_at is not None:
            return change
        if change.area is None:
            raise UndoRefusedError([_("The place was deleted.")])
        check_may_change(change.area, user)
        reasons = [*common_obstacles(change.area, pages_of(change.area)), *_addresses_taken(change)]
        steps = [] if reasons else reversed(change.steps.get("edits", []))
        for step in steps:
            reasons += _take_back(step, user)
        for row in change.steps.get("unpublished", []):
            reasons += _publish_again(row, user)
        if reasons:
            raise UndoRefusedError(list(dict.fromkeys(reasons)))
        change.undone_by, change.undone_at = user, timezone.now()
        change.save(update_fields=["undone_by", "undone_at"])
        summary = _("Undone: %(summary)s") % {"summary": change.summary}
        log(instance=change.area, action=LOG_ACTION, user=user, data={"summary": summary})
    return change


def _take_back(step: dict[str, Any], user: User | None) -> list[str]:
    try:
        take_back(step, user=user)
    except EditedSinceError:
        return [_("“%(record)s” was edited since. Change it by hand.") % {"record": step["title"]}]
    except ObjectDoesNotExist:
        return [_("“%(record)s” was deleted since.") % {"record": step["title"]}]
    return []


def _addresses_taken(change: PlaceChange) -> list[str]:
    """Say which address somebody else has by now."""
    reasons = []
    for step in change.steps.get("edits", []):
        old_slug = next((row["before"] for row in step["live"] if row["path"] == ["slug"]), None)
        if old_slug is None:
            continue
        if step["model"] == ServiceArea._meta.label_lower:
            rivals: Any = ServiceArea.objects.filter(slug=old_slug).exclude(pk=step["pk"])
        else:
            page = CityPage.objects.filter(pk=step["pk"]).first()
            rivals = page.get_siblings(inclusive=False).filter(slug=old_slug) if page else []
        reasons += [
            _("“%(record)s” has the address “%(slug)s” by now.")
            % {"record": rival, "slug": old_slug}
            for rival in rivals
        ]
    return reasons


def _publish_again(row: dict[str, Any], user: User | None) -> list[str]:
    """Make a page live with the text that it had; edits since stay a draft."""
    page = CityPage.objects.filter(pk=row["pk"]).first()
    if page is None:
        return [_("The page “%(page)s” was deleted since.") % {"page": row["title"]}]
    if page.live:
        return []
    published_version = Revision.objects.filter(pk=row["live_revision"]).first()
    was_edited = page.latest_revision_id != row["latest_revision"]
    if was_edited:
        # While a page is not live, Wagtail writes each draft into the page itself.
        if published_version is None:
            return [_("“%(page)s” was edited since. Publish it by hand.") % {"page": row["title"]}]
        page = published_version.as_object()
    page.live, page.expired = True, False
    page.has_unpublished_changes = row["has_unpublished_changes"] or was_edited
    page.live_revision = published_version
    said = PublicText.from_json(row.get("said_in_public", {}))
    try:
        with coming_back(page, said):
            page.save(clean=False)
    except PublishRefusedError as refusal:
        return [str(refusal)]
    page_published.send(sender=CityPage, instance=page, revision=page.live_revision)
    published.send(sender=CityPage, instance=page, revision=page.live_revision)
    log(instance=page, action="wagtail.publish", user=user, revision=page.live_revision)
    return []
