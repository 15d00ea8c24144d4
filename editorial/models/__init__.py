"""Questions, the sources they rest on, the standing disclosure, and what is to do."""

from __future__ import annotations

from editorial.models.citations import Citation
from editorial.models.disclosures import Disclosure
from editorial.models.questions import ANSWER_FEATURES, Question, QuestionCitation
from editorial.models.to_do import DigestDelivery, DigestSettings, ToDoLook, ToDoRow

__all__ = [
    "ANSWER_FEATURES",
    "Citation",
    "DigestDelivery",
    "DigestSettings",
    "Disclosure",
    "Question",
    "QuestionCitation",
    "ToDoLook",
    "ToDoRow",
]
