"""People and their profiles."""

from __future__ import annotations

from dataclasses import replace

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from editorial.claim_texts import claim_texts
from home import fetching
from home.page_data import PeopleIndexPageData, PersonPageData
from operations.claims_panel import ClaimsPanel
from page_cache.tags import PageFetch
from seo.models import BasePage
from seo.page_data import SearchLines
from seo.structured_data import Node
from seo.structured_data_pages import person_page_nodes, plain_page_nodes

# In search results, while the page has no description of its own.
PROFILE_DESCRIPTION = _("%(name)s: %(role)s at %(clinic)s.")


@claim_texts("introduction")
class PeopleIndexPage(BasePage):
    """Lists everybody who has a profile."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*BasePage.content_panels, ClaimsPanel(), FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    subpage_types = ["home.PersonPage"]

    class Meta:
        verbose_name = _("list of people")
        verbose_name_plural = _("lists of people")

    def fetch_data(self, request: HttpRequest, fetch: PageFetch) -> PeopleIndexPageData:
        return fetching.people_index_page_data(self, request, fetch)

    def build_graph(self, data: PeopleIndexPageData) -> list[Node]:
        return plain_page_nodes(data, types=("CollectionPage",))


@claim_texts("introduction")
class PersonPage(BasePage):
    """The profile of one person."""

    person = models.ForeignKey(
        "clinic.Person",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("person"),
        help_text=_("Name, role and credentials are shown as they stand under People."),
    )
    introduction = RichTextField(
        _("in this person's own words"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("Optional. Example: why this person works here."),
    )

    content_panels = [
        *BasePage.content_panels,
        ClaimsPanel(),
        FieldPanel("person"),
        FieldPanel("introduction"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    parent_page_types = ["home.PeopleIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def default_search_lines(self, fetch: PageFetch) -> SearchLines:
        """Return the title of every page; the description says who this is, from the record."""
        lines = super().default_search_lines(fetch)
        if self.person is None or not fetch.shows(self.person):
            return lines
        person = fetch.record(self.person)
        named = {
            "name": ", ".join(filter(None, (person.name, person.credentials))),
            "role": person.job_title,
            "clinic": self.seo_sitename,
        }
        return replace(lines, description=str(PROFILE_DESCRIPTION) % named)

    def fetch_data(self, request: HttpRequest, fetch: PageFetch) -> PersonPageData:
        return fetching.person_page_data(self, request, fetch)

    def build_graph(self, data: PersonPageData) -> list[Node]:
        return person_page_nodes(data, person=data.person)
