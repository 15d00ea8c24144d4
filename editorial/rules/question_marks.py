"""How a line shows that it asks: its end, its first word, a "Q:" before it."""

from __future__ import annotations

import re

MAX_QUESTION = 200
"""Characters of a question in the library."""

ASKING_WORDS = frozenset({
    "am", "are", "aren't", "can", "can't", "could", "did", "didn't", "do", "does", "doesn't",
    "don't", "had", "has", "have", "how", "is", "isn't", "may", "might", "must", "shall",
    "should", "was", "were", "what", "what's", "when", "when's", "where", "where's", "which",
    "who", "who's", "whom", "whose", "why", "will", "won't", "would",
})  # fmt: skip

Q_PREFIX = re.compile(
    r"^(?:q|question)\s{0,3}(?:no\.?\s?)?\d{0,3}\s{0,3}[:.)\u2013\u2014-]\s*(?=\S)", re.I
)
A_PREFIX = re.compile(
    r"^(?:a|ans|answer)\s{0,3}\d{0,3}\s{0,3}[:)\u2013\u2014]\s*|^(?:a|answer)\.\s+", re.I
)
NUMBER = re.compile(r"^\(?\d{1,3}(?:[.):]|\s-)\s+(?=\S)")
ANSWER_INSIDE = re.compile(r"\?\s+(?:a|answer)\s{0,3}[:.]\s+(?=\S)", re.I)
_END = re.compile(r"\?[\s\"'”\u2019»)*]*$")
_WORD = re.compile(r"[\w\u2019']+")
_KEY_WORD = re.compile(r"\w+")
_QUOTES = (('"', '"'), ("“", "”"), ("'", "'"), ("\u2018", "\u2019"), ("«", "»"))


def ends_asking(text: str) -> bool:
    """Return whether ``text`` ends with a question mark, within quotes or not."""
    return bool(_END.search(text[-20:]))


def asks(text: str) -> bool:
    """Return whether ``text`` is a question, its mark forgotten perhaps."""
    if ends_asking(text):
        return True
    first = _WORD.match(text)
    word = first[0].lower().replace("\u2019", "'") if first else ""
    return word in ASKING_WORDS and " " in text and text[-1:] not in ".:;,!"


def without_marks(text: str) -> str:
    """Return ``text`` without a number or a "Q:" before it, and without quotes around it."""
    for pattern in (Q_PREFIX, NUMBER):
        text = pattern.sub("", text, count=1)
    text = text.strip()
    for left, right in _QUOTES:
        if text.startswith(left) and text.endswith(right) and text.count(left) <= 2:
            return text[1:-1].strip()
    return text


def with_question_mark(text: str) -> str:
    """Return ``text`` on one line, with a question mark at its end."""
    text = " ".join(text.split())
    if not text or text.endswith("?"):
        return text
    return f"{text.rstrip(' .:;,!')}?"


def question_key(text: str) -> str:
    """Return what two questions of the same words have in common, whatever their marks."""
    return " ".join(_KEY_WORD.findall(text.casefold().replace("\u2019", "'")))
