"""The wordings that break each rule of ``claim_rules.py``."""

from __future__ import annotations

from editorial.rules.claim_rules import RuleKey
from editorial.rules.claim_words import RulePatterns
from editorial.rules.clinic_patterns import CLINIC_PATTERNS
from editorial.rules.treatment_patterns import TREATMENT_PATTERNS

_ALL = TREATMENT_PATTERNS | CLINIC_PATTERNS

PATTERNS: dict[RuleKey, RulePatterns] = {key: _ALL[key] for key in RuleKey if key in _ALL}
"""The wordings by rule, in the order of the rules."""
