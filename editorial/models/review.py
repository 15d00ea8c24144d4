"""Medical review: who may sign, and what was signed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from clinic.models import Person

DAYS_TO_NEXT_REVIEW = 365
MOST_DAYS_AHEAD = 3 * 366


def next_review(today: date) -> date:
    """Return the day that is proposed for the next review: a year ahead."""
    return today + timedelta(days=DAYS_TO_NEXT_REVIEW)


def is_fit_for_next_review(day: date, today: date) -> bool:
    """Whether ``day`` is to come, and within three years."""
    return today < day <= today + timedelta(days=MOST_DAYS_AHEAD)


class MedicalReviewerQuerySet(models.QuerySet["MedicalReviewer"]):
    """The people who may sign."""

    def able_to_sign(self) -> MedicalReviewerQuerySet:
        """Return those whose account is in use and who are shown on the site."""
        return self.filter(user__is_active=True, person__live=True)


class MedicalReviewer(models.Model):
    """A clinician who signs clinical text, and the account that does it.

    Once there is one, clinical text needs a signature before it goes live.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        # Deleting the account must not lift the requirement.
        null=True,
        on_delete=models.SET_NULL,
        related_name="medical_reviewer",
        verbose_name=_("account"),
        help_text=_("Who signs in and signs. Nobody else can sign in this person's name."),
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("clinician"),
        help_text=_(
            "Whose name and credentials stand on the pages. Example: the medical director."
        ),
    )

    panels = [FieldPanel("person"), FieldPanel("user")]
    objects = MedicalReviewerQuerySet.as_manager()

    class Meta:
        verbose_name = _("medical reviewer")
        verbose_name_plural = _("medical reviewers")
        ordering = ["person__name", "pk"]

    def __str__(self) -> str:
        return str(self.person)


def reviewer_of(user: AbstractUser | Any) -> MedicalReviewer | None:
    """Return in whose name ``user`` signs, ``None`` for somebody who may not sign."""
    if not user.is_authenticated:
        return None
    able = MedicalReviewer.objects.able_to_sign().select_related("person")
    return able.filter(user_id=user.pk).first()


def review_is_required() -> bool:
    """Whether clinical text needs a signature: from the first reviewer on.

    An account that is closed or deleted does not lift it: that takes removing the reviewer, which
    is logged.
    """
    return MedicalReviewer.objects.exists()


class SignatureQuerySet(models.QuerySet["Signature"]):
    """What was signed."""

    def for_record(self, record: models.Model) -> SignatureQuerySet:
        """Return what was ever signed of ``record``, the latest first."""
        content_type = ContentType.objects.get_for_model(record)
        return self.filter(content_type=content_type, object_id=str(record.pk))

    def by_hash(self, hashes: Iterable[str]) -> dict[str, Signature]:
        """Return the latest signature on each of these texts that has one, in one query."""
        rows = self.filter(piece_hash__in=set(hashes)).select_related("reviewer")
        return {row.piece_hash: row for row in rows.order_by("signed_at", "pk")}


class Signature(models.Model):
    """A clinician's word that a text is right.

    It holds for what the text says wherever it stands (``piece_hash``). Which record it was given
    for, and the text as it was then, are kept to tell later what has changed. Nothing is ever
    changed here: a later signature on the same text counts before an earlier one.
    """

    cache_collections = ("signatures",)

    class Kind(models.TextChoices):
        REVIEW = "review", _("Reviewed")
        TYPO = "typo", _("Mistyping confirmed")

    piece_hash = models.CharField(max_length=64, db_index=True)
    piece_key = models.CharField(max_length=120)
    label = models.CharField(_("what"), max_length=200)
    text = models.TextField(_("text as signed"))
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    record = GenericForeignKey("content_type", "object_id")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.REVIEW)
    reviewer = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("reviewer")
    )
    reviewer_name = models.CharField(_("name then"), max_length=200)
    attested = models.TextField(_("what was attested"))
    reviewed_date = models.DateField(_("reviewed on"))
    next_review_date = models.DateField(_("next review"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    signed_at = models.DateTimeField(_("signed"))

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["-signed_at", "-pk"]
        # Named like Django's own rights, so that the table of roles can print it.
        permissions = [("waive_signature", "Can say that a clinical text needs no signature")]
        indexes = [
            models.Index(fields=["content_type", "object_id", "piece_key"], name="signed_piece")
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.reviewer_name}, {self.reviewed_date}"
