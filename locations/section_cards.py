"""What the editor of a city page sees of each shared section."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags
from wagtail.rich_text import expand_db_html

from locations.sections import Mode
from locations.tokens import fill_html, fill_text
from page_cache.tags import PageFetch

if TYPE_CHECKING:
    from locations.models import CityPage


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionCard:
    """One card; ``form`` is the row's form.

    ``is_gone`` marks a section that the blueprint has lost. Such a row is posted back unseen when
    it ``is_idle``, that is, holds nothing that the editor wrote or chose.
    """

    form: Any
    heading: str
    shared_html: str
    is_safety: bool
    is_gone: bool = False
    is_idle: bool = False


def section_cards(page: CityPage, forms: Iterable[Any]) -> list[SectionCard]:
    """Return the cards in the blueprint's order, then the rows whose section is gone."""
    from locations.places import clinic_for, place_data
    from locations.token_values import token_values

    blueprint, area = page.blueprint, page.area
    if blueprint is None:
        return []
    clinic = clinic_for(area, PageFetch())
    values = token_values(place_data(area, clinic) if area else None, clinic, blueprint.treatment)
    by_key = {_key(form): form for form in forms}
    cards = [
        SectionCard(
            form=by_key.pop(section.key),
            heading=fill_text(section.heading, values),
            shared_html=expand_db_html(fill_html(section.body, values)),
            is_safety=section.is_safety,
        )
        for section in blueprint.sections.all()
        if section.key in by_key
    ]
    return cards + [_gone_card(form) for form in by_key.values()]


def _key(form: Any) -> str:
    return str(form["section_key"].value())


def _heading_of_key(key: str) -> str:
    """Return what is left of a heading: "what-it-costs-3fa2b1" was made from "What it costs"."""
    words = re.sub(r"-[0-9a-f]{6}$", "", key).replace("-", " ")
    return words[:1].upper() + words[1:]


def _holds_text(form: Any) -> bool:
    return form.instance.mode != Mode.SHARED or bool(strip_tags(form.instance.body).strip())


def _gone_card(form: Any) -> SectionCard:
    return SectionCard(
        form=form,
        heading=_heading_of_key(_key(form)),
        shared_html="",
        is_safety=False,
        is_gone=True,
        is_idle=not _holds_text(form),
    )
