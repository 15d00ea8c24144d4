"""Contact and plain content pages."""

from __future__ import annotations

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from editorial.claim_texts import claim_texts
from editorial.rules.citations import CITATION
from home import fetching
from home.blocks import SectionBlock
from home.forms import TextPageForm
from home.page_data import ContactPageData, ContentPageData
from locations.share_maps import share_map_of
from operations.claims_panel import ClaimsPanel
from page_cache.tags import PageFetch
from seo.models import BasePage
from seo.rules.share_card import ShareMapData
from seo.structured_data import Node
from seo.structured_data_pages import clinic_page_nodes, plain_page_nodes


class TextPage(BasePage):
    """A page that a clinician signs, unless it is about the house: the way, privacy, this site."""

    is_clinical = models.BooleanField(
        _("about health"),
        default=True,
        help_text=_(
            "A medical reviewer signs the page before it goes live, once there is one. Untick it "
            "for a page that no clinician has to read. Example: the privacy notice."
        ),
    )

    base_form_class = TextPageForm

    class Meta:
        abstract = True


@claim_texts("introduction", "picture", "sections")
class ContactPage(TextPage):
    """Address, hours, phone and parking as they stand under Clinic facts, and what happens next."""

    introduction = RichTextField(_("introduction"), features=["bold", "italic", "link", CITATION])
    picture = models.ForeignKey(
        "images.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    sections = StreamField([("section", SectionBlock())], blank=True, verbose_name=_("sections"))

    content_panels = [
        *BasePage.content_panels,
        ClaimsPanel(),
        FieldPanel("introduction"),
        FieldPanel("picture"),
        FieldPanel("sections"),
        FieldPanel("is_clinical"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("sections"),
    ]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def fetch_data(self, request: HttpRequest, fetch: PageFetch) -> ContactPageData:
        return fetching.contact_page_data(self, request, fetch)

    def share_map(self, data: ContactPageData) -> ShareMapData | None:
        return share_map_of(data.map_sketch)

    def build_graph(self, data: ContactPageData) -> list[Node]:
        return clinic_page_nodes(
            data,
            clinics=data.clinics,
            types=("ContactPage",),
            places=data.places,
            treatments=data.treatments,
            people=data.people,
            citations=data.citations,
        )


@claim_texts("introduction", "picture", "sections")
class ContentPage(TextPage):
    """About, privacy, accessibility and the like."""

    introduction = RichTextField(
        _("introduction"), blank=True, features=["bold", "italic", "link", CITATION]
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

    content_panels = [
        *BasePage.content_panels,
        ClaimsPanel(),
        FieldPanel("introduction"),
        FieldPanel("picture"),
        FieldPanel("sections"),
        FieldPanel("is_clinical"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("sections"),
    ]
    subpage_types = ["home.ContentPage"]

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")

    def fetch_data(self, request: HttpRequest, fetch: PageFetch) -> ContentPageData:
        return fetching.content_page_data(self, request, fetch)

    def build_graph(self, data: ContentPageData) -> list[Node]:
        return plain_page_nodes(data, citations=data.citations)
