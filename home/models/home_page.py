"""The home page."""

from __future__ import annotations

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from editorial.claim_texts import claim_texts
from editorial.rules.citations import CITATION
from home import fetching
from home.blocks import StepBlock
from home.page_data import HomePageData
from locations.share_maps import share_map_of
from operations.claims_panel import ClaimsPanel
from operations.inline_rows import RestorableInlinePanel
from page_cache.tags import PageFetch
from seo.models import BasePage
from seo.rules.share_card import ShareMapData
from seo.structured_data import Node
from seo.structured_data_pages import clinic_page_nodes


@claim_texts("introduction", "picture", "steps", "not_for_heading", "not_for")
class HomePage(BasePage):
    """Who we are and where, how it goes, whom it is not for, what people ask first."""

    introduction = RichTextField(
        _("introduction"),
        features=["bold", "italic", "link", CITATION],
        help_text=_("Who you are and where, in two or three sentences."),
    )
    picture = models.ForeignKey(
        "images.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    steps = StreamField(
        [("step", StepBlock())],
        blank=True,
        verbose_name=_("how it goes"),
        help_text=_("Four steps from the first call to the way home."),
    )
    not_for_heading = models.CharField(
        _("heading"), max_length=100, blank=True, help_text=_("Example: Who it is not for.")
    )
    not_for = RichTextField(
        _("text"), blank=True, features=["bold", "italic", "link", "ul", CITATION]
    )

    content_panels = [
        *BasePage.content_panels,
        ClaimsPanel(),
        FieldPanel("introduction"),
        FieldPanel("picture"),
        FieldPanel("steps"),
        MultiFieldPanel(
            [FieldPanel("not_for_heading"), FieldPanel("not_for")], heading=_("Who it is not for")
        ),
        RestorableInlinePanel(
            "questions",
            heading=_("Questions people ask first"),
            label=_("Question"),
            max_num=8,
            help_text=_("Chosen from the question library. Example: Do I need a referral?"),
        ),
        RestorableInlinePanel("citations", heading=_("Sources"), label=_("Source")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    subpage_types = [
        "home.TreatmentIndexPage",
        "home.PeopleIndexPage",
        "home.ContactPage",
        "home.ContentPage",
        "faq_pages.FAQIndexPage",
        "locations.CityIndexPage",
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def fetch_data(self, request: HttpRequest, fetch: PageFetch) -> HomePageData:
        return fetching.home_page_data(self, request, fetch)

    def share_map(self, data: HomePageData) -> ShareMapData | None:
        return share_map_of(data.map_sketch)

    def build_graph(self, data: HomePageData) -> list[Node]:
        return clinic_page_nodes(
            data,
            clinics=data.clinics,
            places=data.places,
            treatments=data.treatments,
            people=data.people,
            citations=data.citations,
            review=data.review,
        )


class HomePageQuestion(Orderable):
    """A library question on the home page."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="questions")
    question = models.ForeignKey(
        "editorial.Question", on_delete=models.PROTECT, related_name="+", verbose_name=_("question")
    )

    panels = [FieldPanel("question")]

    def __str__(self) -> str:
        return str(self.question)


class HomePageCitation(Orderable):
    """A source that the home page rests on."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="citations")
    citation = models.ForeignKey(
        "editorial.Citation", on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )

    panels = [FieldPanel("citation")]

    def __str__(self) -> str:
        return str(self.citation)
