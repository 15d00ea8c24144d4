"""What an import of redirects would do with what is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F
from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.views import serve

from operations.tables.csv_file import write_csv
from operations.tables.files import read_rows
from operations.tables.problems import Problem
from seo.languages import homes, language_of, path_in
from seo.models import GoneAddress
from seo.redirect_table import (
    COLUMNS,
    NAMES,
    PROBLEM,
    RedirectRow,
    Target,
    read_redirects,
    settle,
)


class Step(StrEnum):
    """What becomes of one address."""

    CREATE = "create"
    CHANGE = "change"
    SAME = "same"


@dataclass(frozen=True, kw_only=True, slots=True)
class RedirectItem:
    """One address of the file, where it leads now, and where it would lead.

    ``redirect`` is the number of the stored redirect that would change, ``row`` 0 for one that the
    file does not name and that would only be made straight.
    """

    row: int
    path: str
    step: Step
    target: Target
    is_permanent: bool
    shown: str
    before: str = ""
    note: str = ""
    redirect: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RedirectPlan:
    """What an import would do with a whole file."""

    items: tuple[RedirectItem, ...]
    problems: tuple[Problem, ...]
    repeated: int

    @property
    def checksum(self) -> str:
        """The SHA-256 of every change and every problem, in hexadecimal."""
        content = [*map(asdict, self.items), *map(asdict, self.problems)]
        return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    @property
    def to_write(self) -> list[RedirectItem]:
        """The redirects that would be made or changed."""
        return [item for item in self.items if item.step is not Step.SAME]

    @property
    def same_count(self) -> int:
        """How many are stored as the file says."""
        return len(self.items) - len(self.to_write)

    @property
    def refused_rows(self) -> frozenset[int]:
        """The numbers of the rows that cannot be imported."""
        return frozenset(problem.row for problem in self.problems)


class StoredAddresses:
    """What ``site`` answers with, read in three queries however many addresses are asked for."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.root_url: str = site.root_url
        name = site.hostname.removeprefix("www.")
        self.hosts = frozenset({site.hostname, name, f"www.{name}"})
        self.pages = dict(_page_paths(site))
        self.paths = {pk: path for path, pk in self.pages.items()}
        self.redirects = {
            redirect.old_path: redirect
            for redirect in Redirect.get_for_site(site).order_by(F("site").asc(nulls_first=True))
        }
        self.gone = set(GoneAddress.objects.filter(site=site).values_list("path", flat=True))
        self.answers = cache(self._answers)

    def normalized(self, address: str) -> str:
        """Return a path with its query as redirects store it, by Wagtail's own rule."""
        path: str = Redirect.normalise_path(address)
        return path

    def page_at(self, path: str) -> int | None:
        """Return the live page at the normalized ``path``."""
        return self.pages.get(path)

    def is_gone(self, path: str) -> bool:
        """Return whether somebody took the page there down for good."""
        return path in self.gone

    def redirected(self, path: str) -> Target | None:
        """Return where the stored redirect from ``path`` leads."""
        redirect = self.redirects.get(path)
        return None if redirect is None else stored_target(redirect)

    def shown(self, target: Target) -> str:
        """Return ``target`` as an address; a page's with a slash at its end."""
        if target.page is None:
            return target.link.removeprefix(self.root_url) or "/"
        path = self.paths.get(target.page, "")
        return f"{path.rstrip('/')}/" if path else ""

    def _answers(self, path: str) -> bool:
        """Return whether a view other than Wagtail's pages stands at ``path``."""
        for variant in (path, f"{path.rstrip('/')}/"):
            try:
                with translation.override(language_of(variant)):
                    view = resolve(variant)
            except Resolver404:
                continue
            if view.func is not serve and view.url_name != "wagtail_serve":
                return True
        return False


def stored_target(redirect: Redirect) -> Target:
    """Return where a stored redirect leads."""
    if redirect.redirect_page_id and not redirect.redirect_page_route_path:
        return Target(page=redirect.redirect_page_id)
    return Target(link=redirect.link or "")


