"""Questions and sources, the disclosure, claims let stand, medical review, and what is to do."""

from __future__ import annotations

from editorial.models.citations import Citation
from editorial.models.claims import AcceptedClaim, ClaimReading, NoEffectStatement
from editorial.models.disclosures import Disclosure
from editorial.models.merges import QuestionMerge
from editorial.models.publish_task import PublishTask, is_approved_for_visitors
from editorial.models.questions import (
    ANSWER_FEATURES,
    FormerAnchor,
    Question,
    QuestionCitation,
    QuestionTag,
)
from editorial.models.review import (
    MedicalReviewer,
    Signature,
    next_review,
    review_is_required,
    reviewer_of,
)
from editorial.models.review_task import STATEMENT, MedicalReviewTask, SignatureForm
from editorial.models.to_do import (
    DigestDelivery,
    DigestPreference,
    DigestSettings,
    ToDoLook,
    ToDoRow,
)

__all__ = [
    "ANSWER_FEATURES",
    "STATEMENT",
    "AcceptedClaim",
    "Citation",
    "ClaimReading",
    "DigestDelivery",
    "DigestPreference",
    "DigestSettings",
    "Disclosure",
    "FormerAnchor",
    "MedicalReviewTask",
    "MedicalReviewer",
    "NoEffectStatement",
    "PublishTask",
    "Question",
    "QuestionCitation",
    "QuestionMerge",
    "QuestionTag",
    "Signature",
    "SignatureForm",
    "ToDoLook",
    "ToDoRow",
    "is_approved_for_visitors",
    "next_review",
    "review_is_required",
    "reviewer_of",
]
