"""Rows of a table of redirects, by tables: what is taken, what is not, and where each ends."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from wagtail.contrib.redirects.models import Redirect

from operations.tables.problems import TableFileError
from seo import redirect_table
from seo.redirect_table import RedirectRow, SettledTable, Target, read_redirects, settle

HEADER = ["old", "new"]


class Site:
    """A small site: two pages, a sitemap, one address taken down, two stored redirects."""

    hosts = frozenset({"clinic.example", "www.clinic.example"})
    root_url = "https://clinic.example"

    def normalized(self, address: str) -> str:
        path: str = Redirect.normalise_path(address)
        return path

    def page_at(self, path: str) -> int | None:
        return {"/": 1, "/faq": 2, "/contact": 3, "/español": 4}.get(path)

    def answers(self, path: str) -> bool:
        return path == "/sitemap.xml"

    def is_gone(self, path: str) -> bool:
        return path == "/closed"

    def redirected(self, path: str) -> Target | None:
        return {
            "/stored": Target(page=2),
            "/round": Target(link="https://clinic.example/a"),
        }.get(path)


def settled(*rows: tuple[str, str]) -> SettledTable:
    read, problems = read_redirects([HEADER, *map(list, rows)])
    assert problems == []
    return settle(read, Site())


def refusal(old: str, new: str) -> str:
    """Return what is said of the one row, which is refused."""
    read, problems = read_redirects([HEADER, [old, new]])
    table = settle(read, Site())
    assert table.rows == ()
    (problem,) = [*problems, *table.problems]
    assert problem.row == 2
    return problem.message


@pytest.mark.parametrize(
    ("old", "path"),
    [
        ("/a", "/a"),
        ("/a/", "/a"),
        ("/a.html?b=2&a=1", "/a.html?a=1&b=2"),
        ("https://www.clinic.example/a/", "/a"),
        ("http://clinic.example:80/a", "/a"),
        ("/caf%C3%A9", "/café"),
        ("/Migraine", "/Migraine"),
        ("/faq-old", "/faq-old"),
    ],
)
def test_an_old_address_is_stored_as_wagtail_looks_for_it(old: str, path: str) -> None:
    assert [row.path for row in settled((old, "/faq/")).rows] == [path]


@pytest.mark.parametrize(
    ("new", "target"),
    [
        ("/faq/", Target(page=2)),
        ("/faq", Target(page=2)),
        ("https://www.clinic.example/faq/", Target(page=2)),
        ("http://clinic.example", Target(page=1)),
        ("/", Target(page=1)),
        ("/espa%C3%B1ol/", Target(page=4)),
        ("/faq/#cost", Target(link="https://clinic.example/faq/#cost")),
        ("/faq/?q=1", Target(link="https://clinic.example/faq/?q=1")),
        ("/sitemap.xml", Target(link="https://clinic.example/sitemap.xml")),
        ("https://other.example/x?y=1#z", Target(link="https://other.example/x?y=1#z")),
        ("/stored", Target(page=2)),
    ],
)
def test_a_new_address_is_a_page_where_it_can_be(new: str, target: Target) -> None:
    assert [row.target for row in settled(("/a", new)).rows] == [target]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "/faq/", "Write an address"),
        ("/a", "", "Write an address"),
        ("a.html", "/faq/", "begins with a slash"),
        ("/a b", "/faq/", "spaces or invisible"),
        ("/a\u200bb", "/faq/", "spaces or invisible"),
        ("/a\x00", "/faq/", "spaces or invisible"),
        ("/a#b", "/faq/", "what follows #"),
        ("https://old.example/a", "/faq/", "another host"),
        ("ftp://clinic.example/a", "/faq/", "another host"),
        ("//old.example/a", "/faq/", "no address"),
        ("/\\old.example", "/faq/", "no address"),
        ("http://[bad/a", "/faq/", "no address"),
        ("/" + "a" * 255, "/faq/", "longer than 255"),
        ("/", "/faq/", "belongs to the site"),
        ("/admin/pages/", "/faq/", "belongs to the site"),
        ("/media", "/faq/", "belongs to the site"),
        ("/contact/", "/faq/", "A page of this site stands"),
        ("/contact/?a=1", "/faq/", "A page of this site stands"),
        ("/sitemap.xml", "/faq/", "A page of this site stands"),
        ("/closed", "/faq/", "took this address down"),
        ("/a", "faq", "begins with a slash"),
        ("/a", "/nowhere/", "There is no page at /nowhere"),
        ("/a", "http://other.example/", "begin with https://"),
        ("/a", "javascript:alert(1)", "Write an address of this site"),
        ("/a", "mailto:a@b.example", "Write an address of this site"),
        ("/a", "https://me@other.example/", "Write an address of this site"),
        ("/a", "//other.example/", "no address"),
        ("/a", "https://other.example/" + "a" * 255, "longer than 255"),
        ("/a", "/a/", "in a circle"),
        ("/a", "/round", "in a circle"),
        ("/a", "=HYPERLINK(1)", "begins with a slash"),
    ],
)
def test_a_row_that_cannot_be_is_named_with_its_reason(old: str, new: str, said: str) -> None:
    assert said in refusal(old, new)


def test_chains_are_made_straight_and_circles_are_named() -> None:
    table = settled(
        ("/a", "/b"), ("/b", "/c/"), ("/c", "/faq/"), ("/x", "/y"), ("/y", "/z"), ("/z", "/x")
    )
    assert {row.path: row.target for row in table.rows} == dict.fromkeys(
        ("/a", "/b", "/c"), Target(page=2)
    )
    assert table.rows[0].note == "straight on, past /b, /c"
    assert [problem.row for problem in table.problems] == [5, 6, 7]
    assert "/x → /y → /z → /x" in table.problems[0].message


def test_an_address_that_stands_twice_is_taken_once_or_named() -> None:
    table = settled(("/a", "/faq/"), ("/a/", "/faq/"), ("/a?", "/contact/"))
    assert [(row.path, row.target) for row in table.rows] == [("/a", Target(page=2))]
    assert table.repeated == 1
    (problem,) = table.problems
    assert (problem.row, "Row 2 sends this address elsewhere" in problem.message) == (4, True)


@pytest.mark.parametrize(
    ("answer", "is_permanent"), [("", True), ("YES", True), ("301", True), ("no", False)]
)
def test_a_redirect_is_permanent_unless_the_file_says_no(answer: str, is_permanent: bool) -> None:
    rows, _problems = read_redirects([[*HEADER, "permanent"], ["/a", "/faq/", answer]])
    assert [row.is_permanent for row in rows] == [is_permanent]


def test_another_answer_is_named() -> None:
    _rows, (problem,) = read_redirects([[*HEADER, "permanent"], ["/a", "/faq/", "perhaps"]])
    assert (problem.column, problem.message) == ("permanent", "Write yes or no.")


@pytest.mark.parametrize(
    "header",
    [["From", "To"], ["Redirect from", "Redirect to"], [" OLD ", "New URL", "problem"]],
)
def test_the_names_of_other_systems_are_understood(header: Sequence[str]) -> None:
    rows, problems = read_redirects([header, ["/a", "/faq/"], ["", ""], []])
    assert (rows, problems) == ([RedirectRow(number=2, old="/a", new="/faq/")], [])


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ([], "has no “old”"),
        (["old"], "has no “new”"),
        (["/a", "/b"], "There is no column “/a”"),
        (["old", "nwe"], "Did you mean “new”"),
        (["old", "from", "new"], "Two columns of the first row mean “old”"),
    ],
)
def test_a_file_without_these_columns_is_refused(header: Sequence[str], said: str) -> None:
    with pytest.raises(TableFileError, match=said):
        read_redirects([header, ["/a", "/b"]])


def test_a_file_with_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redirect_table, "MAX_ROWS", 2)
    assert len(read_redirects([HEADER, *[["/a", "/b"]] * 2])[0]) == 2
    with pytest.raises(TableFileError, match="more than 2 rows"):
        read_redirects([HEADER, *[["/a", "/b"]] * 3])
