"""A table of redirects from an old site: reading its rows, and settling where each leads.

Pure. Where an address of this site leads is asked of :class:`SiteAddresses`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

from operations.tables.problems import Problem, TableFileError, shortened

OLD, NEW, PERMANENT, PROBLEM = "old", "new", "permanent", "problem"
COLUMNS: Mapping[str, str] = {
    OLD: "The address on the old site, from the first slash on. Example: /migraine.html.",
    NEW: "Where its visitors go: an address of this site, or an https:// address elsewhere. "
    "Example: /faq/ketamine-for-migraine/.",
    PERMANENT: "yes or no; empty means yes. Example: yes.",
}
OTHER_NAMES = {
    "from": OLD,
    "old_path": OLD,
    "old path": OLD,
    "old url": OLD,
    "redirect from": OLD,
    "source": OLD,
    "to": NEW,
    "new url": NEW,
    "redirect to": NEW,
    "redirect_link": NEW,
    "target": NEW,
}
"""What other systems call these columns, Wagtail's own export among them."""
NAMES = frozenset({*COLUMNS, *OTHER_NAMES, PROBLEM})

MAX_ROWS = 20_000
MAX_ADDRESS = 255
OWN_TREES = ("/admin", "/documents", "/media", "/static")
_YES, _NO = {"", "yes", "y", "true", "1", "permanent", "301"}, {"no", "n", "false", "0", "302"}


