"""Undoing a run: its drafts go again, except those that somebody has worked on since."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry, ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from locations.models import CityPage, GenerationRun, GenerationRunItem
from locations.services.generation import check_may_generate, log_run

Outcome = GenerationRunItem.Outcome
Status = GenerationRun.Status

# What Wagtail notes when a page is made; anything else was done to it later.
MADE = "wagtail.create"


class RunUnderWayError(Exception):
    """A run that still makes pages cannot be undone."""

    def __init__(self) -> None:
        super().__init__(_("This run is still under way. Cancel it first, then undo it."))


def start_undo(*, run: GenerationRun, user: User) -> GenerationRun:
    """Mark ``run`` to be undone; ``continue_run`` removes its drafts. Doing it twice is no harm.

    Raises ``PermissionDenied`` if ``user`` may not add pages below the hub, and
    :class:`RunUnderWayError` if the run has not ended.
    """
    check_may_generate(run.hub, user)
    ended = (Status.FINISHED, Status.STOPPED, Status.CANCELLED)
    with transaction.atomic():
        runs = GenerationRun.objects.filter(pk=run.pk)
        if runs.filter(status__in=ended).update(status=Status.UNDOING, undone_by=user):
            log_run(run, "undo", user)
        elif runs.filter(status=Status.RUNNING).exists():
            raise RunUnderWayError
    run.refresh_from_db()
    return run


def remove_draft(item: GenerationRunItem, user: User | None) -> None:
    """Delete the draft that ``item`` made and nobody touched, or note on it why it is kept."""
    page = item.page
    reason = reason_to_keep(item, user)
    if page is None:
        item.outcome, item.message = Outcome.REMOVED, _("The page had been deleted before.")
    elif reason:
        item.outcome, item.message = Outcome.KEPT, reason
    else:
        item.outcome, item.message = Outcome.REMOVED, _("The draft was removed again.")
        item.page = None
        page.delete(user=user)
    item.save(update_fields=["outcome", "message", "page"])


def reason_to_keep(item: GenerationRunItem, user: User | None) -> str:
    """Return why undoing the run leaves the page of ``item``, fit for an editor; ``""`` if not."""
    page = item.page
    if page is None:
        return ""
    for reason, applies in REASONS:
        if applies(page, item):
            return str(reason)
    if user is None or not page.permissions_for_user(user).can_delete():
        return _("Kept: whoever undid the run may not delete it.")
    return ""


def draft_hash(page: CityPage) -> str:
    """Return the SHA-256 of the latest draft of ``page``, in hexadecimal."""
    revision = page.latest_revision
    content = revision.content if revision else None
    return sha256(json.dumps(content, sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()


def _was_published(page: CityPage, item: GenerationRunItem) -> bool:
    return bool(page.live or page.first_published_at)


def _has_children(page: CityPage, item: GenerationRunItem) -> bool:
    return bool(page.numchild)


def _is_under_review(page: CityPage, item: GenerationRunItem) -> bool:
    return bool(page.locked or page.workflow_states.exists())


def _has_changed(page: CityPage, item: GenerationRunItem) -> bool:
    """Whether anybody has worked on the draft: saving by itself overwrites a version in place."""
    entries = PageLogEntry.objects.filter(page=page.pk).exclude(action=MADE)
    return (
        (page.title, page.slug) != (item.title, item.slug)
        or draft_hash(page) != item.content_hash
        or page.revisions.count() != 1
        or entries.exists()
    )


def _is_copied(page: CityPage, item: GenerationRunItem) -> bool:
    return bool(page.aliases.exists() or page.get_translations().exists())


def _is_linked(page: CityPage, item: GenerationRunItem) -> bool:
    """Whether an editor's page, record or redirect leads here; our own notes about it do not."""
    editable = ContentType.objects.get_for_models(Page, Redirect, *get_snippet_models())
    links = ReferenceIndex.get_references_to(page)
    return bool(links.filter(base_content_type__in=list(editable.values())).exists())


REASONS: tuple[tuple[str | Promise, Callable[[CityPage, GenerationRunItem], bool]], ...] = (
    (gettext_lazy("Kept: it is published, or was."), _was_published),
    (gettext_lazy("Kept: other pages stand below it."), _has_children),
    (gettext_lazy("Kept: it is locked or was sent for approval."), _is_under_review),
    (gettext_lazy("Kept: somebody has worked on it since."), _has_changed),
    (gettext_lazy("Kept: there is a copy or a translation of it."), _is_copied),
    (gettext_lazy("Kept: something on the site links to it."), _is_linked),
)
