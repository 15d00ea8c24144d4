"""Which words the site's search tells apart, in what pages say and in what visitors type.

Small and capital letters are one, with an accent and without, and so are a word and its English
plural. The two databases that the search runs on differ in such rules; these come before theirs.
"""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
# "The clinic's" is the clinic; "don't" is one word.
APOSTROPHE = re.compile(r"['\u2019](s\b)?")
SHORTEST_PLURAL = 4
# Words with these endings are no plurals: illness, virus, analysis.
NO_PLURAL = ("ss", "us", "is")
# What is left of searches, boxes and processes, and of headaches, loses its "e" as well. So does
# "headache" itself, to stay the same word.
E_GOES = ("che", "she", "sse", "xe")


def search_words(text: str) -> list[str]:
    """Return the words of ``text`` as the search compares them, in their order."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [_singular(word) for word in WORD.findall(APOSTROPHE.sub("", plain))]


def _singular(word: str) -> str:
    if len(word) < SHORTEST_PLURAL or not word.isalpha():
        return word
    if word.endswith("s") and not word.endswith(NO_PLURAL):
        word = word[:-1]
    if word.endswith("ie") and len(word) > SHORTEST_PLURAL:
        # Therapies and therapy, cookies and cookie.
        return f"{word[:-2]}y"
    return word[:-1] if word.endswith(E_GOES) else word
