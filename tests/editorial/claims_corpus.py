"""Sentences that the claims check has to judge, each labeled, in two halves.

The rules are written looking at one half alone; the other tells what they are worth on sentences
that nobody had in mind. Which half a sentence belongs to follows from its hash, so that nobody
chooses. ``python -m tests.editorial.claims_corpus`` prints the first half.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


class Half(StrEnum):
    """What a sentence is used for."""

    WRITTEN_AGAINST = "written_against"
    HELD_OUT = "held_out"


def half_of(sentence: str) -> Half:
    """Return the half of ``sentence``, by the parity of its hash, so that nobody chooses."""
    odd = sha256(sentence.encode()).digest()[-1] % 2
    return Half.HELD_OUT if odd else Half.WRITTEN_AGAINST


@dataclass(frozen=True, kw_only=True, slots=True)
class LabeledSentence:
    """``rules`` are the keys of the rules that ``text`` breaks: none for a clean sentence."""

    text: str
    rules: frozenset[str]

    @property
    def half(self) -> Half:
        """Return the half that it belongs to."""
        return half_of(self.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class EffectSentence:
    """A sentence that says that the treatment has an effect, or does not say so."""

    text: str
    has_effect: bool

    @property
    def half(self) -> Half:
        """Return the half that it belongs to."""
        return half_of(self.text)


def labeled_sentences(half: Half | None = None) -> list[LabeledSentence]:
    """Return the sentences of ``half``, or all."""
    sentences = [
        LabeledSentence(
            text=row["sentence"],
            rules=frozenset(() if row["rules"] == "clean" else row["rules"].split()),
        )
        for row in _rows("claims_corpus.csv")
    ]
    return [sentence for sentence in sentences if half in (None, sentence.half)]


def effect_sentences(half: Half | None = None) -> list[EffectSentence]:
    """Return the sentences about effects of ``half``, or all."""
    sentences = [
        EffectSentence(text=row["sentence"], has_effect=row["effect"] == "yes")
        for row in _rows("effect_corpus.csv")
    ]
    return [sentence for sentence in sentences if half in (None, sentence.half)]


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    sys.stdout.writelines(
        f"{' '.join(sorted(sentence.rules)) or 'clean'}\t{sentence.text}\n"
        for sentence in labeled_sentences(Half.WRITTEN_AGAINST)
    )
    sys.stdout.writelines(
        f"{'effect' if sentence.has_effect else 'no effect'}\t{sentence.text}\n"
        for sentence in effect_sentences(Half.WRITTEN_AGAINST)
    )
