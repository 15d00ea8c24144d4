"""Pictures on the site that are not described for people who cannot see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from images.alternatives import pictures_in_rich_text, says_nothing
from images.models import CustomImage
from operations.stored_parts import parts_of
from operations.to_do import ToDo, to_do_check
from operations.to_do_rows import about, field_anchor, title_of

# Every text of the site is read.
BETWEEN_LOOKS_AT_TEXTS = timedelta(minutes=15)


@to_do_check("pictures-without-description", label=gettext_lazy("Pictures without a description"))
def pictures_without_description(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each picture without one that a live page or published record chose.

    The name of a file is none. A picture within a page's text has a description of its own there:
    :func:`pictures_in_texts`.
    """
    shown_on: dict[int, str] = {}
    for model, name in _choices_of_pictures():
        records = model._default_manager.filter(live=True, **{f"{name}__isnull": False})
        for record in records.select_related(name):
            if says_nothing(getattr(record, name).description):
                shown_on.setdefault(getattr(record, f"{name}_id"), title_of(record))
    for image in CustomImage.objects.filter(pk__in=shown_on).order_by("pk"):
        yield about(
            image,
            _("Say what this picture shows; until then, its title is read out. It is used by: %s.")
            % shown_on[image.pk],
            edit_url=reverse("wagtailimages:edit", args=[image.pk]),
            anchor="#id_description",
        )


def _choices_of_pictures() -> Iterator[tuple[Any, str]]:
    """Yield each kind of record that can be live, with its fields that choose a picture."""
    for model in _models_that_can_be_live():
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is CustomImage:
                yield model, field.name


def _pictures_in_texts_of(record: Any, now: datetime) -> Iterator[ToDo]:
    if getattr(record, "live", False) and type(record) in _models_with_texts():
        yield from _rows_of(record)


@to_do_check(
    "pictures-in-texts",
    label=gettext_lazy("Pictures in texts without a description"),
    interval=BETWEEN_LOOKS_AT_TEXTS,
    of_record=_pictures_in_texts_of,
)
def pictures_in_texts(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each field of a live page or record whose text has pictures without words.

    One that an editor marked as decoration needs none.
    """
    for model in _models_with_texts():
        records = model._default_manager.filter(live=True).order_by("pk")
        if hasattr(model, "alias_of"):
            records = records.filter(alias_of=None)
        for record in records.iterator(chunk_size=100):
            yield from _rows_of(record)


def _rows_of(record: Any) -> Iterator[ToDo]:
    found: dict[str, list[int]] = {}
    for name, kind, value in parts_of(record):
        for key in _undescribed(kind, value):
            found.setdefault(name, []).append(key)
    titles = dict(
        CustomImage.objects.filter(
            pk__in={key for keys in found.values() for key in keys}
        ).values_list("pk", "title")
    )
    for name, keys in found.items():
        named = [titles.get(key) or _("a picture that was deleted") for key in dict.fromkeys(keys)]
        message = ngettext(
            "Say what this picture in the text shows: %(pictures)s.",
            "Say what these pictures in the text show: %(pictures)s.",
            len(named),
        )
        yield about(
            record,
            message % {"pictures": ", ".join(named)},
            key=name,
            anchor=field_anchor(type(record), name),
        )


def _undescribed(kind: Any, value: Any) -> Iterator[int]:
    """Yield the keys of the pictures in one stored value that nothing describes there."""
    if isinstance(kind, RichTextField | blocks.RichTextBlock) and value:
        for key, words in pictures_in_rich_text(str(value)):
            if says_nothing(words):
                yield key
    elif isinstance(kind, ImageBlock) and isinstance(value, dict):
        chosen = value.get("image")
        if chosen and not value.get("decorative") and says_nothing(value.get("alt_text") or ""):
            yield int(chosen)
    elif isinstance(kind, ImageChooserBlock) and value:
        # Such a block reads out the description that the picture has for all pages.
        picture = CustomImage.objects.filter(pk=value).first()
        if picture is None or says_nothing(picture.description):
            yield int(value)


def _models_that_can_be_live() -> Iterator[Any]:
    for model in apps.get_models():
        if any(field.name == "live" for field in model._meta.fields):
            yield model


@cache
def _models_with_texts() -> tuple[Any, ...]:
    """Return each kind of record that can be live and holds long text, its rows included."""
    return tuple(
        model
        for model in _models_that_can_be_live()
        if any(
            isinstance(field, RichTextField | StreamField)
            for part in (model, *(each.related_model for each in get_all_child_relations(model)))
            for field in part._meta.concrete_fields
        )
    )
