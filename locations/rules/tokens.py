"""Tokens such as ``{place}`` in shared text: which there are, and how they are filled in.

``{county|the county}`` has a fallback, for a place where the value is missing. Without a fallback
the sentence is left out there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from editorial.rules.rich_text import Kind, Piece, split_markup
from editorial.rules.sentences import LINE_BREAK, STAND_IN
from locations.rules.incomplete_sentences import (
    Atom,
    drop_emptied_elements,
    drop_incomplete_sentences,
)


@dataclass(frozen=True, slots=True)
class TokenProblem:
    """What is wrong with a token; ``token`` and ``suggestion`` are as written, with braces.

    ``message`` can be shown to an editor.
    """

    token: str
    suggestion: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Token:
    """A token as the editor's list shows it."""

    name: str
    description: str
    example: str


TOKENS: tuple[Token, ...] = (
    Token("place", "The place that the page is about.", "Palo Alto"),
    Token("place_kind", "What kind of place it is.", "city"),
    Token("state", "The place's state.", "California"),
    Token("state_code", "The state's two letters.", "CA"),
    Token("county", "The place's county, with the word County.", "Santa Clara County"),
    Token("zip_codes", "The place's ZIP codes.", "94301, 94303, 94304 and 94306"),
    Token(
        "distance_miles",
        "Straight-line miles to the clinic. Without a value where the clinic is in the place.",
        "4",
    ),
    Token("clinic_name", "The clinic's name.", "Bay Area Ketamine Center"),
    Token("clinic_phone", "The clinic's phone number.", "(650) 555-0142"),
    Token("clinic_email", "The clinic's e-mail address.", "hello@clinic.example"),
    Token(
        "clinic_address", "The address on one line.", "746 Altos Oaks Drive, Los Altos, CA 94024"
    ),
    Token("clinic_street", "Number and street of the clinic.", "746 Altos Oaks Drive"),
    Token("clinic_city", "The city where the clinic is.", "Los Altos"),
    Token("clinic_state_code", "The two letters of the clinic's state.", "CA"),
    Token("clinic_zip_code", "The clinic's ZIP code.", "94024"),
    Token("price_range", "What treatments cost, as in the clinic facts.", "$400 to $900"),
    Token("treatment", "The treatment that the shared text is about.", "Ketamine for migraine"),
    Token("condition", "What the treatment is given for.", "migraine"),
    Token("how_given", "How the treatment is given.", "intravenous infusion"),
    Token("session_length", "How long one visit takes.", "3 to 5 hours"),
    Token("observation", "How long somebody stays to be observed.", "about 60 minutes"),
    Token("treatment_price", "What one session of the treatment costs.", "$600"),
)
# What people write when they mean a token with another name.
ALIASES = {
    "address": "clinic_address",
    "area": "place",
    "city": "place",
    "cost": "treatment_price",
    "distance": "distance_miles",
    "email": "clinic_email",
    "location": "place",
    "miles": "distance_miles",
    "phone": "clinic_phone",
    "price": "treatment_price",
    "street": "clinic_street",
    "town": "place",
    "zip": "zip_codes",
}
TOKEN_NAMES = frozenset(token.name for token in TOKENS)
EXAMPLES = {token.name: token.example for token in TOKENS}

_TOKEN = re.compile(r"\{(?P<name>[a-z][a-z0-9_]*)(?:\|(?P<fallback>[^{}\n]*))?\}")
_LOOKS_LIKE_TOKEN = re.compile(r"\{\s*[A-Za-z]\w*\s*(?:\|[^{}]*)?\}")

_BRACES = re.compile(r"(?P<open>\{+)(?P<body>[^{}\n]*)(?P<close>\}*)|\b(?P<stray>[A-Za-z]\w*)\s*\}")
_FIRST_WORD = re.compile(r"(?<=\{)\w+|^\w+")
_WORDS = re.compile(r"[A-Za-z][\w\s-]*")
# Stands for bold, italics or a link among the text, where problems are looked for.
_FORMATTING = "\ufdd0"
SIGNS = {Kind.LINE_BREAK: LINE_BREAK, Kind.OBJECT: STAND_IN}

