"""The standing disclosure."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from editorial.claim_texts import claim_texts
from navigation.previews import SitePreviewMixin
from operations.claims_panel import ClaimsPanel
from operations.once_a_language import OnceALanguage


@claim_texts("heading", "body")
class Disclosure(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    SitePreviewMixin,
    OnceALanguage,
    TranslatableMixin,
    models.Model,
):
    """The medical disclosure that stands on every page about a treatment; one for each language."""

    cache_collections = ("disclosures",)

    once_a_language = "heading"
    is_only_record = True
    already_there = _("There is a disclosure already: edit that one instead.")

    heading = models.CharField(
        _("heading"), max_length=100, help_text=_("Example: Approved and off-label use.")
    )
    body = RichTextField(
        _("text"),
        features=["bold", "italic", "link"],
        help_text=_("Stands on every treatment, FAQ and city page. No page can leave it out."),
    )

    panels = [ClaimsPanel(), FieldPanel("heading"), FieldPanel("body")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["locale"], name="one_disclosure_per_language")
        ]

    def __str__(self) -> str:
        return self.heading
