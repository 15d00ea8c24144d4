"""Whatever changes what visitors read is noted under its cache tags.

Drafts change nothing, so for what has drafts it is publishing that counts.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, PageViewRestriction, Site
from wagtail.query import PageQuerySet
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)
from wagtailseo.models import SeoSettings

from clinic.models import LaunchSettings
from images.models import CustomImage
from page_cache.tags import collection_tag, collections_of, record_tag
from seo.models import SearchSettings
from seo.services.changes import note_changes
from seo.services.index_now import try_again

# Without drafts, and printed on pages. A model with ``cache_collections`` needs no mention here.
PLAIN_RECORDS = (CustomImage, LaunchSettings, SearchSettings, SeoSettings, Site)


def connect() -> None:
    """Connect the handlers, once, when the package is ready.

    Deletions are heard of model by model: Django deletes the rows of a model that nobody listens to
    in one query, and that late, after what was added to them in the meantime.
    """
    for signal in (published, unpublished, page_published, page_unpublished):
        signal.connect(note_change, dispatch_uid="seo")
    for signal in (post_page_move, page_slug_changed):
        signal.connect(note_new_addresses, dispatch_uid="seo")
    post_save.connect(announce_again, sender=SearchSettings, dispatch_uid="seo announce again")
    for model in apps.get_models():
        if _is_plain(model):
            post_save.connect(note_plain_change, sender=model, dispatch_uid="seo note change")
        if _is_plain(model) or issubclass(model, DraftStateMixin):
            post_delete.connect(note_deletion, sender=model, dispatch_uid="seo")


def note_change(instance: Model, **kwargs: Any) -> None:
    """A record or page was published or taken off the site."""
    note_changes(tags=_tags(instance))


def note_new_addresses(instance: Page, **kwargs: Any) -> None:
    """A page has another address, and so have all below it."""
    note_changes(tags=_tags(instance) | _page_tags(Page.objects.descendant_of(instance)))


def note_plain_change(instance: Model, raw: bool, **kwargs: Any) -> None:
    """A record without drafts was saved, and is public."""
    if not raw:
        note_changes(tags=_tags(instance))


def announce_again(instance: SearchSettings, raw: bool, **kwargs: Any) -> None:
    """Somebody has looked at the settings: what was refused is worth another try."""
    if not raw:
        try_again(site=instance.site, now=timezone.now())


def note_deletion(instance: Model, **kwargs: Any) -> None:
    """A record or page is no more."""
    note_changes(tags=_tags(instance))


def _is_plain(model: type[Model]) -> bool:
    if issubclass(model, DraftStateMixin):
        return False
    known = issubclass(model, (*PLAIN_RECORDS, PageViewRestriction))
    return known or bool(collections_of(model))


def _tags(instance: Model) -> set[str]:
    names = set(collections_of(instance))
    if isinstance(instance, Page):
        names.add(f"pages-{instance._meta.model_name}")
    tags = {record_tag(instance)}
    if isinstance(instance, PageViewRestriction):
        names.add("private-pages")
        # It holds for the pages below as well.
        tags |= _page_tags(Page.objects.descendant_of(instance.page, inclusive=True))
    return tags | set(map(collection_tag, names))


def _page_tags(pages: PageQuerySet) -> set[str]:
    return {record_tag(Page(pk=key)) for key in pages.values_list("pk", flat=True)}
