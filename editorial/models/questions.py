"""The question library."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    Page,
    PreviewableMixin,
    ReferenceIndex,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.query import PageQuerySet
from wagtail.search import index

from clinic.panels import ReachPanel
from editorial.claim_texts import claim_texts
from editorial.models.citations import Citation
from editorial.panels import ClaimsPanel
from navigation.rich_text import expand_each
from operations.inline_rows import RestorableInlinePanel
from operations.lost_references import ToleratesLostReferences
from page_cache.tags import PageFetch
from seo.fetching import plain_page_data

ANSWER_FEATURES = ["bold", "italic", "link", "ul", "ol"]


@claim_texts("question", "answer", "short_answer")
class Question(
    ToleratesLostReferences,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A question with its answer, written once and placed on as many pages as wanted."""

    question = models.CharField(
        _("question"),
        max_length=200,
        help_text=_("As a patient would ask it. Example: Do I need a referral?"),
    )
    answer = RichTextField(
        _("answer"),
        features=ANSWER_FEATURES,
        help_text=_("Start with the answer in one sentence, then explain."),
    )
    short_answer = models.CharField(
        _("short answer"),
        max_length=250,
        blank=True,
        help_text=_("One sentence for lists. Example: No, but we ask for your records."),
    )
    marked_up_on = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("marked up on"),
        help_text=_(
            "The one page whose markup holds this question for machines that read schema.org. "
            "Search engines no longer show questions in results, so there is nothing to gain from "
            "more than one."
        ),
    )

    panels = [
        ReachPanel(),
        ClaimsPanel(),
        FieldPanel("question"),
        FieldPanel("answer"),
        FieldPanel("short_answer"),
        RestorableInlinePanel("citations", heading=_("Sources"), label=_("Source")),
        MultiFieldPanel(
            [FieldPanel("marked_up_on")], heading=_("For search engines"), classname="collapsed"
        ),
    ]
    search_fields = [
        index.SearchField("question"),
        index.AutocompleteField("question"),
        index.SearchField("answer"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["question", "pk"]

    def __str__(self) -> str:
        return self.question

    @property
    def anchor(self) -> str:
        """Return the HTML id under which every page shows this question; it never changes."""
        return f"faq-{self.translation_key}"

    def clean(self) -> None:
        super().clean()
        if self.question and not self.question.rstrip().endswith("?"):
            raise ValidationError({"question": _("End the question with a question mark.")})

    def pages_shown_on(self) -> PageQuerySet:
        """Return the live pages on which the question is placed."""
        page_type = ContentType.objects.get_for_model(Page)
        references = ReferenceIndex.get_references_to(self).filter(base_content_type=page_type)
        ids = [int(object_id) for object_id in references.values_list("object_id", flat=True)]
        return Page.objects.live().filter(pk__in=ids)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "editorial/question_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        (answer,) = expand_each(PageFetch.for_request(request), self.answer)
        return {
            "data": plain_page_data(request, self.question),
            "question": self,
            "answer_html": answer,
        }


class QuestionCitation(Orderable):
    """A source that an answer rests on."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="citations")
    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )

    panels = [FieldPanel("citation")]

    def __str__(self) -> str:
        return str(self.citation)
