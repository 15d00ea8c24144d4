"""Questions, the sources they rest on, and the standing disclosure."""

from __future__ import annotations

from editorial.models.citations import Citation
from editorial.models.disclosures import Disclosure
from editorial.models.merges import QuestionMerge
from editorial.models.questions import (
    ANSWER_FEATURES,
    FormerAnchor,
    Question,
    QuestionCitation,
    QuestionTag,
)

__all__ = [
    "ANSWER_FEATURES",
    "Citation",
    "Disclosure",
    "FormerAnchor",
    "Question",
    "QuestionCitation",
    "QuestionMerge",
    "QuestionTag",
]