def read_file(
    name: str, source: BinaryIO, size: int
) -> tuple[list[RedirectRow], list[Problem], list[list[str]]]:
    """Return the rows of a file as redirects, what is wrong in them, and as they stand there.

    Raises ``TableFileError`` with the remedy for a file that cannot be read.
    """
    rows = list(read_rows(name, source, size, columns=NAMES))
    redirects, problems = read_redirects(rows)
    return redirects, problems, rows


def plan_redirects(
    *, rows: list[RedirectRow], unreadable: list[Problem], site: Site
) -> RedirectPlan:
    """Return what an import of ``rows`` would do; ``unreadable`` are the problems of other rows."""
    stored = StoredAddresses(site)
    table = settle(rows, stored)
    items = [_item(row, stored) for row in table.rows]
    items += _straightened({item.path: item for item in items}, stored)
    problems = sorted([*unreadable, *table.problems], key=lambda problem: problem.row)
    return RedirectPlan(items=tuple(items), problems=tuple(problems), repeated=table.repeated)


def _item(row: RedirectRow, stored: StoredAddresses) -> RedirectItem:
    redirect = stored.redirects.get(row.path)
    before, step = "", Step.CREATE
    if redirect is not None:
        before = stored.shown(stored_target(redirect))
        is_same = (stored_target(redirect), redirect.is_permanent) == (row.target, row.is_permanent)
        # Wagtail replaces those that it made by itself, when a page changes its address.
        step = Step.SAME if is_same and not redirect.automatically_created else Step.CHANGE
    return RedirectItem(
        row=row.number,
        path=row.path,
        step=step,
        target=row.target,
        is_permanent=row.is_permanent,
        shown=stored.shown(row.target),
        before=before,
        note=row.note,
        redirect=redirect.pk if redirect else None,
    )


def _straightened(
    items: dict[str, RedirectItem], stored: StoredAddresses
) -> Iterator[RedirectItem]:
    """Yield stored redirects that lead to an address of the file: they lead to its target now."""
    for path, redirect in stored.redirects.items():
        link = redirect.redirect_link
        if path in items or not link or redirect.redirect_page_id:
            continue
        parts = urlsplit(link)
        if parts.hostname and parts.hostname not in stored.hosts:
            continue
        led_to = items.get(stored.normalized(link))
        if led_to is not None and led_to.target != Target(link=path):
            yield RedirectItem(
                row=0,
                path=path,
                step=Step.CHANGE,
                target=led_to.target,
                is_permanent=redirect.is_permanent,
                shown=led_to.shown,
                before=link,
                note=f"straight on, past {led_to.path}",
                redirect=redirect.pk,
            )


def _page_paths(site: Site) -> Iterator[tuple[str, int]]:
    for home in homes(site):
        is_first = home.pk == site.root_page_id
        language = settings.LANGUAGE_CODE if is_first else home.locale.language_code
        start = path_in(language, "wagtail_serve", "")
        pages = Page.objects.live().descendant_of(home, inclusive=True)
        for pk, url_path in pages.values_list("pk", "url_path").order_by("path"):
            yield Redirect.normalise_path(f"{start}{url_path.removeprefix(home.url_path)}"), pk


def rejected_rows(plan: RedirectPlan, rows: list[list[str]]) -> Iterator[bytes]:
    """Yield the rows of the file that cannot be imported as CSV, with what is wrong in each."""
    messages: dict[int, list[str]] = {}
    for problem in plan.problems:
        messages.setdefault(problem.row, []).append(str(problem))
    keep = [number for number, name in enumerate(rows[0]) if name.strip().lower() != PROBLEM]
    table = [[*(rows[0][number] for number in keep), PROBLEM]]
    for number, texts in messages.items():
        cells = rows[number - 1]
        kept = [cells[column] if column < len(cells) else "" for column in keep]
        table.append([*kept, " ".join(texts)])
    return write_csv(table)


def exported_redirects(site: Site) -> Iterator[bytes]:
    """Yield every redirect of ``site`` as CSV that an import takes back without a change."""
    stored = StoredAddresses(site)
    rows = [
        [path, stored.shown(stored_target(redirect)), "yes" if redirect.is_permanent else "no"]
        for path, redirect in sorted(stored.redirects.items())
    ]
    return write_csv([list(COLUMNS), *rows])
