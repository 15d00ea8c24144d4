"""Whether a property's value is what the vocabulary allows, and whether it is fit to publish."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from seo.structured_data_questions import ANSWER_TAGS
from tests.seo.vocabulary import ENUMERATIONS

E164 = re.compile(r"\+1\d{10}|\+(?!1)[2-9]\d{6,13}")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d")
COUNTRY = re.compile(r"[A-Z]{2}")
PLACEHOLDER = re.compile(
    r"\{\{?\s*\w+\s*\}?\}|\bTODO\b|\blorem ipsum\b|^\W*$|^(none|null|undefined|nan|n/a|tbd)$",
    re.IGNORECASE,
)
PRICE_RANGE_LIMIT = 100
SCHEMA = "https://schema.org/"


def is_address(value: Any) -> bool:
    """Tell whether this is an absolute web address."""
    if not isinstance(value, str) or re.search(r"\s", value):
        return False
    parts = urlsplit(value)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def is_date(value: Any) -> bool:
    """Tell whether this is a day like "2026-11-22"."""
    return _parses(date.fromisoformat, value) and len(value) == len("2026-11-22")


def is_moment(value: Any) -> bool:
    """Tell whether this is a date and time with its zone."""
    return _parses(datetime.fromisoformat, value) and (
        datetime.fromisoformat(value).utcoffset() is not None
    )


def is_time(value: Any) -> bool:
    """Tell whether this is a time like "08:30:00"."""
    return isinstance(value, str) and TIME.fullmatch(value) is not None


def is_number(value: Any) -> bool:
    """Tell whether this is a number and not a boolean."""
    return isinstance(value, int | float) and not isinstance(value, bool)


KINDS: dict[str, Callable[[Any], bool]] = {
    "Boolean": lambda value: isinstance(value, bool),
    "Date": is_date,
    "DateTime": is_moment,
    "Integer": lambda value: is_number(value) and isinstance(value, int),
    "Number": is_number,
    "Text": lambda value: isinstance(value, str),
    "Time": is_time,
    "URL": is_address,
}


def fits(value: Any, kind: str) -> bool:
    """Tell whether a plain value, not a node, is of the kind; a type of nodes fits none."""
    if kind in ENUMERATIONS:
        return value in {SCHEMA + member for member in ENUMERATIONS[kind]}
    return kind in KINDS and KINDS[kind](value)


def value_problems(name: str, value: Any) -> Iterator[str]:
    """Yield what is wrong with a plain value, whatever its kind."""
    if value is None:
        yield f"{name} is null"
    elif value == "" or value == [] or value == {}:
        yield f"{name} is empty"
    elif isinstance(value, str) and PLACEHOLDER.search(value):
        yield f"{name} is a placeholder: {value!r}"
    elif name == "telephone" and not E164.fullmatch(str(value)):
        yield f"telephone is not E.164: {value!r}"
    elif name == "addressCountry" and not COUNTRY.fullmatch(str(value)):
        yield f"addressCountry is not a country code: {value!r}"
    elif name == "priceRange" and len(str(value)) >= PRICE_RANGE_LIMIT:
        yield "priceRange has 100 characters or more"


def answer_problems(html: str) -> Iterator[str]:
    """Yield what an answer's HTML must not have."""
    reader = _AnswerReader()
    reader.feed(html)
    reader.close()
    yield from reader.problems


def answer_text(html: str) -> str:
    """Return an answer's text without its tags."""
    reader = _AnswerReader()
    reader.feed(html)
    reader.close()
    return reader.text


class _AnswerReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ANSWER_TAGS:
            self.problems.append(f"an answer has the tag {tag}")
        for name, value in attrs:
            if (tag, name) != ("a", "href"):
                self.problems.append(f"an answer has the attribute {name} on {tag}")
            elif not urlsplit(value or "").scheme:
                self.problems.append(f"an answer has a link that is not absolute: {value!r}")

    def handle_data(self, data: str) -> None:
        self.text += data


def _parses(parse: Callable[[str], Any], value: Any) -> bool:
    try:
        parse(value)
    except (TypeError, ValueError):
        return False
    return True
