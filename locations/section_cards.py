"""What the editor of a city page sees of each shared section."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.rich_text import expand_db_html

from editorial.rules.word_diff import Run, changed_words
from locations.rules.tokens import fill_html, fill_text
from locations.rules.wordings import readable_text, wording_hash
from page_cache.tags import PageFetch

if TYPE_CHECKING:
    from locations.models import CityPage

Values = dict[str, str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedTextChange:
    """The shared text has changed since the own wording was written.

    ``old`` is empty when the text of that time is not known. ``is_in_words`` is false where only
    formatting or links differ.
    """

    old: tuple[Run, ...]
    new: tuple[Run, ...]
    own: str
    is_in_words: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherWindow:
    """What another window stored for the section meanwhile, beside what is in this one."""

    theirs: tuple[Run, ...]
    mine: tuple[Run, ...]
    their_mode: str
    my_mode: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionCard:
    """One card; ``form`` is the row's form.

    ``is_gone`` marks a section that the shared text does not have; ``kept_html`` is the wording
    that is left of it. A row ``is_idle``, and has no card, when nothing is left.
    """

    form: Any
    heading: str
    shared_html: str = ""
    is_safety: bool = False
    is_gone: bool = False
    is_idle: bool = False
    kept_html: str = ""
    change: SharedTextChange | None = None
    other: OtherWindow | None = None
    opened_as: str = ""
    shared_as_seen: str = ""
    theirs_as_seen: str = ""


def section_cards(page: CityPage, forms: Iterable[Any]) -> list[SectionCard]:
    """Return the cards in the blueprint's order, then the rows whose section is gone."""
    from locations.places import clinic_for, place_data
    from locations.token_values import token_values

    blueprint, area = page.blueprint, page.area
    treatment = blueprint.treatment if blueprint else None
    clinic = clinic_for(area, PageFetch())
    values = token_values(place_data(area, clinic) if area else None, clinic, treatment)
    by_key = {_key(form): form for form in forms}
    sections = blueprint.sections.all() if blueprint else ()
    found = [section for section in sections if section.key in by_key]
    cards = [_card(by_key.pop(section.key), section, values) for section in found]
    return cards + [_gone_card(form, values) for form in by_key.values()]


def _card(form: Any, section: Any, values: Values) -> SectionCard:
    return SectionCard(
        form=form,
        heading=fill_text(section.heading, values),
        shared_html=expand_db_html(fill_html(section.body, values)),
        is_safety=section.is_safety,
        change=None if form.has_conflict else _change(form, section, values),
        other=_other_window(form),
        shared_as_seen=wording_hash(section.body),
        opened_as=form.posted("opened_as") if form.has_conflict else form.stored_hash,
        theirs_as_seen=form.stored_hash if form.has_conflict else "",
    )


def _gone_card(form: Any, values: Values) -> SectionCard:
    row = form.instance
    return SectionCard(
        form=form,
        heading=fill_text(row.heading, values) or _heading_of_key(_key(form)),
        is_gone=True,
        is_idle=not (row.holds_choice or form.posted("body")),
        kept_html=expand_db_html(row.body),
        other=_other_window(form),
        opened_as=form.posted("opened_as") if form.has_conflict else form.stored_hash,
        theirs_as_seen=form.stored_hash if form.has_conflict else "",
    )


def _change(form: Any, section: Any, values: Values) -> SharedTextChange | None:
    row = form.instance
    if not form.is_asked:
        return None
    old, new = _readable(row.replaced_text, values), _readable(section.body, values)
    own = _readable(row.body, values)
    if not row.replaced_text:
        return SharedTextChange(old=(), new=(Run(new, False),), own=own, is_in_words=True)
    old_runs, new_runs = changed_words(old, new)
    return SharedTextChange(old=old_runs, new=new_runs, own=own, is_in_words=old != new)


def _other_window(form: Any) -> OtherWindow | None:
    if not form.has_conflict:
        return None
    theirs, mine = changed_words(readable_text(form.stored_body), readable_text(form.posted_body()))
    labels = dict(form.instance.ModeChoice.choices)
    my_mode = form.posted("mode")
    return OtherWindow(
        theirs=theirs,
        mine=mine,
        their_mode=labels.get(form.stored_mode, ""),
        my_mode=labels.get(my_mode, ""),
    )


def _readable(body: str, values: Values) -> str:
    return readable_text(fill_html(body, values))


def _key(form: Any) -> str:
    return str(form["section_key"].value())


def _heading_of_key(key: str) -> str:
    """Return what is left of a heading: "what-it-costs-3fa2b1" was made from "What it costs"."""
    words = re.sub(r"-[0-9a-f]{6}$", "", key).replace("-", " ")
    return words[:1].upper() + words[1:]
