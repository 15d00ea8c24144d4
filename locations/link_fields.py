"""Where links stand in the site's records: found through the models, so that none is forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.contrib.settings.models import AbstractSetting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import DraftStateMixin, Page, Revision
from wagtail.snippets.models import get_snippet_models

from locations.rules.link_rewriting import LinkMap, rewrite_rich_text, rewrite_url
from operations.services.contents import goes_live_by_itself

Content = dict[str, Any]
Model = type[models.Model]


def models_with_links() -> list[Model]:
    """Return every kind of page, shared record and setting that has a field for links."""
    snippets = set(get_snippet_models())
    return [
        model
        for model in apps.get_models()
        if (issubclass(model, Page | AbstractSetting) or model in snippets)
        and any(link_fields(part) for part in _with_rows(model))
    ]


def rewrite_content(model: Model, content: Content, links: LinkMap) -> Content:
    """Return the content of a record of ``model`` with its links changed, its rows' included."""
    result = dict(content)
    for field in link_fields(model):
        if field.name in content:
            result[field.name] = _rewrite_value(field, content[field.name], links)
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if name in content:
            rows = [rewrite_content(relation.related_model, row, links) for row in content[name]]
            result[name] = _without_doubles(relation.related_model, content[name], rows)
    return result


def records_with_links(links: LinkMap) -> Iterator[models.Model]:
    """Yield every record whose published version or draft may hold one of ``links``, once."""
    if not links.needles:
        return
    for model in models_with_links():
        keys: set[Any] = set()
        for part in _with_rows(model):
            found = part._default_manager.filter(_may_hold(part, links))
            keys.update(found.values_list(_way_to(model, part), flat=True))
        if issubclass(model, DraftStateMixin):
            keys.update(_keys_of_drafts(model, links))
        yield from model._default_manager.filter(pk__in=keys).order_by("pk")


def _with_rows(model: Model) -> Iterator[Model]:
    yield model
    for relation in get_all_child_relations(model):
        if not relation.related_model.__module__.startswith("wagtail."):
            yield from _with_rows(relation.related_model)


def _way_to(model: Model, part: Model) -> str:
    """Return the lookup that leads from a row of ``part`` to the key of its record."""
    steps: list[str] = []
    while not issubclass(model, part):
        key = next(f for f in part._meta.concrete_fields if isinstance(f, ParentalKey))
        steps.append(key.name)
        part = key.related_model
    return "__".join([*steps, "pk"])


def link_fields(model: Model) -> list[Any]:
    """Return the fields of ``model`` that hold links: text, web addresses, chosen pages."""
    return [field for field in model._meta.concrete_fields if holds_links(field)]


def holds_links(field: Any) -> bool:
    """Tell whether a model field holds links: text, web addresses, a page that somebody chose."""
    if isinstance(field, RichTextField | StreamField | models.URLField):
        return True
    # Wagtail's own keys, such as that of an alias to its original, are no links of an editor's.
    return (
        isinstance(field, models.ForeignKey)
        and not isinstance(field, ParentalKey)
        and not field.remote_field.parent_link
        and issubclass(field.related_model, Page)
        and not field.model.__module__.startswith("wagtail.")
    )


def _rewrite_value(field: Any, value: Any, links: LinkMap) -> Any:
    if not value:
        return value
    if isinstance(field, models.ForeignKey):
        return links.pages.get(value, value)
    if isinstance(field, StreamField):
        stored = json.loads(value)
        changed = _rewrite_block(field.stream_block, stored, links)
        return value if changed == stored else json.dumps(changed, cls=DjangoJSONEncoder)
    if isinstance(field, RichTextField):
        return rewrite_rich_text(value, links)
    url = rewrite_url(value, links)
    return url if url or field.blank else value


