"""What keeps a record from being deleted, told to the editor in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models.deletion import Collector, ProtectedError
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex

USES_NAMED = 3

UsesInText = Callable[[models.Model], Iterable[models.Model]]

_uses_in_text: list[UsesInText] = []


def uses_in_text(find: UsesInText) -> UsesInText:
    """Register the decorated function: it yields the records whose published text uses a record.

    The database protects what a field of its own refers to. What stands within a text it does not
    know.
    """
    _uses_in_text.append(find)
    return find


def uses_that_protect(record: models.Model) -> list[models.Model]:
    """Return the pages and records that use ``record`` and so keep it from being deleted.

    A row that belongs to a page or record stands for that page or record. What only a draft or an
    older version refers to may be deleted; :mod:`operations.lost_references` reads those.
    """
    uses = [use for find in _uses_in_text for use in find(record)]
    try:
        Collector(using=record._state.db or DEFAULT_DB_ALIAS).collect([record])
    except ProtectedError as error:
        uses += error.protected_objects
    owners = {_owner(use) for use in uses}
    return sorted(owners, key=lambda use: (_kind(use), str(use), use.pk))


def refresh_references(record: models.Model) -> None:
    """Bring Wagtail's reference index up to date on what refers to ``record``.

    Wagtail asks it before it deletes anything. It indexes a page before it stores the page's rows,
    so that a row which was taken away would go on protecting the record.
    """
    for source, _references in ReferenceIndex.get_grouped_references_to(record):
        specific = source.specific if isinstance(source, Page) else source
        ReferenceIndex.create_or_update_for_object(specific)


def refusal(records: Iterable[models.Model]) -> str:
    """Return why the first of ``records`` that is in use cannot be deleted; ``""`` if all can."""
    for record in records:
        uses = uses_that_protect(record)
        if uses:
            return _(
                '"%(record)s" cannot be deleted, because it is used by %(uses)s. '
                "Choose something else there, or delete that first."
            ) % {"record": record, "uses": _named(uses)}
    return ""


def _owner(record: models.Model) -> models.Model:
    for field in record._meta.concrete_fields:
        if isinstance(field, ParentalKey):
            return _owner(getattr(record, field.name))
    return record.specific if isinstance(record, Page) else record


def _named(uses: list[models.Model]) -> str:
    names = [f'{_kind(use)} "{use}"' for use in uses[:USES_NAMED]]
    more = len(uses) - USES_NAMED
    if more > 0:
        names.append(ngettext("%(count)d other", "%(count)d others", more) % {"count": more})
    return get_text_list(names, _("and"))


def _kind(use: models.Model) -> str:
    name: str | Promise = use._meta.verbose_name or ""
    return _("the %(kind)s") % {"kind": name}
