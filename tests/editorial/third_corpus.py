"""A third corpus, of claims of effect alone, written by a third hand without sight of the rules.

Whoever wrote it had a definition of a claim of effect, and had read no rule, no test and no other
corpus. It was committed before the rules were changed for it; sentences and labels stay as they were.

Which half a sentence belongs to follows from the same hash as in the first corpus (``half`` there).
Rules may be written looking at the half "written against"; of the held-out half only totals are
looked at.

The columns: ``effect`` tells whether the sentence says that the treatment does something good for
patients (``stated``, ``hedged``, ``attributed``, ``no``), ``form`` how it is worded.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.editorial.claims_corpus import Half

FILE = Path(__file__).resolve().parent / "third_corpus.csv"


@dataclass(frozen=True, kw_only=True, slots=True)
class ThirdSentence:
    """A sentence, whether and how it says that the treatment helps, and how it is worded."""

    text: str
    effect: str
    form: str

    @property
    def has_effect(self) -> bool:
        """Whether the sentence says that the treatment helps, however carefully."""
        return self.effect != "no"

    @property
    def half(self) -> Half:
        """Return the half, by the parity of the hash of the sentence."""
        odd = sha256(self.text.encode()).digest()[-1] % 2
        return Half.HELD_OUT if odd else Half.WRITTEN_AGAINST


def third_sentences(half: Half | None = None) -> list[ThirdSentence]:
    """Return the sentences of the third corpus, or those of one half."""
    with FILE.open(encoding="utf-8", newline="") as rows:
        sentences = [
            ThirdSentence(text=row["sentence"], effect=row["effect"], form=row["form"])
            for row in csv.DictReader(rows)
        ]
    return [sentence for sentence in sentences if half in (None, sentence.half)]
