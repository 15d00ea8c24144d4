"""Pictures on the site that are not described for people who cannot see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from images.models import CustomImage
from operations.to_do import ToDo, to_do_check
from operations.to_do_rows import about, title_of


@to_do_check("pictures-without-description", label=gettext_lazy("Pictures without a description"))
def pictures_without_description(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each picture without one that a live page or published record chose.

    A picture within a page's text has a description of its own there, which Wagtail asks for.
    """
    shown_on: dict[int, str] = {}
    for model, name in _choices_of_pictures():
        for record in model._default_manager.filter(live=True, **{f"{name}__description": ""}):
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
    for model in apps.get_models():
        if any(field.name == "live" for field in model._meta.fields):
            for field in model._meta.local_fields:
                if isinstance(field, models.ForeignKey) and field.related_model is CustomImage:
                    yield model, field.name
