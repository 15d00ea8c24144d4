"""Treatments and their pages."""

from __future__ import annotations

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from editorial.claim_texts import claim_texts
from editorial.rules.citations import CITATION
from home import fetching
from home.blocks import SectionBlock
from home.page_data import TreatmentIndexPageData, TreatmentPageData
from operations.claims_panel import ClaimsPanel
from operations.inline_rows import RestorableInlinePanel
from page_cache.tags import PageFetch
from seo.models import BasePage
from seo.structured_data import Node
from seo.structured_data_pages import plain_page_nodes, treatment_page_nodes


@claim_texts("introduction")
class TreatmentIndexPage(BasePage):
    """Lists what the clinic gives."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*BasePage.content_panels, ClaimsPanel(), FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    subpage_types = ["home.TreatmentPage"]

    class Meta:
        verbose_name = _("list of treatments")
        verbose_name_plural = _("lists of treatments")

    def fetch_data(self, request: HttpRequest, fetch: PageFetch) -> TreatmentIndexPageData:
        return fetching.treatment_index_page_data(self, request, fetch)

    def build_graph(self, data: TreatmentIndexPageData) -> list[Node]:
        return plain_page_nodes(data, types=("CollectionPage",))


@claim_texts("introduction", "picture", "sections")
class TreatmentPage(BasePage):
    """What a treatment is, what is known and not known, the day itself, risks and alternatives."""

    treatment = models.ForeignKey(
        "clinic.Treatment",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("treatment"),
        help_text=_("Its facts (length, price, …) are shown as they stand under Clinic facts."),
    )
    introduction = RichTextField(
        _("introduction"),
        features=["bold", "italic", "link", CITATION],
        help_text=_("What it is and for whom, in two or three sentences. No promises."),
    )
    picture = models.ForeignKey(
        "images.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    sections = StreamField([("section", SectionBlock())], blank=True, verbose_name=_("sections"))
    questions_page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("page with questions"),
        help_text=_("The FAQ page about this treatment; a link to it closes the page."),
    )

    content_panels = [
        *BasePage.content_panels,
        ClaimsPanel(),
        FieldPanel("treatment"),
        FieldPanel("introduction"),
        FieldPanel("picture"),
        FieldPanel("sections"),
        PageChooserPanel("questions_page"),
        RestorableInlinePanel("citations", heading=_("Sources"), label=_("Source")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("sections"),
    ]
    parent_page_types = ["home.TreatmentIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("treatment page")
        verbose_name_plural = _("treatment pages")

    def fetch_data(self, request: HttpRequest, fetch: PageFetch) -> TreatmentPageData:
        return fetching.treatment_page_data(self, request, fetch)

    def build_graph(self, data: TreatmentPageData) -> list[Node]:
        return treatment_page_nodes(
            data,
            treatment=data.treatment,
            people=data.people,
            citations=data.citations,
            review=data.review,
        )


class TreatmentPageCitation(Orderable):
    """A source that a treatment page rests on."""

    page = ParentalKey(TreatmentPage, on_delete=models.CASCADE, related_name="citations")
    citation = models.ForeignKey(
        "editorial.Citation", on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )

    panels = [FieldPanel("citation")]

    def __str__(self) -> str:
        return str(self.citation)
