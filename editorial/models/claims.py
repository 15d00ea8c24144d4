"""What the claims check has found on each record, and what people have said about it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.rules.claim_rules import RULES, ClaimRule, RuleKey

REASON_AT_LEAST = 10
"""Characters."""


class AcceptedClaim(models.Model):
    """Somebody read a sentence that breaks a rule, let it stand on one record, and said why.

    It holds for this sentence wherever it stands on the record; another wording asks again.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    rule = models.CharField(max_length=30)
    sentence_hash = models.CharField(max_length=64)
    sentence = models.TextField(_("sentence"))
    reason = models.TextField(
        _("reason"),
        max_length=1000,
        validators=[MinLengthValidator(REASON_AT_LEAST)],
        help_text=_(
            "Why this sentence may stand. It is logged and listed. "
            "Example: We have the certificate of the board on file, seen on May 4."
        ),
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    accepted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("accepted claim")
        verbose_name_plural = _("accepted claims")
        ordering = ["-accepted_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "rule", "sentence_hash"],
                name="one_acceptance_a_record_rule_and_sentence",
            )
        ]

    def __str__(self) -> str:
        return self.sentence[:60]

    @property
    def claim_rule(self) -> ClaimRule:
        """Return the rule that the sentence breaks."""
        return RULES[RuleKey(self.rule)]


class NoEffectStatement(models.Model):
    """Somebody read a text that names no source, and said that it claims no effect of a treatment.

    It holds for what the text says wherever it stands (``text_hash``); the record for which it was
    given is kept. ``stated_by`` is empty for the texts of the demo.
    """

    text_hash = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    label = models.CharField(max_length=200)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    stated_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.text[:60]


class ClaimReading(models.Model):
    """Which claims one record held when its texts were read last, the accepted ones among them.

    ``live`` is about what visitors read, nothing for a record that is not live; ``newest`` about
    the newest draft. ``digest`` stands for all that the findings rest on: the texts, the published
    sources among ``sources`` (",3,9,"), and the ``rules``. With ``is_current`` off, something has
    changed since. A record without a row has not been read yet. It stands beside the record, so
    that publishing an older version restores no older findings.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    is_current = models.BooleanField(default=False)
    rules = models.CharField(max_length=16, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    sources = models.TextField(blank=True)
    live = models.JSONField(default=list)
    newest = models.JSONField(default=list)
    has_claims = models.BooleanField(default=False, db_index=True)
    read_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="one_claim_reading_a_record"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id}"
