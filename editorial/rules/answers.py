"""What a question claims once its answer says yes: "Is ketamine safe?" and "Yes." do together."""

from __future__ import annotations

from dataclasses import replace

from editorial.rules.claims import Claim, find_claims, sentences
from editorial.rules.effects import effect_claims


def answered_claims(question: str, answer: str) -> list[Claim]:
    """Return the claims that ``question`` makes with the first sentence of its ``answer``.

    What either says alone is not among them. The sentence of each is both together, and the words
    in question are those asked; ``start`` is 0.
    """
    asked = " ".join(question.split())
    opening = next((answer[start:end] for start, end in sentences(answer)), "")
    both = f"{asked} {opening}"
    alone = {(claim.key, claim.start) for claim in _claims(asked)}
    return [
        replace(claim, sentence=both, start=0, spans=claim.spans if claim.start == 0 else ())
        for claim in _claims(both)
        if claim.start < len(asked) and (claim.key, claim.start) not in alone
    ]


def _claims(text: str) -> list[Claim]:
    return [*find_claims(text), *effect_claims(text)]
