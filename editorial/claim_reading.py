"""What one version of a record says, which claims are in it, and what names no source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from editorial.claim_texts import CheckedText, checked_texts
from editorial.models import AcceptedClaim, Citation, Question
from editorial.rules.answers import answered_claims
from editorial.rules.citations import Passage
from editorial.rules.claim_rules import RuleKey
from editorial.rules.claims import Claim, cut_at, find_claims, sentences
from editorial.rules.claims_version import rules_version
from editorial.rules.effects import effect_claims, near_effects
from editorial.rules.signed_text import signature_hash
from editorial.rules.text_hash import text_hash


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimOnRecord:
    """A claim in one text of a record; ``label`` says in which, ``accepted`` who let it stand."""

    claim: Claim
    label: str
    field: str
    mend_url: str = ""
    accepted: AcceptedClaim | None = None

    @property
    def identity(self) -> tuple[str, str]:
        """Return what tells it from the others on its record: the rule and the sentence."""
        return self.claim.key.value, self.claim.sentence_hash


@dataclass(frozen=True, kw_only=True, slots=True)
class UnsourcedText:
    """The sentences of a paragraph, heading or line that no published source stands behind.

    What is told as a claim of effect is not among them: it has rules of its own.
    """

    checked: CheckedText
    text: str

    @property
    def hash(self) -> str:
        """Return the fingerprint of what it says and answers, and of which sentences ask."""
        # To a signature a question mark is none.
        return signature_hash(f"{self.checked.asked} {self.text.replace('?', ' asked ')}")

    def pieces(self) -> list[tuple[str, bool]]:
        """Return the text cut into pieces, each with whether it comes near a claim of effect."""
        return cut_at(self.text, near_effects(self.text))


class VersionReading:
    """The texts of one version of a record, as it is in memory, and the sources behind them.

    Making it takes one query where the texts name sources, and none otherwise, beside those for
    the record's rows.
    """

    def __init__(self, record: Any) -> None:
        self._texts = tuple(checked_texts(record))
        self._sources = _Sources(record, self._texts)

    @property
    def named_sources(self) -> frozenset[int]:
        """Return the keys of all sources that are named, published or not."""
        return self._sources.named

    def digest(self) -> str:
        """Return what differs when something else would be found: by text, by source, by rule."""
        parts = (rules_version(), self._sources.state(), self._texts)
        return text_hash(repr(parts))

    def claims(self) -> list[ClaimOnRecord]:
        """Return every claim, each sentence once for each rule.

        This is the slow part: about 25 ms for 1,000 words.
        """
        found: dict[tuple[str, str], ClaimOnRecord] = {}
        for checked, claim in self._claims():
            one = ClaimOnRecord(
                claim=claim, label=checked.label, field=checked.field, mend_url=checked.mend_url
            )
            found.setdefault(one.identity, one)
        return list(found.values())

    def unsourced(self) -> list[UnsourcedText]:
        """Return what is said without a source right behind it, text by text, facts left out.

        A text that stands there several times is listed once.
        """
        found = (
            UnsourcedText(checked=checked, text=" ".join(bare))
            for checked in self._texts
            if not checked.is_fact and (bare := list(self._bare_sentences(checked)))
        )
        return list({text.hash: text for text in found}.values())

    def _bare_sentences(self, checked: CheckedText) -> Iterator[str]:
        told = {claim.start for claim in effect_claims(checked.text)}
        answered = answered_claims(checked.asked, checked.text) if checked.asked else []
        is_answer_told = any(claim.key is RuleKey.UNCITED_EFFECT for claim in answered)
        for number, (start, end) in enumerate(sentences(checked.text)):
            is_told = start in told or (number == 0 and is_answer_told)
            if not (is_told or self._sources.stand_behind(checked, start, end)):
                yield checked.text[start:end]

    def _claims(self) -> Iterator[tuple[CheckedText, Claim]]:
        for checked in self._texts:
            is_cited = partial(self._sources.support, checked)
            answered = answered_claims(checked.asked, checked.text) if checked.asked else []
            for claim in find_claims(checked.text, is_cited=is_cited):
                yield checked, claim
            for claim in (*effect_claims(checked.text), *answered):
                is_effect = claim.key is RuleKey.UNCITED_EFFECT
                if not (is_effect and is_cited(*_place(checked, claim))):
                    yield checked, claim


def _place(checked: CheckedText, claim: Claim) -> tuple[int, int]:
    """Return where in the text what a claim says begins and ends, without what was asked."""
    return claim.start, claim.start + len(claim.sentence.removeprefix(f"{checked.asked} "))


class _Sources:
    """The published sources that a record names: marked in its texts, or listed for all of it."""

    def __init__(self, record: Any, texts: Sequence[CheckedText]) -> None:
        marked = {
            mark.key for text in texts if text.passage is not None for mark in text.passage.marks
        }
        rows = getattr(record, "citations", None)
        listed = {row.citation_id for row in rows.all()} if rows is not None else set()
        self.named = frozenset(marked | listed)
        self._live: set[int] = set()
        if self.named:
            published = Citation.objects.filter(pk__in=self.named, live=True)
            self._live = set(published.values_list("pk", flat=True))
        self._are_listed = bool(self._live & listed)
        # Those of a question are listed for its answer, those of others for much at once.
        self._are_of_one_text = self._are_listed and isinstance(record, Question)
        self._are_marked = bool(self._live & marked)

    def state(self) -> tuple[object, ...]:
        """Return what :meth:`support` rests on, beside the texts."""
        return self._are_listed, self._are_marked, sorted(self._live)

    def support(self, checked: CheckedText, start: int, end: int) -> bool:
        """Tell whether the sentence from ``start`` to ``end`` rests on a published source.

        What cannot hold a mark, such as a title, rests on what the texts below it cite.
        """
        if self._are_listed:
            return True
        if checked.passage is None:
            return self._are_marked
        return self._marks_support(checked.passage, start, end)

    def stand_behind(self, checked: CheckedText, start: int, end: int) -> bool:
        """Tell whether a published source is cited for this very sentence.

        What cannot hold a mark has none, but for a question with its answers.
        """
        if self._are_of_one_text or checked.passage is None:
            return self._are_of_one_text
        return self._marks_support(checked.passage, start, end)

    def _marks_support(self, passage: Passage, start: int, end: int) -> bool:
        marks = tuple(mark for mark in passage.marks if mark.key in self._live)
        return replace(passage, marks=marks).cites(start, end)
