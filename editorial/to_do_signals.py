"""When rows of the list "To do" are looked at again by themselves: after a save, once committed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.contrib.settings.models import AbstractSetting
from wagtail.models import DraftStateMixin, Page, TaskState
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)
from wagtail.snippets.models import get_snippet_models

from editorial.models import Signature
from editorial.services.to_do import ask_for_look, look_at_record
from operations.after_commit import once_after_commit
from operations.to_do import registered_checks

UID = "to do"
# Where pages stand, and whether they are there, decides about links in all records.
ABOUT_ADDRESSES = ("broken-links",)


def connect() -> None:
    """Connect the handlers below; safe to repeat."""
    # A record's rows are saved after it; the signals of publishing come when all is there.
    for signal in (post_save, published, unpublished, page_published):
        signal.connect(look_after_save, dispatch_uid=UID)
    # The rows about a page go with it. A handler for the deletion of any model would change how
    # Django deletes all others.
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            post_delete.connect(look_after_save, sender=model, dispatch_uid=UID)
    page_published.connect(look_at_new_address, dispatch_uid=f"{UID}: addresses")
    for signal in (page_unpublished, page_slug_changed, post_page_move):
        signal.connect(look_at_addresses, dispatch_uid=f"{UID}: addresses")
    post_delete.connect(look_at_addresses, sender=Page, dispatch_uid=f"{UID}: addresses")


def look_after_save(sender: type[Any], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A page, a shared record or a setting was saved or deleted, or one was signed or submitted."""
    record = instance
    if sender is Signature:
        record = instance.record
    elif sender is TaskState:
        record = instance.workflow_state.content_object
    elif not issubclass(sender, Page | AbstractSetting) and sender not in get_snippet_models():
        return
    if record is not None and not raw:
        once_after_commit(LookAtRecord(model=type(record), pk=record.pk))


@dataclass(frozen=True, kw_only=True, slots=True)
class LookAtRecord:
    """The rows about one record are brought up to date."""

    model: type[Any]
    pk: Any

    def __call__(self) -> None:
        look_at_record(model=self.model, pk=self.pk, checks=registered_checks(), now=timezone.now())


def look_at_addresses(instance: Any = None, **kwargs: Any) -> None:
    """A page came to an address or left one: links are followed again at the next tick."""
    checks = [check for check in registered_checks() if check.key in ABOUT_ADDRESSES]
    ask_for_look(checks=checks)


def look_at_new_address(instance: Any, **kwargs: Any) -> None:
    """A page was published: an address is new with the first time alone."""
    if instance.first_published_at == instance.last_published_at:
        look_at_addresses()
