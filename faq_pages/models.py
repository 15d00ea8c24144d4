"""FAQ pages and their index."""

from __future__ import annotations

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from editorial.claim_texts import claim_texts
from editorial.models import Question
from editorial.rules.citations import CITATION
from faq_pages import fetching
from faq_pages.page_data import FAQIndexPageData, FAQPageData
from locations.share_maps import share_map_around
from operations.claims_panel import ClaimsPanel
from operations.inline_rows import RestorableInlinePanel
from page_cache.tags import PageFetch
from seo.models import BasePage
from seo.rules.share_card import ShareMapData
from seo.structured_data import Node
from seo.structured_data_pages import faq_page_nodes, plain_page_nodes


@claim_texts("introduction")
class FAQIndexPage(BasePage):
    """Lists all FAQ pages."""

    introduction = RichTextField(
        _("introduction"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("One or two sentences above the list."),
    )

    content_panels = [*BasePage.content_panels, ClaimsPanel(), FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    subpage_types = ["faq_pages.FAQPage"]

    class Meta:
        verbose_name = _("FAQ index")
        verbose_name_plural = _("FAQ indexes")

    def fetch_data(self, request: HttpRequest, fetch: PageFetch) -> FAQIndexPageData:
        return fetching.faq_index_page_data(self, request, fetch)

    def build_graph(self, data: FAQIndexPageData) -> list[Node]:
        return plain_page_nodes(data, types=("CollectionPage",))


@claim_texts("opening", "closing", "summary", "placements.group")
class FAQPage(BasePage):
    """Questions from the library, in the order wanted, with an opening and a closing."""

    cache_collections = ("faq-pages",)

    treatment = models.ForeignKey(
        "clinic.Treatment",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("treatment"),
        help_text=_("What the questions are about."),
    )
    summary = models.CharField(
        _("summary"),
        max_length=250,
        blank=True,
        help_text=_("One sentence for the list of FAQ pages."),
    )
    opening = RichTextField(
        _("opening"),
        features=["bold", "italic", "link", CITATION],
        help_text=_("Who the clinic is and how to call. Two or three sentences."),
    )
    closing = RichTextField(
        _("closing"),
        blank=True,
        features=["bold", "italic", "link", CITATION],
        help_text=_("Stands above the phone number at the end."),
    )

    # Its graph carries the questions that are marked up on it.
    marks_up_questions = True
    # Texts that the index alone prints.
    printed_elsewhere = ("summary",)

    content_panels = [
        *BasePage.content_panels,
        ClaimsPanel(),
        FieldPanel("opening"),
        RestorableInlinePanel(
            "placements",
            heading=_("Questions"),
            label=_("Question"),
            help_text=_(
                "Choose from the question library and drag into the order wanted. A question that "
                "is not published is left out."
            ),
        ),
        FieldPanel("closing"),
        FieldPanel("summary"),
        FieldPanel("treatment"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("opening"),
        index.RelatedFields(
            "placements",
            [
                index.RelatedFields(
                    "question", [index.SearchField("question"), index.SearchField("answer")]
                )
            ],
        ),
    ]
    parent_page_types = ["faq_pages.FAQIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("FAQ page")
        verbose_name_plural = _("FAQ pages")

    def fetch_data(self, request: HttpRequest, fetch: PageFetch) -> FAQPageData:
        return fetching.faq_page_data(self, request, fetch)

    def share_map(self, data: FAQPageData) -> ShareMapData | None:
        return share_map_around(data.site.clinic, data.places)

    def build_graph(self, data: FAQPageData) -> list[Node]:
        return faq_page_nodes(
            data,
            questions=[question for group in data.groups for question in group.questions],
            treatment=data.treatment,
            citations=data.citations,
            review=data.review,
        )


class QuestionPlacement(Orderable):
    """A library question on an FAQ page."""

    page = ParentalKey(FAQPage, on_delete=models.CASCADE, related_name="placements")
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="placements", verbose_name=_("question")
    )
    group = models.CharField(
        _("start a group with this heading"),
        max_length=100,
        blank=True,
        help_text=_("Stands above this question and those that follow. Example: The day itself."),
    )

    # Goes to the next question of the group when this row is taken away by a merge.
    placement_heading_field = "group"

    panels = [FieldRowPanel([FieldPanel("question"), FieldPanel("group")])]

    class Meta(Orderable.Meta):
        verbose_name = _("question on this page")
        verbose_name_plural = _("questions on this page")

    def __str__(self) -> str:
        return str(self.question)
