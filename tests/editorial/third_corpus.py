"""A third corpus, of claims of effect alone, written by a third hand without sight of the rules.

Whoever wrote it had a definition of a claim of effect, and had read no rule, no test and no other
corpus. It was committed before the rules were changed for it; sentences and labels stay as they
were.

Which half a sentence belongs to follows from the same hash as in the first corpus (``half`` there).
Rules may be written looking at the half "written against"; of the held-out half only totals are
looked at.

``plain_pages.csv`` holds the text of twelve city pages and fifteen answers that somebody else wrote
as a clinic would, without thinking of any check. All of it measures: how often an honest page is
asked for a source by mistake.

The columns: ``effect`` tells whether the sentence says that the treatment does something good for
patients (``stated``, ``hedged``, ``attributed``, ``no``); ``form``, in the third corpus, how it is
worded.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from tests.editorial.claims_corpus import Half, half_of

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, kw_only=True, slots=True)
class ThirdSentence:
    """A sentence, and whether and how it says that the treatment helps."""

    text: str
    effect: str

    @property
    def has_effect(self) -> bool:
        """Whether the sentence says that the treatment helps, however carefully."""
        return self.effect != "no"

    @property
    def half(self) -> Half:
        """Return the half that it belongs to."""
        return half_of(self.text)


def third_sentences(half: Half | None = None) -> list[ThirdSentence]:
    """Return the sentences of the third corpus, or those of one half."""
    sentences = _sentences("third_corpus.csv")
    return [sentence for sentence in sentences if half in (None, sentence.half)]


def plain_page_sentences() -> list[ThirdSentence]:
    """Return the sentences of pages that were written without thinking of any check."""
    return _sentences("plain_pages.csv")


def _sentences(name: str) -> list[ThirdSentence]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as rows:
        return [
            ThirdSentence(text=row["sentence"], effect=row["effect"])
            for row in csv.DictReader(rows)
        ]