def _rewrite_block(block: Any, value: Any, links: LinkMap) -> Any:
    """Return the stored ``value`` of a block with its links changed."""
    if isinstance(block, blocks.StreamBlock | blocks.ListBlock) and isinstance(value, list):
        return [_rewrite_item(block, item, links) for item in value]
    if isinstance(block, blocks.StructBlock) and isinstance(value, dict):
        return {
            name: _rewrite_block(block.child_blocks[name], part, links)
            if name in block.child_blocks
            else part
            for name, part in value.items()
        }
    if isinstance(block, blocks.PageChooserBlock) and isinstance(value, int):
        return links.pages.get(value, value)
    if isinstance(value, str) and isinstance(block, blocks.RichTextBlock | blocks.RawHTMLBlock):
        return rewrite_rich_text(value, links)
    if isinstance(value, str) and isinstance(block, blocks.URLBlock):
        return rewrite_url(value, links) or value
    return value


def _rewrite_item(block: Any, item: Any, links: LinkMap) -> Any:
    if not isinstance(item, dict) or "value" not in item:
        return item
    child = (
        block.child_block
        if isinstance(block, blocks.ListBlock)
        else block.child_blocks.get(item.get("type"))
    )
    return {**item, "value": _rewrite_block(child, item["value"], links)}


def _without_doubles(model: Model, before: list[Content], after: list[Content]) -> list[Content]:
    """Leave a row as it was where it would lead to a page to which another row leads already.

    A link to a page that is not live is left out of a menu by itself.
    """
    keys = [field.name for field in link_fields(model) if isinstance(field, models.ForeignKey)]
    there = {(key, row.get(key)) for row in before for key in keys}
    return [
        old if any(new[key] != old[key] and (key, new[key]) in there for key in keys) else new
        for old, new in zip(before, after, strict=True)
    ]


def _may_hold(model: Model, links: LinkMap) -> Q:
    condition = Q(pk__in=[])
    for field in link_fields(model):
        if isinstance(field, models.ForeignKey):
            condition |= Q(**{f"{field.name}__in": list(links.pages)})
        elif isinstance(field, StreamField):
            condition |= Q(pk__in=_holding(model._default_manager.all(), field.name, links, 1))
        else:
            for needle in links.needles:
                condition |= Q(**{f"{field.name}__contains": needle})
    return condition


def _keys_of_drafts(model: Model, links: LinkMap) -> set[Any]:
    """Return the records with a link in a draft, or in a version that goes live by itself."""
    drafts = model._default_manager.filter(has_unpublished_changes=True)
    of_model = Revision.objects.filter(content_type=ContentType.objects.get_for_model(model))
    waiting = of_model.filter(goes_live_by_itself()).values_list("pk", flat=True)
    # Asked for first, since there are few: the search below would otherwise read every version.
    keys = {*drafts.values_list("latest_revision", flat=True), *waiting}
    if not keys:
        return set()
    revisions = of_model.filter(pk__in=keys)
    # A StreamField is text within the text that a revision is.
    found = [_holding(revisions, "content", links, level) for level in (1, 2)]
    chosen = [f'": {key}' for key in links.pages]
    numbers = revisions.annotate(text=Cast("content", models.TextField())).filter(
        _any_in("text", chosen)
    )
    hits = Q(pk__in=found[0]) | Q(pk__in=found[1]) | Q(pk__in=numbers.values("pk"))
    return set(revisions.filter(hits).values_list("object_id", flat=True))


def _holding(rows: Any, name: str, links: LinkMap, level: int) -> Any:
    """Return the keys of ``rows`` whose JSON holds a needle, quoted ``level`` times over."""
    needles = list(links.needles)
    for _ in range(level):
        needles = [json.dumps(needle)[1:-1] for needle in needles]
    return (
        rows.annotate(text=Cast(name, models.TextField()))
        .filter(_any_in("text", needles))
        .values("pk")
    )


def _any_in(name: str, needles: list[str]) -> Q:
    condition = Q(pk__in=[])
    for needle in needles:
        condition |= Q(**{f"{name}__contains": needle})
    return condition
