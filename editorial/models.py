"""Questions, the sources they rest on, and the standing disclosure."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
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
from navigation.previews import SitePreviewMixin
from navigation.rich_text import expand_each
from operations.inline_rows import RestorableInlinePanel
from operations.lost_references import ToleratesLostReferences
from operations.once_a_language import OnceALanguage
from page_cache.tags import PageFetch
from seo.fetching import plain_page_data

ANSWER_FEATURES = ["bold", "italic", "link", "ul", "ol"]


class Citation(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    SitePreviewMixin,
    index.Indexed,
    models.Model,
):
    """A study, a guideline or an official page. Bibliographic facts are not translated."""

    authors = models.CharField(
        _("authors"),
        max_length=250,
        help_text=_(
            "As the source prints them. Example: Afridi SK, Giffin NJ, Kaube H, Goadsby PJ."
        ),
    )
    title = models.CharField(_("title"), max_length=300)
    journal = models.CharField(
        _("journal or publisher"), max_length=200, blank=True, help_text=_("Example: Neurology.")
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1800), MaxValueValidator(2100)],
        help_text=_("Example: 2013."),
    )
    doi = models.CharField(
        _("DOI"),
        max_length=120,
        blank=True,
        validators=[
            RegexValidator(
                r"^10\.\d{4,9}/\S+$",
                _("A DOI starts with 10. and has a slash. Example: 10.1212/WNL.0b013e31824de043."),
            )
        ],
        help_text=_("Without https://doi.org/. Enter it only after looking it up."),
    )
    pmid = models.CharField(
        _("PubMed number"),
        max_length=9,
        blank=True,
        validators=[RegexValidator(r"^[1-9]\d{0,8}$", _("A PubMed number has digits only."))],
        help_text=_("Digits only. Enter it only after looking it up."),
    )
    url = models.URLField(_("web address"), blank=True, help_text=_("Where there is no DOI."))
    kind_of_study = models.CharField(
        _("kind of source"),
        max_length=100,
        blank=True,
        help_text=_("In words a patient understands. Example: Randomized trial, 18 people."),
    )
    checked_date = models.DateField(
        _("looked up on"),
        null=True,
        blank=True,
        help_text=_("The day somebody last read the source. Empty means not confirmed."),
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("authors"),
        FieldRowPanel([FieldPanel("journal"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("doi"), FieldPanel("pmid")]),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("kind_of_study"), FieldPanel("checked_date")]),
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("authors"),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["authors", "year", "pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title

    @property
    def is_confirmed(self) -> bool:
        """Somebody has looked the source up and it can be found again."""
        return bool(self.checked_date and (self.doi or self.pmid or self.url))

    @property
    def reference(self) -> str:
        """Return the source as one line of plain text."""
        publication = ", ".join(
            part for part in (self.journal, str(self.year) if self.year else "") if part
        )
        parts = [self.authors.rstrip("."), self.title.rstrip("."), publication]
        return ". ".join(part for part in parts if part) + "."

    @property
    def link(self) -> str:
        """Return where the source can be read, or ``""``."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return str(self.url)


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

    panels = [FieldPanel("heading"), FieldPanel("body")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["locale"], name="one_disclosure_per_language")
        ]

    def __str__(self) -> str:
        return self.heading
