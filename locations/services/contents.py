"""Changing what records say, published and in draft, and taking it back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modelcluster.models import (
    get_serializable_data_for_fields,
    model_from_serializable_data,
)
from wagtail.models import DraftStateMixin, Page, RevisionMixin
from wagtail.signals import page_published, published

from locations.rules.content_changes import Change, differences, from_json, taken_back

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
    """What changes in one record: in its published version, and in the draft that waits."""

    record: Any
    live: tuple[Change, ...]
    draft: tuple[Change, ...]
    has_draft: bool

    def as_json(self) -> dict[str, Any]:
        """Return what :func:`take_back` needs."""
        return {
            "model": self.record._meta.label_lower,
            "pk": self.record.pk,
            "title": str(self.record),
            "live": [change.as_json() for change in self.live],
            "draft": [change.as_json() for change in self.draft],
            "has_draft": self.has_draft,
        }


def planned_edit(
    record: models.Model, edit: Edit, *, draft_edit: Edit | None = None
) -> ContentEdit | None:
    """Return what ``edit`` would change in ``record`` as stored; ``None`` if nothing.

    A draft that waits is edited as well, by ``draft_edit`` if that is given.
    """
    stored: Any = type(record)._default_manager.get(pk=record.pk)
    content, draft = content_of(stored), draft_of(stored)
    live_changes = differences(content, edit(content))
    draft_changes = differences(draft, (draft_edit or edit)(draft)) if draft is not None else []
    if not live_changes and not draft_changes:
        return None
    return ContentEdit(
        record=stored,
        live=tuple(live_changes),
        draft=tuple(draft_changes),
        has_draft=draft is not None,
    )


def edit_record(
    *, record: models.Model, edit: Edit, user: User | None, draft_edit: Edit | None = None
) -> ContentEdit | None:
    """Change ``record`` with ``edit`` and return what changed; ``None`` if nothing did.

    The published version is written as it is, and its draft on top of it: nobody's draft is
    published. Every record keeps its history.
    """
    planned = planned_edit(record, edit, draft_edit=draft_edit)
    if planned is None:
        return None
    stored = planned.record
    draft = draft_of(stored)
    if planned.live:
        _write(_version(stored, edit(content_of(stored))), planned.live)
    if isinstance(stored, RevisionMixin):
        _keep_version(
            type(stored)._default_manager.get(pk=stored.pk),
            draft,
            planned,
            user,
            draft_edit or edit,
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

    Raises :class:`~locations.rules.content_changes.EditedSinceError` at a value changed since, and
    ``DoesNotExist`` if the record was deleted.
    """
    model = apps.get_model(step["model"])
    record: Any = model._default_manager.get(pk=step["pk"])
    live, draft = from_json(step["live"]), from_json(step["draft"])
    # What was edited without a draft stands in every draft that was begun since.
    in_draft = draft if step["has_draft"] or not live else live
    edit_record(
        record=record,
        edit=lambda content: taken_back(content, live),
        draft_edit=lambda content: taken_back(content, in_draft),
        user=user,
    )
    if not step["has_draft"]:
        _forget_empty_draft(model._default_manager.get(pk=step["pk"]))


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
        if planned.draft:
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
