"""The hub and the city pages."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Locale, Page
from wagtail.search import index

from editorial.claim_texts import claim_texts
from editorial.rules.citations import CITATION
from locations import fetching
from locations.city_page_form import CityPageForm
from locations.models.areas import ServiceArea
from locations.models.blueprints import LandingBlueprint
from locations.models.standing import KeepsItsPlace, StandsInOrder
from locations.neighbour_rows import NeighboursPanel
from locations.page_data import CityIndexPageData, CityPageData
from locations.panels import GateVerdictPanel, SectionOverridesPanel
from locations.rules.tokens import token_examples
from locations.search_lines import default_lines
from locations.share_maps import share_map_around, share_map_of
from operations.claims_panel import ClaimsPanel
from operations.inline_rows import RestorableInlinePanel
from page_cache.tags import PageFetch
from seo.models import BasePage, search_panels
from seo.page_data import SearchLines
from seo.rules.share_card import ShareMapData
from seo.structured_data import Node
from seo.structured_data_pages import city_page_nodes, plain_page_nodes

CLAIMED_FIELDS = frozenset({"area", "blueprint", "locale", "alias_of", "alias_of_id"})


@claim_texts("introduction", "body")
class CityIndexPage(KeepsItsPlace, BasePage):
    """The hub: all places that the clinic serves people from."""

    introduction = RichTextField(
        _("introduction"),
        features=["bold", "italic", "link"],
        help_text=_(
            "Where the clinic is and who comes from where. Shown above the list of places."
        ),
    )
    body = RichTextField(
        _("text below the list"),
        blank=True,
        features=["h2", "h3", "bold", "italic", "link", "ul", "ol"],
        help_text=_("For people whose place is not listed. Example: how to ask on the phone."),
    )

    content_panels = [
        *BasePage.content_panels,
        ClaimsPanel(),
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    subpage_types = ["locations.CityPage"]

    class Meta:
        verbose_name = _("areas we serve")
        verbose_name_plural = _("areas we serve")

    def fetch_data(self, request: HttpRequest, fetch: PageFetch) -> CityIndexPageData:
        return fetching.city_index_page_data(self, request, fetch)

    def share_map(self, data: CityIndexPageData) -> ShareMapData | None:
        return share_map_of(data.map_sketch)

    def build_graph(self, data: CityIndexPageData) -> list[Node]:
        return plain_page_nodes(data, types=("CollectionPage",))


@claim_texts(
    "local_introduction",
    "local_questions.question",
    "local_questions.answer",
    "section_overrides.body",
    "pictures",
    # It is the name of its place.
    facts=("title",),
    tokens=token_examples,
)
class CityPage(StandsInOrder, BasePage):
    """What this clinic can say to people from one place: shared sections and local text."""

    cache_collections = ("areas",)

    area = models.ForeignKey(
        ServiceArea,
        null=True,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("place"),
        help_text=_("The place this page is for. Its facts are shown as they stand under Places."),
    )
    blueprint = models.ForeignKey(
        LandingBlueprint,
        null=True,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("shared page text"),
        help_text=_("Which shared sections the page shows. Save the page to see them below."),
    )
    local_introduction = RichTextField(
        _("local introduction"),
        blank=True,
        features=["bold", "italic", "link", "ul", CITATION],
        help_text=_(
            "Two or three paragraphs that only this clinic can write about people from here: how "
            "they come, who takes them home, what they ask. Needed before the page is published."
        ),
    )
    pictures = StreamField(
        [("picture", ImageBlock())],
        blank=True,
        verbose_name=_("pictures"),
        help_text=_("Say what each picture shows, for people who cannot see it."),
    )

    # Set on the page of a request in which the editor's form saves by itself.
    is_autosave = False

    base_form_class = CityPageForm
    content_panels = [
        *Page.content_panels,
        GateVerdictPanel(heading=_("Ready to publish?")),
        ClaimsPanel(),
        FieldPanel("local_introduction"),
        RestorableInlinePanel(
            "local_questions",
            heading=_("Questions from this place"),
            label=_("Question"),
            help_text=_(
                "Questions that only people from here ask. At least one makes a good page."
            ),
        ),
        SectionOverridesPanel("section_overrides", heading=_("Shared sections on this page")),
        FieldPanel("pictures"),
        NeighboursPanel(heading=_("Places nearby"), label=_("Place nearby")),
        FieldPanel("area"),
        FieldPanel("blueprint"),
    ]
    promote_panels = search_panels(
        title_help=_(
            "The blue line in search results, best under 60 characters. "
            "Leave empty for the wording of the shared page text."
        ),
        description_help=_(
            "One or two sentences under it, 50 to 160 characters. "
            "Leave empty for the wording of the shared page text."
        ),
    )
    search_fields = [
        *Page.search_fields,
        index.SearchField("local_introduction"),
        index.RelatedFields("area", [index.SearchField("name"), index.SearchField("county")]),
    ]
    parent_page_types = ["locations.CityIndexPage", "locations.CityPage"]
    subpage_types = ["locations.CityPage"]

    class Meta:
        verbose_name = _("city page")
        verbose_name_plural = _("city pages")

    def fetch_data(self, request: HttpRequest, fetch: PageFetch) -> CityPageData:
        return fetching.city_page_data(self, request, fetch)

    def default_search_lines(self, fetch: PageFetch) -> SearchLines:
        return default_lines(self, fetch)

    def search_terms(self, data: CityPageData) -> str:
        """Return the ZIP codes and the county of the place: people type them into a search."""
        return " ".join((*data.place.zip_codes, data.place.county)) if data.place else ""

    def share_map(self, data: CityPageData) -> ShareMapData | None:
        return share_map_around(data.site.clinic, data.neighbours, own=data.place)

    def build_graph(self, data: CityPageData) -> list[Node]:
        return city_page_nodes(
            data,
            place=data.place,
            questions=data.questions,
            treatment_name=data.treatment_name,
            citations=data.citations,
            review=data.review,
        )

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the page and claim its place, blueprint and language if nobody has.

        Storing a draft of a live page saves a few fields about revisions only. The page keeps the
        claim of what is live until the draft is published.
        """
        result = super().save(*args, **kwargs)
        fields = kwargs.get("update_fields")
        if fields is None or CLAIMED_FIELDS.intersection(fields):
            self.claim_place()
        return result

    def claim_place(self) -> bool:
        """Take the one claim on (place, blueprint, language); return whether this page has it.

        An alias never claims. A copy finds the claim taken and stays without one until its editor
        chooses another place.
        """
        if self.alias_of_id or not (self.area_id and self.blueprint_id):
            CityPageClaim.objects.filter(page=self).delete()
            return False
        wanted = {
            "area_id": self.area_id,
            "blueprint_id": self.blueprint_id,
            "locale_id": self.locale_id,
        }
        CityPageClaim.objects.filter(page=self).exclude(**wanted).delete()
        claim, _created = CityPageClaim.objects.get_or_create(**wanted, defaults={"page": self})
        return bool(claim.page_id == self.pk)


class CityPageClaim(models.Model):
    """Holds the promise of one page for each place, blueprint and language.

    A constraint on the page itself cannot name the language, a column of the parent table.
    """

    page = models.OneToOneField(CityPage, on_delete=models.CASCADE, related_name="claim")
    area = models.ForeignKey(ServiceArea, on_delete=models.CASCADE, related_name="+")
    blueprint = models.ForeignKey(LandingBlueprint, on_delete=models.CASCADE, related_name="+")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "blueprint", "locale"], name="one_city_page_a_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_id}/{self.blueprint_id}/{self.locale_id}"
