"""Which version of the rules a finding was made by."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from editorial.rules.effects import WEIGHTS

RULE_MODULES = (
    "answers",
    "citations",
    "claim_context",
    "claim_patterns",
    "claim_rules",
    "claim_words",
    "claims",
    "clinic_patterns",
    "effect_features",
    "effect_topics",
    "effects",
    "sentences",
    "text_hash",
    "treatment_patterns",
)
"""The modules of this package that decide what is found in a text."""


@cache
def rules_version() -> str:
    """Return what differs after every change of a rule, in 16 hexadecimal digits.

    It is made from the code of :data:`RULE_MODULES` and from what was learned, so nobody has to
    think of counting it up.
    """
    digest = sha256(WEIGHTS.read_bytes())
    for name in RULE_MODULES:
        digest.update(Path(__file__).with_name(f"{name}.py").read_bytes())
    return digest.hexdigest()[:16]