class RowError(Exception):
    """A cell cannot be taken; the message says what to write."""

    def __init__(self, column: str, message: str) -> None:
        self.column = column
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a redirect leads: a page of this site, or an address as it is typed."""

    page: int | None = None
    link: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RedirectRow:
    """A row of the file; ``path`` and ``target`` are what it comes to, once that is settled."""

    number: int
    old: str
    new: str
    is_permanent: bool = True
    path: str = ""
    target: Target = field(default_factory=Target)
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SettledTable:
    """The rows that can be redirects, each with its final target, and what is wrong in others.

    ``repeated`` counts rows that say what another row says.
    """

    rows: tuple[RedirectRow, ...]
    problems: tuple[Problem, ...]
    repeated: int


class SiteAddresses(Protocol):
    """What this site answers with."""

    hosts: frozenset[str]
    root_url: str

    def normalized(self, address: str) -> str:
        """Return a path with its query as redirects store it."""

    def page_at(self, path: str) -> int | None:
        """Return the live page at the normalized ``path``."""

    def answers(self, path: str) -> bool:
        """Return whether something other than a page answers there."""

    def is_gone(self, path: str) -> bool:
        """Return whether somebody took the page there down for good."""

    def redirected(self, path: str) -> Target | None:
        """Return where a redirect that is stored leads from ``path``."""


def read_redirects(rows: Iterable[Sequence[str]]) -> tuple[list[RedirectRow], list[Problem]]:
    """Return the rows of a file, the first of which names the columns, and what is wrong in them.

    Raises :class:`TableFileError` for a file without these columns or with too many rows, and
    whatever reading ``rows`` raises.
    """
    numbered = enumerate(rows, start=1)
    header = _header(next(numbered, (1, ()))[1])
    found: list[RedirectRow] = []
    problems: list[Problem] = []
    for number, cells in numbered:
        if number > MAX_ROWS + 1:
            raise TableFileError(
                f"The file has more than {MAX_ROWS:,} rows. Split it into several files."
            )
        if any(cell.strip() for cell in cells):
            named = dict(zip(header, (cell.strip() for cell in cells), strict=False))
            try:
                found.append(_row(number, named))
            except RowError as error:
                problems.append(_problem(number, named, error))
    return found, problems


def _header(cells: Sequence[str]) -> tuple[str, ...]:
    names = tuple(OTHER_NAMES.get(name, name) for name in (cell.strip().lower() for cell in cells))
    for name in names:
        if name and names.count(name) > 1:
            raise TableFileError(f"Two columns of the first row mean “{name}”. Take one away.")
        if name and name not in NAMES:
            close = get_close_matches(name, NAMES, n=1)
            hint = f" Did you mean “{close[0]}”?" if close else ""
            raise TableFileError(
                f"There is no column “{shortened(name)}”.{hint} Name them old, new and permanent."
            )
    for name in (OLD, NEW):
        if name not in names:
            raise TableFileError(
                f"The first row has to name the columns “old” and “new”, and has no “{name}”."
            )
    return names


def _row(number: int, cells: Mapping[str, str]) -> RedirectRow:
    for column in (OLD, NEW):
        text = cells.get(column, "")
        if not text:
            raise RowError(column, f"Write an address. {COLUMNS[column]}")
        if any(character.isspace() or not character.isprintable() for character in text):
            raise RowError(column, "No address has spaces or invisible characters in it.")
    answer = cells.get(PERMANENT, "").lower()
    if answer not in _YES | _NO:
        raise RowError(PERMANENT, "Write yes or no.")
    return RedirectRow(number=number, old=cells[OLD], new=cells[NEW], is_permanent=answer in _YES)


def settle(rows: Sequence[RedirectRow], site: SiteAddresses) -> SettledTable:
    """Return each row with its path and its final target; chains are made straight.

    A row is a problem when its old address cannot be redirected, when another row sends it
    elsewhere, or when its new one leads nowhere or in a circle.
    """
    problems: list[Problem] = []
    by_path: dict[str, RedirectRow] = {}
    repeated = 0
    for row in rows:
        try:
            path = _old_path(row.old, site)
            first = by_path.get(path)
            if first is None:
                by_path[path] = replace(row, path=path)
            elif (first.new, first.is_permanent) == (row.new, row.is_permanent):
                repeated += 1
            else:
                raise RowError(OLD, f"Row {first.number} sends this address elsewhere. Keep one.")
        except RowError as error:
            problems.append(_problem(row.number, {OLD: row.old, NEW: row.new}, error))
    settled: list[RedirectRow] = []
    for row in by_path.values():
        try:
            target, note = _final_target(row, by_path, site)
            settled.append(replace(row, target=target, note=note))
        except RowError as error:
            problems.append(_problem(row.number, {OLD: row.old, NEW: row.new}, error))
    problems.sort(key=lambda problem: problem.row)
    return SettledTable(rows=tuple(settled), problems=tuple(problems), repeated=repeated)


def _old_path(address: str, site: SiteAddresses) -> str:
    parts = _split(OLD, address)
    if parts.scheme or parts.netloc:
        if parts.scheme not in ("http", "https") or parts.hostname not in site.hosts:
            raise RowError(
                OLD,
                "It names another host than this site's. Write it from the first slash on, if "
                "that host leads here.",
            )
    elif not address.startswith("/"):
        raise RowError(OLD, "An address begins with a slash. Example: /migraine.html.")
    if parts.fragment:
        raise RowError(OLD, "Browsers keep what follows # to themselves. Leave it away.")
    path = site.normalized(address)
    if len(path) > MAX_ADDRESS:
        raise RowError(OLD, f"It is longer than {MAX_ADDRESS} characters.")
    _check_free(path.partition("?")[0], site)
    return path


def _check_free(path: str, site: SiteAddresses) -> None:
    """Raise :class:`RowError` where the site itself answers, so that nobody would be sent on."""
    if path == "/" or any(path == tree or path.startswith(f"{tree}/") for tree in OWN_TREES):
        raise RowError(OLD, "This address belongs to the site itself and cannot be redirected.")
    if site.page_at(path) is not None or site.answers(path):
        raise RowError(OLD, "A page of this site stands at this address: nobody would be sent on.")
    if site.is_gone(path):
        raise RowError(OLD, "Somebody took this address down for good: it says so to visitors.")


def _final_target(
    row: RedirectRow, by_path: Mapping[str, RedirectRow], site: SiteAddresses
) -> tuple[Target, str]:
    new, seen = row.new, [row.path]
    while True:
        target, path = _target(new, site)
        if target is not None:
            break
        if path in seen:
            raise RowError(NEW, f"It leads in a circle: {' → '.join([*seen, path])}.")
        seen.append(path)
        if path in by_path:
            new = by_path[path].new
        elif (stored := site.redirected(path)) is not None:
            if stored.page is not None:
                target = stored
                break
            new = stored.link
        else:
            raise RowError(NEW, f"There is no page at {shortened(path)} on this site.")
    note = f"straight on, past {', '.join(seen[1:])}" if len(seen) > 1 else ""
    return target, shortened(note, 200)


def _target(address: str, site: SiteAddresses) -> tuple[Target | None, str]:
    """Return the target that ``address`` is; None, and its path, if nothing answers there."""
    parts = _split(NEW, address)
    if (parts.scheme or parts.netloc) and parts.hostname not in site.hosts:
        return _elsewhere(address, parts), ""
    if not parts.scheme and not address.startswith("/"):
        raise RowError(NEW, "An address of this site begins with a slash. Example: /faq/.")
    local = parts._replace(scheme="", netloc="").geturl() or "/"
    path = site.normalized(parts.path or "/")
    page = site.page_at(path)
    if page is not None and not (parts.query or parts.fragment):
        return Target(page=page), path
    if page is not None or site.answers(path):
        return _short_enough(Target(link=f"{site.root_url}{local}")), path
    return None, site.normalized(local.partition("#")[0])


def _elsewhere(address: str, parts: SplitResult) -> Target:
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise RowError(NEW, "Write an address of this site, or one that begins with https://.")
    if parts.scheme != "https":
        raise RowError(NEW, "Addresses elsewhere begin with https://.")
    return _short_enough(Target(link=address))


def _short_enough(target: Target) -> Target:
    if len(target.link) > MAX_ADDRESS:
        raise RowError(NEW, f"It is longer than {MAX_ADDRESS} characters.")
    return target


def _split(column: str, address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port, parts.hostname
    except ValueError:
        raise RowError(column, "This is no address.") from None
    if address.startswith("//") or "\\" in address:
        raise RowError(column, "This is no address. One slash begins it, or https://.")
    return parts


def _problem(number: int, cells: Mapping[str, str], error: RowError) -> Problem:
    return Problem(number, error.column, shortened(cells.get(error.column, "")), str(error))
