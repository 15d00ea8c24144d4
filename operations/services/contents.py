"""Changing what records say, published and in draft, and taking it back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from modelcluster.models import (
    get_serializable_data_for_fields,
    model_from_serializable_data,
)
from wagtail.models import DraftStateMixin, Page, Revision, RevisionMixin, TaskState
from wagtail.signals import page_published, published

from operations.content_changes import Change, differences, from_json, taken_back

Content = dict[str, Any]
Edit = Callable[[Content], Content]

# What Wagtail keeps about versions; it says nothing of what a record says.
BOOKKEEPING = frozenset(
    {
        "draft_title",
        "expired",
        "first_published_at",
        "has_unpublished_changes",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live",
        "live_revision",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ContentEdit:
    """What changes in one record: in its published version, and in the draft that waits.

    ``versions`` has what changes in those that go live at a date or on approval, by their number.
    """

    record: Any
    live: tuple[Change, ...]
    draft: tuple[Change, ...]
    has_draft: bool
    versions: Mapping[int, tuple[Change, ...]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Return how many values change where most do."""
        return max(map(len, (self.live, self.draft, *self.versions.values())))

    def as_json(self) -> dict[str, Any]:
        """Return what :func:`take_back` needs."""
        return {
            "model": self.record._meta.label_lower,
            "pk": self.record.pk,
            "title": str(self.record),
            "live": [change.as_json() for change in self.live],
            "draft": [change.as_json() for change in self.draft],
            "has_draft": self.has_draft,
            "versions": [
                {"revision": key, "changes": [change.as_json() for change in changes]}
                for key, changes in self.versions.items()
            ],
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Edits:
    """How each version of a record changes.

    ``versions`` is for single ones that go live at a date or on approval, by their number; the
    others change as drafts do.
    """

    live: Edit
    draft: Edit
    versions: Mapping[int, Edit] = field(default_factory=dict)

    def of_version(self, revision: Revision) -> Edit:
        """Return the edit of a version that waits for its date or for approval."""
        return self.versions.get(revision.pk, self.draft)


def planned_edit(record: models.Model, edit: Edit) -> ContentEdit | None:
    """Return what ``edit`` would change in ``record`` as stored; ``None`` if nothing."""
    return _planned(record, Edits(live=edit, draft=edit))


def edit_record(*, record: models.Model, edit: Edit, user: User | None) -> ContentEdit | None:
    """Change ``record`` with ``edit`` and return what changed; ``None`` if nothing did.

    The published version is written as it is, and its draft on top of it: nobody's draft is
    published. A version that is to go live at a date or on approval is changed where it stands,
    for it is the one that will go live. Every record keeps its history.
    """
    return _edit(record, Edits(live=edit, draft=edit), user)


def _planned(record: models.Model, edits: Edits) -> ContentEdit | None:
    stored: Any = type(record)._default_manager.get(pk=record.pk)
    content, draft = content_of(stored), draft_of(stored)
    live_changes = differences(content, edits.live(content))
    versions = {
        revision.pk: tuple(
            differences(revision.content, edits.of_version(revision)(revision.content))
        )
        for revision in versions_that_wait(stored)
    }
    draft_changes: Sequence[Change] = ()
    if stored_draft_waits := getattr(stored, "latest_revision_id", None) in versions:
        draft_changes = versions[stored.latest_revision_id]
    elif draft is not None:
        draft_changes = differences(draft, edits.draft(draft))
    if not live_changes and not draft_changes and not any(versions.values()):
        return None
    return ContentEdit(
        record=stored,
        live=tuple(live_changes),
        draft=tuple(draft_changes),
        has_draft=draft is not None or stored_draft_waits,
        versions={key: changes for key, changes in versions.items() if changes},
    )


def _edit(record: models.Model, edits: Edits, user: User | None) -> ContentEdit | None:
    planned = _planned(record, edits)
    if planned is None:
        return None
    stored = planned.record
    draft = draft_of(stored)
    for revision in versions_that_wait(stored):
        if revision.pk in planned.versions:
            revision.content = edits.of_version(revision)(revision.content)
            revision.save(update_fields=["content"])
    if planned.live:
        _write(_version(stored, edits.live(content_of(stored))), planned.live)
    if isinstance(stored, RevisionMixin):
        _keep_version(
            type(stored)._default_manager.get(pk=stored.pk), draft, planned, user, edits.draft
        )
    return planned


def add_draft(*, record: Any, edit: Edit, user: User | None) -> ContentEdit | None:
    """Put ``edit`` into a draft of ``record``, on top of the one that waits; publish nothing."""
    stored: Any = type(record)._default_manager.get(pk=record.pk)
    draft = draft_of(stored)
    before = content_of(stored) if draft is None else draft
    after = edit(before)
    if after == before:
        return None
    _version(stored, after).save_revision(user=user, clean=False, log_action=True)
    # Rows are stored in their order, which need not be that in which they were added.
    kept = draft_of(type(record)._default_manager.get(pk=record.pk)) or before
    changes = [change for change in differences(before, kept) if change.path[0] not in BOOKKEEPING]
    return ContentEdit(record=stored, live=(), draft=tuple(changes), has_draft=draft is not None)


def take_back(step: Content, *, user: User | None) -> None:
    """Undo what :class:`ContentEdit` wrote as ``step``.

    Raises :class:`~operations.content_changes.EditedSinceError` at a value changed since, and
    ``DoesNotExist`` if the record was deleted.
    """
    model = apps.get_model(step["model"])
    record: Any = model._default_manager.get(pk=step["pk"])
    live, draft = from_json(step["live"]), from_json(step["draft"])
    versions = {row["revision"]: from_json(row["changes"]) for row in step.get("versions", [])}
    # What was edited without a draft stands in every draft that was begun since.
    in_draft = draft if step["has_draft"] or not live else live
    # A version that waited may be the published one by now.
    live = versions.get(getattr(record, "live_revision_id", None), live)
    _edit(
        record,
        Edits(
            live=partial(taken_back, changes=live),
            draft=partial(taken_back, changes=in_draft),
            versions={
                key: partial(taken_back, changes=changes) for key, changes in versions.items()
            },
        ),
        user,
    )
    if not step["has_draft"]:
        _forget_empty_draft(model._default_manager.get(pk=step["pk"]))


def goes_live_by_itself() -> Q:
    """Return what is true of a version that goes live at a date or on approval, as it stands."""
    return Q(approved_go_live_at__isnull=False) | Q(
        task_states__status=TaskState.STATUS_IN_PROGRESS
    )


def versions_that_wait(record: models.Model) -> list[Revision]:
    """Return the versions that go live with nobody saving them again: at a date, on approval."""
    if not isinstance(record, DraftStateMixin) or getattr(record, "alias_of_id", None):
        return []
    found: Any = record.revisions
    return list(found.filter(goes_live_by_itself()).order_by("pk").distinct())


def content_of(record: models.Model) -> Content:
    """Return the content of ``record`` as it is in the database, as JSON has it."""
    if hasattr(record, "serializable_data"):
        data = record.serializable_data()
    else:
        data = get_serializable_data_for_fields(record)
    content: Content = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    return content


def draft_of(record: models.Model) -> Content | None:
    """Return the content of the draft that waits to be published, ``None`` if there is none."""
    if not isinstance(record, DraftStateMixin) or not record.has_unpublished_changes:
        return None
    if getattr(record, "alias_of_id", None):
        return None
    revision: Any = record.latest_revision
    return None if revision is None else dict(revision.content)


def _write(record: Any, changes: Sequence[Change]) -> None:
    """Write the fields and rows that changed, and let whoever listens know of it.

    Whether it is live is not among them, so that a page which is live is not judged anew.
    """
    names = {str(change.path[0]) for change in changes}
    if isinstance(record, Page):
        record.save(clean=False, update_fields=[*names, *(["url_path"] if "slug" in names else [])])
    else:
        record.save(update_fields=[*names])
    if getattr(record, "live", False):
        if isinstance(record, Page):
            page_published.send(sender=type(record), instance=record, revision=None)
        published.send(sender=type(record), instance=record, revision=None)


def _version(record: Any, content: Content) -> Any:
    if isinstance(record, RevisionMixin):
        return record.with_content_json(content)
    return model_from_serializable_data(type(record), content)


def _keep_version(
    record: Any, draft: Content | None, planned: ContentEdit, user: User | None, edit: Edit
) -> None:
    """Keep the new state in the history, with the draft on top; an alias has no history."""
    if getattr(record, "alias_of_id", None):
        return
    if draft is not None:
        if planned.draft and record.latest_revision_id not in planned.versions:
            _version(record, edit(draft)).save_revision(user=user, clean=False, log_action=True)
        return
    revision = record.save_revision(user=user, clean=False, changed=False, log_action=True)
    if isinstance(record, DraftStateMixin) and record.live:
        type(record)._default_manager.filter(pk=record.pk).update(live_revision=revision)


def _forget_empty_draft(record: Any) -> None:
    """Take the mark of a draft away from a record whose draft says what is published."""
    draft = draft_of(record)
    if draft is None or not record.live:
        return
    changed = {change.path[0] for change in differences(content_of(record), draft)}
    if changed <= BOOKKEEPING:
        type(record)._default_manager.filter(pk=record.pk).update(
            has_unpublished_changes=False, live_revision=record.latest_revision
        )