Values = Mapping[str, str | None]


def find_problems(text: str) -> list[TokenProblem]:
    """Return what is wrong with the tokens of a plain or rich text, in order, each thing once.

    Braces around anything that cannot be meant as a token are no problem.
    """
    pieces = split_markup(text)
    found_in_tags = [
        _in_tag_problem(found[0])
        for piece in pieces
        if piece.kind is not Kind.TEXT
        for found in _LOOKS_LIKE_TOKEN.finditer(piece.raw)
    ]
    found_in_text = [_problem(found) for found in _BRACES.finditer(_readable(pieces))]
    return list(dict.fromkeys(problem for problem in found_in_text + found_in_tags if problem))


def token_examples(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start and end of each known token in plain ``text``, and an example of what it says."""
    for found in _TOKEN.finditer(text):
        if found["name"] in EXAMPLES:
            yield found.start(), found.end(), EXAMPLES[found["name"]]


def fill_text(template: str, values: Values) -> str:
    """Return a plain ``template``, a title for example, with its tokens filled in.

    A sentence is left out when one of its tokens has neither value nor fallback; lines and the
    parts of "Title | Name" count as sentences. Unknown tokens stay as they are. The result is
    ``""`` when nothing is left.
    """
    if not _TOKEN.search(template):
        return template
    lines = (Piece(line, Kind.TEXT) for line in template.split("\n"))
    pieces = [part for line in lines for part in (Piece("\n", Kind.LINE_BREAK), line)][1:]
    return _fill(pieces, values, is_markup=False)


def fill_html(template: str, values: Values) -> str:
    """Return rich text as it is stored, with its tokens filled in; values are inserted as text.

    A sentence is left out when one of its tokens has neither value nor fallback, also where tags
    such as ``<b>`` or ``<a>`` cross it; so is an element that this leaves empty. All else stays
    byte for byte. Tokens in attributes, and unknown ones, stay as they are.
    """
    if not _TOKEN.search(template):
        return template
    pieces = [
        # A "<" that begins no tag must not begin one together with the value behind it.
        Piece(piece.raw.replace("<", "&lt;"), Kind.TEXT)
        if piece.kind is Kind.TEXT and _TOKEN.search(piece.raw)
        else piece
        for piece in split_markup(template)
    ]
    return _fill(pieces, values, is_markup=True)


def _fill(pieces: Iterable[Piece], values: Values, *, is_markup: bool) -> str:
    lines: list[list[Atom]] = [[]]
    for piece in pieces:
        if piece.kind is Kind.BLOCK_TAG:
            lines += [[Atom(piece.raw)], []]
        elif piece.kind is Kind.TEXT:
            lines[-1] += _text_atoms(piece.raw, values, is_markup)
        else:
            is_mark = piece.kind is Kind.CITATION
            lines[-1].append(Atom(piece.raw, SIGNS.get(piece.kind, ""), is_mark=is_mark))
    if not any(atom.is_missing for line in lines for atom in line):
        return "".join(atom.text for line in lines for atom in line)
    atoms: list[Atom] = []
    for line in lines:
        is_complete = not any(atom.is_missing for atom in line)
        atoms += line if is_complete else drop_incomplete_sentences(line, is_markup=is_markup)
    drop_emptied_elements(atoms)
    return "".join(atom.text for atom in atoms if atom.is_kept)


def _text_atoms(text: str, values: Values, is_markup: bool) -> Iterator[Atom]:
    position = 0
    for found in _TOKEN.finditer(text):
        if found.start() > position:
            yield Atom(text[position : found.start()], text[position : found.start()])
        filled = _filled(found, values, is_markup)
        yield Atom(filled or "", STAND_IN, is_missing=filled is None)
        position = found.end()
    if position < len(text):
        yield Atom(text[position:], text[position:])


def _filled(found: re.Match[str], values: Values, is_markup: bool) -> str | None:
    """Return what stands in place of a token, ``None`` when there is nothing to put there."""
    name = found["name"]
    if name not in values and name not in TOKEN_NAMES:
        return found[0]
    value = " ".join((values.get(name) or "").split())
    if not value:
        return (found["fallback"] or "").strip() or None
    if value.endswith(".") and found.string.startswith(".", found.end()):
        # "… 746 Altos Oaks Dr." at the end of a sentence has its full stop already.
        value = value.removesuffix(".")
    return html.escape(value, quote=False) if is_markup else value


def _readable(pieces: Iterable[Piece]) -> str:
    """Return the text that a reader sees, formatting marked; blocks and lines end with "\\n"."""
    parts = []
    for piece in pieces:
        if piece.kind is Kind.TEXT:
            parts.append(html.unescape(piece.raw))
        else:
            parts.append(_FORMATTING if piece.kind is Kind.INLINE_TAG else "\n")
    return "".join(parts)


def _problem(found: re.Match[str]) -> TokenProblem | None:
    """Judge one match of ``_BRACES``."""
    if found["stray"]:
        return _missing_brace(found)
    written, bar, fallback = found["body"].replace(_FORMATTING, "").partition("|")
    if not found["close"]:
        if bar and found.string.startswith("{", found.end()):
            message = "A token cannot stand inside another. Write plain words behind the bar."
            return TokenProblem("{" + written + bar + fallback, None, message)
        return _missing_brace(found)
    if not _WORDS.fullmatch(written.strip()):
        return None
    name = re.sub(r"[\s-]+", "_", written.strip()).lower()
    if name not in TOKEN_NAMES:
        return _unknown(written.strip(), name)
    right = "{" + (f"{name}|{fallback.strip()}" if fallback.strip() else name) + "}"
    fault = _fault(found, is_untidy=written != name, is_bar_idle=bool(bar) and "|" not in right)
    as_written = found[0].replace(_FORMATTING, "")
    return TokenProblem(as_written, right, fault.format(as_written, right)) if fault else None


def _fault(found: re.Match[str], *, is_untidy: bool, is_bar_idle: bool) -> str:
    """Return the message about a known token, to be completed with its wrong and right form."""
    before = re.sub(r"[^{}]", "", found.string[: found.start()])
    closing_braces = 2 if before.endswith("{") else 1
    if len(found["open"]) > 1 or len(found["close"]) > closing_braces:
        return "Write {1} with one brace on each side, instead of {0}."
    if _FORMATTING in found["body"]:
        return "Take bold, italics and links out of the braces of {1}."
    if is_untidy:
        return "Write {1}, in small letters and without spaces, instead of {0}."
    if is_bar_idle:
        return "There are no words behind the bar of {0}. Add some, or write {1}."
    return ""


def _missing_brace(found: re.Match[str]) -> TokenProblem | None:
    """Judge a word with a brace on one side only."""
    word = _FIRST_WORD.search(found[0])
    if word is None or word[0].lower() not in TOKEN_NAMES:
        return None
    shown = word[0] + "}" if found["stray"] else "{" + word[0]
    right = "{" + word[0].lower() + "}"
    return TokenProblem(shown, right, f"A brace is missing at {shown}. Write {right}.")


def _unknown(written: str, name: str) -> TokenProblem | None:
    words = written.lower().split()
    is_one_word = len(words) == 1
    near = get_close_matches(name, sorted(TOKEN_NAMES), n=1, cutoff=0.6 if is_one_word else 0.8)
    guess = ALIASES.get(name) or next(iter(near or TOKEN_NAMES.intersection(words[:1])), None)
    shown = "{" + written + "}"
    if guess is not None:
        right = "{" + guess + "}"
        return TokenProblem(shown, right, f"There is no token {shown}. Did you mean {right}?")
    if not is_one_word:
        return None
    message = f"There is no token {shown}. Choose one from the list of tokens."
    return TokenProblem(shown, None, message)


def _in_tag_problem(written: str) -> TokenProblem:
    message = f"{written} cannot stand in the address of a link. Put it in the text."
    return TokenProblem(written, None, message)
