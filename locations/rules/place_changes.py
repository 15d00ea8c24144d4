"""What a rename, a merger or a retirement of a place changes, worked out before it is done."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256


class Kind(StrEnum):
    """What happens to the place."""

    RENAME = "rename"
    MERGE = "merge"
    RETIRE = "retire"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page of the place, or one below such a page; ``former`` are paths that lead to it."""

    page_id: int
    parent_id: int
    title: str
    slug: str
    path: str
    is_live: bool
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UrlChange:
    """An address before and after; ``after`` is ``""`` where visitors read that it is gone."""

    page_id: int
    title: str
    before: str
    after: str
    is_live: bool
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkChange:
    """Links that are pointed elsewhere in one record; ``is_draft`` where only its draft has them.

    ``kind`` says what the record is, "city page". ``edit_url`` opens it, ``""`` without the right.
    """

    title: str
    kind: str
    count: int
    is_draft: bool
    edit_url: str


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that is made from the place's name: ``where`` it stands, before and after."""

    where: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangePlan:
    """Everything that would change, for somebody to look at.

    ``obstacles`` are sentences that say why it cannot be done now and what to do.
    """

    kind: Kind
    summary: str
    urls: tuple[UrlChange, ...]
    links: tuple[LinkChange, ...]
    texts: tuple[TextChange, ...] = ()
    obstacles: tuple[str, ...] = ()

    @property
    def checksum(self) -> str:
        """Return the SHA-256 of the plan: is what is done what somebody has looked at?"""
        return sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def moved_urls(
    pages: Iterable[PageFacts], *, old_slug: str, new_slug: str
) -> tuple[UrlChange, ...]:
    """Return the addresses that change when pages called ``old_slug`` are called ``new_slug``.

    The pages below such a page move with it. A page that an editor gave an address of its own keeps
    it.
    """
    known = {page.page_id: page for page in pages}
    moved: dict[int, str] = {}
    changes = []
    for page in sorted(known.values(), key=lambda page: page.path.count("/")):
        parent, slug = known.get(page.parent_id), page.slug
        above = moved.get(page.parent_id) or _above(parent.path if parent else "", page)
        if slug == old_slug:
            slug = new_slug
        moved[page.page_id] = path = f"{above}{slug}/"
        if path != page.path:
            former = tuple(old for old in page.former if old != path.rstrip("/"))
            changes.append(
                UrlChange(page.page_id, page.title, page.path, path, page.is_live, former)
            )
    return tuple(changes)


def redirected_urls(
    pages: Iterable[PageFacts], targets: Mapping[int, str]
) -> tuple[UrlChange, ...]:
    """Return where the visitors of each live page go; a target of ``""`` stands for gone."""
    return tuple(
        UrlChange(page.page_id, page.title, page.path, targets[page.page_id], True, page.former)
        for page in pages
        if page.is_live
    )


def page_in_place_of(
    page_text: int | None, pages: Sequence[tuple[int, int | None]], general: int | None
) -> int | None:
    """Return which page takes the place of a page with the shared text ``page_text``.

    ``pages`` are the live pages of the other place, each with its shared text. The one with the
    same text is best, then the ``general`` one; ``None`` if there is neither.
    """
    same = [page for page, text in pages if text == page_text]
    return same[0] if same else general


def _above(parent_path: str, page: PageFacts) -> str:
    return parent_path or page.path.removesuffix(f"{page.slug}/")
