"""What became of questions that said the same."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.questions import Question


class QuestionMerge(models.Model):
    """A question was merged into another: what was done, and how to undo it.

    ``report`` is what the editor saw. ``steps`` has each value that was changed, before and after.
    """

    removed = models.ForeignKey(
        Question, null=True, on_delete=models.SET_NULL, related_name="merges_away"
    )
    kept = models.ForeignKey(
        Question, null=True, on_delete=models.SET_NULL, related_name="merges_in"
    )
    summary = models.CharField(max_length=500)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    report = models.JSONField(default=dict)
    steps = models.JSONField(default=dict)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("merging of questions")
        verbose_name_plural = _("mergings of questions")

    def __str__(self) -> str:
        return self.summary
