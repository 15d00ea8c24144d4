"""Which texts cite a source, so that it is not deleted under them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from wagtail.fields import RichTextField, StreamField

from editorial.models import Citation
from editorial.rules.citations import CITATION, cited_keys
from operations.deletion import uses_in_text

# A stored mark; within the JSON of a StreamField its quotation marks are escaped.
NEEDLES = (f'embedtype="{CITATION}"', f'embedtype=\\"{CITATION}\\"')


@uses_in_text
def texts_that_cite(record: models.Model) -> Iterator[models.Model]:
    """Yield each stored page, record or row with a text that cites ``record``, if it is a source.

    Read from the texts themselves: Wagtail's index of references follows drafts, and a draft that
    no longer cites a source is not what visitors read.
    """
    if not isinstance(record, Citation):
        return
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, RichTextField | StreamField):
                yield from _rows_that_cite(model, field, record.pk)


def _rows_that_cite(model: type[models.Model], field: Any, key: int) -> Iterator[models.Model]:
    texts = model._default_manager.annotate(stored=Cast(field.name, models.TextField()))
    holds_a_mark = Q(stored__contains=NEEDLES[0]) | Q(stored__contains=NEEDLES[1])
    found = texts.filter(holds_a_mark).values_list("pk", "stored")
    keys = [pk for pk, stored in found if key in cited_keys(stored.replace('\\"', '"'))]
    yield from model._default_manager.filter(pk__in=keys)
