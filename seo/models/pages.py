"""The base of every page type."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise, cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import Page, Site
from wagtailseo import settings as wagtailseo_settings
from wagtailseo.models import SeoMixin, SeoSettings

from clinic.fetching import absolute_url, clinic_today, main_clinic
from images.sizes import register_sizes, sizes_of
from navigation.page_data import LinkData
from operations.lost_references import ToleratesLostReferences
from page_cache.tags import PageFetch
from seo.alternates import alternates
from seo.fetching import fetch_site
from seo.languages import address_in_own_language, has_languages, og_locale
from seo.models.search_settings import SearchSettings
from seo.page_data import MetaData, PageData, SearchLines
from seo.panels import SearchPreviewPanel
from seo.rules.share_card import ShareCardData, ShareMapData
from seo.search_preview import line_previews
from seo.share_images import drawn_image, is_drawn, share_card
from seo.structured_data import Node, graph_json
from seo.verification import VerificationTag

if TYPE_CHECKING:
    from clinic.models import Clinic

SHARE_IMAGE_SIZE = "fill-1200x630|format-jpeg"
register_sizes(SHARE_IMAGE_SIZE)


def search_panels(*, title_help: Promise, description_help: Promise) -> list[Panel]:
    """Return the panels of what search engines and shared links show of a page."""
    return [
        MultiFieldPanel(
            [
                FieldPanel("seo_title", help_text=title_help),
                FieldPanel("search_description", help_text=description_help),
                SearchPreviewPanel(),
                FieldPanel(
                    "og_image",
                    help_text=_(
                        "Shown when somebody shares this page. At least 1200 by 630 pixels. Leave "
                        "empty for the picture that the site draws: heading, clinic and map."
                    ),
                ),
                FieldPanel("slug", widget=SlugInput),
            ],
            heading=_("Search and sharing"),
        ),
    ]


class BasePage(ToleratesLostReferences, SeoMixin, Page):
    """A page in two steps: fetch everything into one object, then print it twice.

    :meth:`fetch_data` runs every query and returns a frozen dataclass; :meth:`build_graph` makes
    the page's JSON-LD nodes from that same object, and the template prints it. So the markup and
    the visible page cannot disagree, and no query runs while the template renders.
    """

    heading = models.CharField(
        _("heading"),
        max_length=150,
        blank=True,
        help_text=_(
            "The large line on top of the page. Leave empty to use the title, which also stands in "
            "menus and above the page. Example: Areas we serve from our clinic in Los Altos."
        ),
    )

    exclude_fields_in_copy = ["canonical_url"]

    content_panels = [*Page.content_panels, FieldPanel("heading")]

    promote_panels = search_panels(
        title_help=_(
            "The blue line in search results, best under 60 characters. "
            "Leave empty to use the page's title and the site's name."
        ),
        description_help=_(
            "One or two sentences under it, 50 to 160 characters: what this page "
            "answers. Example: What ketamine infusions for migraine are, what a "
            "session is like and how to call the clinic in Los Altos."
        ),
    )

    class Meta:
        abstract = True

    def fetch_data(self, request: HttpRequest, fetch: PageFetch) -> PageData:
        """Return everything that the page shows; the only place where it may query."""
        raise NotImplementedError

    def build_graph(self, data: Any) -> list[Node]:
        """Return the JSON-LD nodes of the page, made from ``data`` alone."""
        raise NotImplementedError

    def page_data(self, request: HttpRequest) -> PageData:
        """Return the page's data, with the tags of everything read for it and how long it holds."""
        fetch = PageFetch.for_request(request)
        if self.pk:
            fetch.record(self)
        # Also for whoever asks outside the page's own address, for its picture say.
        with translation.override(self.locale.language_code):
            data = self.fetch_data(request, fetch)
        meta = data.meta
        if self.pk and not meta.image_url:
            meta = drawn_image(meta, self.share_card(data), self.pk, data.site.root_url)
        return replace(data, meta=meta, cache_tags=fetch.tags, valid_until=fetch.valid_until)

    def default_search_lines(self, fetch: PageFetch) -> SearchLines:
        """Return title and description for search engines while the page's own are empty."""
        separator = wagtailseo_settings.get("WAGTAILSEO_SEP")
        return SearchLines(title=f"{self.title} {separator} {self.seo_sitename}", description="")

    def search_lines(self, fetch: PageFetch) -> SearchLines:
        """Return title and description for search engines, without all else of the page."""
        default = self.default_search_lines(fetch)
        return SearchLines(
            title=self.seo_title or default.title,
            description=self.search_description or default.description,
        )

    def search_terms(self, data: Any) -> str:
        """Return words that the site's search finds the page by though it does not print them."""
        return ""

    def share_map(self, data: Any) -> ShareMapData | None:
        """Return the map on the picture for sharing, made from ``data`` alone."""
        return None

    def share_card(self, data: PageData) -> ShareCardData:
        """Return what the picture for sharing shows, made from ``data`` alone."""
        return share_card(data, self.share_map(data))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the page, or lead to where it stands in its own language."""
        elsewhere = address_in_own_language(self, request)
        return redirect(elsewhere) if elsewhere else super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        data = self.page_data(request)
        context["data"] = data
        # Safe: graph_json escapes every character that could end the script element.
        context["graph_json"] = mark_safe(graph_json(self.build_graph(data)))
        return context

    def frame(
        self,
        request: HttpRequest,
        fetch: PageFetch,
        *,
        clinic: Clinic | None = None,
        heading: str = "",
        title: str = "",
        description: str = "",
        label: str = "",
    ) -> dict[str, Any]:
        """Return the fields that every page's data shares, as keyword arguments.

        ``heading``, ``title`` and ``description`` replace what the page's own fields would give;
        ``label`` names the page in the way from home.
        """
        self._site = Site.find_for_request(request)
        locale = self.locale
        clinic = clinic or main_clinic(fetch)
        site = fetch_site(
            request,
            fetch,
            locale=locale,
            current_path=self.get_url(request) or "",
            clinic=clinic,
        )
        return {
            "page_id": self.pk,
            "heading": heading or self.heading or self.title,
            "site": site,
            "today": clinic_today(fetch, clinic),
            "breadcrumbs": self._breadcrumbs(request, fetch, label or self.title),
            "meta": MetaData(
                title=title or self.seo_pagetitle,
                description=description or self.seo_description,
                canonical_url=self.seo_canonical_url,
                site_name=site.name,
                language=locale.language_code,
                og_type=self.seo_og_type,
                robots="" if site.launched else "noindex",
                verification_tags=self._verification_tags(request, fetch),
                og_locale=og_locale(locale.language_code) if has_languages() else "",
                alternates=alternates(self, request, fetch),
                **self._chosen_image(request, fetch),
            ),
        }

    def _breadcrumbs(
        self, request: HttpRequest, fetch: PageFetch, label: str
    ) -> tuple[LinkData, ...]:
        depth = self._site.root_page.depth
        if self.depth <= depth:
            return ()
        trail = [
            LinkData(label=page.title, url=page.get_url(request) or "")
            for page in self.get_ancestors().filter(depth__gte=depth)
            if fetch.shows(page)
        ]
        own = LinkData(label=label, url=self.get_url(request) or "", is_current=True)
        return (*trail, own)

    def _verification_tags(
        self, request: HttpRequest, fetch: PageFetch
    ) -> tuple[VerificationTag, ...]:
        if self.pk is None or self.pk != self._site.root_page_id:
            return ()
        return fetch.record(SearchSettings.for_request(request)).verification_tags

    def _chosen_image(self, request: HttpRequest, fetch: PageFetch) -> dict[str, Any]:
        """Return the fields of the picture for sharing that an editor chose, none without one."""
        image = self.og_image
        if image is None:
            image = fetch.record(SeoSettings.for_request(request)).og_image_default
        if image is None:
            return {}
        fetch.record(image)
        size = sizes_of(image, SHARE_IMAGE_SIZE).get(SHARE_IMAGE_SIZE)
        if size is None:
            return {}
        return {
            "image_url": absolute_url(size.url, self._site.root_url),
            "image_alt": image.default_alt_text,
            "image_width": size.width,
            "image_height": size.height,
        }

    @cached_property
    def _site(self) -> Site:
        return Page.get_site(self)

    def get_site(self) -> Site:
        """Return the page's site, looked up once: wagtail-seo asks many times a page."""
        return self._site

    @property
    def seo_canonical_url(self) -> str:
        """Return the page's own absolute address; an alias answers with its original's."""
        if self.alias_of_id:
            return str(self.alias_of.get_full_url())
        return str(self.canonical_url or self.get_full_url() or "")

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return Wagtail's context; for the preview of search results with what it tells."""
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        if mode_name == "wagtail-seo":
            data = context["data"]
            lines = SearchLines(title=data.meta.title, description=data.meta.description)
            context["lines"] = line_previews(lines, lines)
            if self.pk and is_drawn(data.meta, self.share_card(data), self.pk):
                # Visitors cannot have that of a draft.
                context["picture_url"] = reverse("search_preview:picture", args=[self.pk])
        return context

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return this page's sitemap entry; none for an alias or a page that names another URL.

        The sitemap brings the day of the last change along, as ``content_changed_at``.
        """
        if self.alias_of_id or self.canonical_url:
            return []
        # Wagtail's own date is that of publishing, which a shared fact does not move.
        lastmod = getattr(self, "content_changed_at", None)
        return [{"location": self.get_full_url(request), "lastmod": lastmod}]
