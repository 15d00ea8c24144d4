"""Questions, the sources they rest on, the standing disclosure, and claims let stand."""

from __future__ import annotations

from editorial.models.citations import Citation
from editorial.models.claims import AcceptedClaim
from editorial.models.disclosures import Disclosure
from editorial.models.questions import ANSWER_FEATURES, Question, QuestionCitation

__all__ = [
    "ANSWER_FEATURES",
    "AcceptedClaim",
    "Citation",
    "Disclosure",
    "Question",
    "QuestionCitation",
]
