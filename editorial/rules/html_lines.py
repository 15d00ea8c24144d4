"""Reading HTML from anywhere into lines: Word's, Google Docs', a web page's."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser

import nh3

from editorial.rules.document_lines import Cell, Line, LineKind, Run, cut, tidy_runs
from editorial.rules.import_limits import MAX_CHARACTERS, MAX_DEPTH, MAX_ELEMENTS, DocumentError
from editorial.rules.links import page_address, usable_address

HEADINGS = {f"h{level}": level for level in range(1, 7)} | {"dt": 7, "summary": 7}
BLOCKS = {
    *HEADINGS, "p", "div", "blockquote", "pre", "section", "article", "header", "footer", "main",
    "aside", "nav", "ul", "ol", "li", "dl", "dd", "table", "tr", "td", "th", "caption", "details",
    "figure", "figcaption", "hr", "address", "form", "fieldset",
}  # fmt: skip
INLINE = {"a", "b", "strong", "i", "em", "span", "br", "img"}
WITHOUT_CONTENT = {
    "script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math",
    "textarea", "select", "button", "audio", "video",
}  # fmt: skip
STYLED = ("span", "p", "li", "b", "i", "a", "td", "th", "div", *HEADINGS)
ATTRIBUTES = {
    **{tag: {"style", "class"} for tag in STYLED},
    "a": {"href", "name", "id", "linktype", "style", "class"},
    "ul": {"class"},
    "ol": {"class"},
    "li": {"id", "style", "class"},
}
SCHEMES = {"http", "https", "mailto", "tel"}

_RULE = re.compile(r"\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}")
_BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00|normal|[1-5]00)")
_ITALIC = re.compile(r"font-style\s*:\s*(italic|normal)")
_LIST_DEPTH = re.compile(r"\blst-kix_\S+-(\d)\b")
_NOTE_MARK = re.compile(r"^#(ftnt|cmnt|_ftn|_edn|_msocom|footnote-|endnote-|comment-)\w*\d$")
_NOTE = re.compile(r"^#(ftnt_ref|cmnt_ref|_ftnref|_ednref|footnote-ref|endnote-ref|comment-ref)")
_NOTE_ITEM = re.compile(r"^(footnote|endnote|comment)-\d+$")
_STYLE_SHEET = re.compile(r"<style\b[^>]{0,300}>([^<]*)", re.IGNORECASE)
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{1,100},[^\"'\s>)]*", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,30})")
# What ends by itself when the next one begins, and what has no end.
_OPEN_ENDED = {
    "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "html", "head",
    "body",
}  # fmt: skip
_EMPTY = {
    "br", "img", "hr", "meta", "link", "input", "col", "wbr", "base", "area", "source", "embed",
}  # fmt: skip
_BULLET = re.compile(r"^[•·▪◦‣●○■\u2013]\s+(?=\S)")


def read_html(html: str) -> list[Line]:
    """Return the lines of ``html``, whatever it is; scripts, styles and comments are left out.

    Raises :class:`DocumentError` for more than can be read in a moment.
    """
    html = _EMBEDDED.sub("", html)
    if len(html) > MAX_CHARACTERS:
        raise DocumentError(
            f"The document has more than {MAX_CHARACTERS:,} characters. Split it into several and "
            "import one after the other."
        )
    _check_elements(html)
    looks = _style_sheet(html)
    clean = nh3.clean(
        html,
        tags=BLOCKS | INLINE,
        clean_content_tags=WITHOUT_CONTENT,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    # Python's reader alone takes minutes for a few hundred kilobytes of unfinished tags; what
    # comes out of nh3 is well formed.
    reader = _LineReader(looks)
    reader.feed(clean)
    reader.close()
    reader.end_line()
    return reader.lines


def _check_elements(html: str) -> None:
    """Refuse elements so many, or nested so deeply, that no person wrote them."""
    open_tags: list[str] = []
    tags = _TAG.findall(html)
    if len(tags) > 2 * MAX_ELEMENTS:
        raise DocumentError(
            "The document has too many parts to be read at once. Split it into several and import "
            "one after the other."
        )
    for end, name in tags:
        name = name.lower()
        if name in _OPEN_ENDED or name in _EMPTY:
            continue
        if not end:
            open_tags.append(name)
        elif name in open_tags:
            while open_tags.pop() != name:
                pass
        if len(open_tags) > MAX_DEPTH:
            raise DocumentError(
                "The document is nested too deeply to be read. Copy its text into an empty Word "
                "document and import that."
            )


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool | None = None
    italic: bool | None = None


def _look(style: str) -> _Look:
    bold, italic = _BOLD.search(style), _ITALIC.search(style)
    return _Look(
        bold and (bold[1] == "bold" or bold[1] >= "600") and bold[1] != "normal",
        italic and italic[1] == "italic",
    )


def _style_sheet(html: str) -> dict[str, _Look]:
    """Return what each class of the document's own style sheet looks like."""
    sheets = " ".join(_STYLE_SHEET.findall(html))
    return {name: _look(style) for name, style in _RULE.findall(sheets)}


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is open, with what holds inside it."""

    tag: str = ""
    bold: bool = False
    italic: bool = False
    href: str = ""
    heading: int = 0
    lists: int = 0
    is_ordered: bool = False
    in_item: bool = False
    is_note: bool = False
    is_mark: bool = False
    tables: int = 0


class _LineReader(HTMLParser):
    """Cuts well-formed HTML into lines."""

    def __init__(self, looks: dict[str, _Look]) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._looks = looks
        self._stack = [_Open()]
        self._runs: list[Run] = []
        self._counts = {"pictures": 0, "notes": 0, "lost_links": 0}
        self._starts = True
        self._was_break = False
        self._is_note = False
        self._where = 0
        self._table, self._row, self._column = -1, -1, -1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._break_line()
            return
        if tag == "img":
            self._counts["pictures"] += 1
            return
        if tag in BLOCKS:
            self.end_line()
            # The second paragraph of an item is part of the item.
            self._starts = tag == "li" or not self._stack[-1].in_item
        if tag == "hr":
            return
        self._enter_table(tag)
        self._stack.append(self._opened(tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_line()
        if len(self._stack) > 1 and self._stack[-1].tag == tag:
            self._stack.pop()
        if tag in BLOCKS:
            self._starts = not self._stack[-1].in_item

    def handle_data(self, data: str) -> None:
        here = self._stack[-1]
        if here.is_note:
            self._is_note = True
        if here.is_mark or not data:
            return
        self._runs.append(Run(data, here.bold, here.italic, here.href))

    def end_line(self) -> None:
        """Store what has been read since the last end of a line."""
        runs = tidy_runs(self._runs)
        if runs or any(self._counts.values()):
            self._lines_add(runs)
        self._runs = []
        self._counts = dict.fromkeys(self._counts, 0)
        self._is_note = self._was_break = False

    def _lines_add(self, runs: tuple[Run, ...]) -> None:
        here = self._stack[-1]
        self._where += self._starts
        kind, level = LineKind.PARAGRAPH, 0
        if self._is_note:
            kind = LineKind.NOTE
        elif here.heading:
            kind, level = LineKind.HEADING, here.heading
        elif here.in_item:
            kind, level = LineKind.ITEM, max(here.lists, 1)
        cell = Cell(self._table, self._row, self._column) if here.tables else None
        line = Line(
            runs=runs,
            where=max(self._where, 1),
            kind=kind,
            level=level,
            is_ordered=here.is_ordered,
            starts=self._starts,
            cell=cell,
            **self._counts,
        )
        self.lines.append(bulleted(line))

    def _break_line(self) -> None:
        if self._was_break and not "".join(run.text for run in self._runs).strip():
            self._starts = not self._stack[-1].in_item
            return
        had_text = bool(tidy_runs(self._runs))
        self.end_line()
        self._was_break = True
        if had_text:
            self._starts = False

    def _enter_table(self, tag: str) -> None:
        depth = self._stack[-1].tables
        if tag == "table" and depth == 0:
            self._table, self._row, self._column = self._table + 1, -1, -1
        elif tag == "tr" and depth == 1:
            self._row, self._column = self._row + 1, -1
        elif tag in ("td", "th") and depth == 1:
            self._column += 1

    def _opened(self, tag: str, attributes: dict[str, str]) -> _Open:
        opened = replace(self._stack[-1], tag=tag)
        opened = self._look_applied(opened, tag, attributes)
        if tag in HEADINGS:
            opened = replace(opened, heading=HEADINGS[tag], bold=False)
        elif tag in ("ul", "ol"):
            depth = _LIST_DEPTH.search(attributes.get("class", ""))
            lists = max(opened.lists + 1, int(depth[1]) + 1 if depth else 0)
            opened = replace(opened, lists=lists, is_ordered=tag == "ol", in_item=False)
        elif tag == "li":
            is_note = bool(_NOTE_ITEM.match(attributes.get("id", "")))
            opened = replace(opened, in_item=True, is_note=is_note)
        elif tag == "table":
            opened = replace(opened, tables=opened.tables + 1)
        elif tag == "a":
            opened = self._link_applied(opened, attributes)
        return opened

    def _look_applied(self, opened: _Open, tag: str, attributes: dict[str, str]) -> _Open:
        bold = opened.bold or tag in ("b", "strong", "th")
        italic = opened.italic or tag in ("i", "em")
        looks = [self._looks[name] for name in attributes.get("class", "").split()
                 if name in self._looks]  # fmt: skip
        for look in [*looks, _look(attributes.get("style", ""))]:
            bold = bold if look.bold is None else look.bold
            italic = italic if look.italic is None else look.italic
        return replace(opened, bold=bold, italic=italic)

    def _link_applied(self, opened: _Open, attributes: dict[str, str]) -> _Open:
        if attributes.get("linktype") == "page":
            return replace(opened, href=page_address(attributes.get("id", "")))
        address = attributes.get("href", "")
        if _NOTE.match(address):
            self._is_note = True
            return replace(opened, is_mark=True)
        if _NOTE_MARK.match(address):
            self._counts["notes"] += 1
            return replace(opened, is_mark=True)
        href = usable_address(address)
        is_target = "name" in attributes or "id" in attributes or address.startswith("#")
        if not href and not is_target:
            self._counts["lost_links"] += 1
        return replace(opened, href=href)


def bulleted(line: Line) -> Line:
    """Return a paragraph that begins with a bullet as the item of a list."""
    bullet = _BULLET.match(line.text)
    if line.kind != LineKind.PARAGRAPH or not bullet:
        return line
    return replace(cut(line, bullet.end()), kind=LineKind.ITEM, level=1, starts=True)
