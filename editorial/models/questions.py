"""The question library."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, Tag
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    Page,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
    WorkflowState,
)
from wagtail.query import PageQuerySet
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from clinic.panels import ReachPanel
from editorial.claim_texts import claim_texts
from editorial.models.citations import Citation
from editorial.placements import is_placed, live_page_ids, page_count
from editorial.question_form import QuestionForm
from editorial.rules.citations import CITATION
from operations.claims_panel import ClaimsPanel
from operations.inline_rows import RestorableInlinePanel
from operations.lost_references import ToleratesLostReferences
from page_cache.tags import PageFetch
from seo.fetching import plain_page_data

ANSWER_FEATURES = ["bold", "italic", "link", "ul", "ol", CITATION]


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions, and where they are placed."""

    def with_page_count(self) -> QuestionQuerySet:
        """Give each question ``page_count``: on how many live pages it is shown."""
        return self.annotate(page_count=page_count())

    def placed(self) -> QuestionQuerySet:
        """Return the questions that at least one page has, a draft page included."""
        return self.filter(is_placed())

    def not_placed(self) -> QuestionQuerySet:
        """Return the questions that no page has."""
        return self.exclude(is_placed())

    def with_status(self) -> QuestionQuerySet:
        """Read along what Wagtail would ask of each question for its status."""
        number = Cast(OuterRef("pk"), models.CharField())
        content_type = ContentType.objects.get_for_model(self.model)
        versions = Revision.objects.filter(
            content_type=content_type, object_id=number, approved_go_live_at__isnull=False
        )
        workflows = WorkflowState.objects.filter(
            base_content_type=content_type,
            object_id=number,
            status=WorkflowState.STATUS_IN_PROGRESS,
        )
        return self.annotate(is_scheduled=Exists(versions), is_in_workflow=Exists(workflows))

    def in_use(self) -> QuestionQuerySet:
        """Return all but those that were merged into another."""
        return self.filter(merged_into=None)


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
    tags = ClusterTaggableManager(
        through="editorial.QuestionTag",
        blank=True,
        verbose_name=_("tags"),
        help_text=_("Words to find it by in the library; visitors do not see them. Example: cost."),
    )
    treatments = ParentalManyToManyField(
        "clinic.Treatment",
        blank=True,
        related_name="+",
        verbose_name=_("treatments"),
        help_text=_(
            "What the question is about; leave all empty if it is about none in particular. "
            "Example: Ketamine infusion for migraine."
        ),
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
            "Leave it empty: the first FAQ page that shows the question is taken, and another one "
            "when that page no longer does. Search engines no longer show questions in results, so "
            "there is nothing to gain from more than one."
        ),
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged_questions",
        verbose_name=_("merged into"),
    )

    objects = QuestionQuerySet.as_manager()

    base_form_class = QuestionForm

    panels = [
        ReachPanel(),
        ClaimsPanel(),
        FieldPanel("question"),
        FieldPanel("answer"),
        FieldPanel("short_answer"),
        RestorableInlinePanel("citations", heading=_("Sources"), label=_("Source")),
        MultiFieldPanel(
            [
                FieldPanel("tags"),
                FieldPanel("treatments", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("To find it in the library"),
        ),
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

    @property
    def approved_schedule(self) -> bool:
        """Return whether a version is to go live at a date; lists have asked for all at once."""
        known: bool | None = getattr(self, "is_scheduled", None)
        return bool(super().approved_schedule) if known is None else known

    @property
    def workflow_in_progress(self) -> bool:
        """Return whether it waits for approval; lists have asked for all at once."""
        known: bool | None = getattr(self, "is_in_workflow", None)
        return bool(super().workflow_in_progress) if known is None else known

    @property
    def status_string(self) -> str:
        """Return how the question stands, for lists."""
        if self.merged_into_id:
            return str(_("merged into another"))
        return str(super().status_string)

    def clean(self) -> None:
        super().clean()
        if self.question and not self.question.rstrip().endswith("?"):
            raise ValidationError({"question": _("End the question with a question mark.")})

    def pages_shown_on(self) -> PageQuerySet:
        """Return the live pages on which the question is placed."""
        return Page.objects.live().filter(pk__in=live_page_ids([self.pk]))

    @property
    def tag_names(self) -> str:
        """Return the tags for a list, "cost, insurance"."""
        return ", ".join(sorted(row.tag.name for row in self.tagged_items.all()))

    @property
    def answer_text(self) -> str:
        """Return the answer without its markup, for a file."""
        text: str = get_text_for_indexing(self.answer).strip()
        return text

    @property
    def treatment_names(self) -> str:
        """Return the treatments for a list."""
        return ", ".join(sorted(treatment.name for treatment in self.treatments.all()))

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Return the version that ``content`` describes; what was merged since stays merged."""
        version = super().with_content_json(content)
        version.merged_into_id = self.merged_into_id
        return version

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "editorial/question_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        # Reading needs the models, which are being made when this module is loaded.
        from editorial.fetching import CitationList, question_data

        citations = CitationList(PageFetch.for_request(request))
        (answer,) = citations.expand(self.answer)
        return {
            "data": plain_page_data(request, self.question),
            "question": question_data(self, answer, citations=citations, page_id=None),
            "short_answer": self.short_answer,
            "citations": citations.as_data(),
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


class QuestionTag(ItemBase):
    """A tag of a question; tags are shared with everything else that has them."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="question_tags")
    content_object = ParentalKey(Question, on_delete=models.CASCADE, related_name="tagged_items")

    def __str__(self) -> str:
        return str(self.tag)


class FormerAnchor(models.Model):
    """An HTML id under which a question was shown that has been merged into this one.

    It stands outside of drafts and versions: a link to it has to work whatever is published.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="former_anchors")
    anchor = models.CharField(max_length=50)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "anchor"], name="one_anchor_a_question")
        ]

    def __str__(self) -> str:
        return self.anchor
