"""The base of every page type, and the addresses that have no page any more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise, cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtailseo.models import SeoMixin, SeoSettings

from clinic.fetching import absolute_url, clinic_today, main_clinic
from images.sizes import register_sizes, size_url
from navigation.page_data import LinkData
from operations.lost_references import ToleratesLostReferences
from page_cache.tags import PageFetch
from seo.fetching import fetch_site
from seo.page_data import MetaData, PageData
from seo.structured_data import Node, graph_json

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
                FieldPanel(
                    "og_image",
                    help_text=_("Shown when somebody shares this page. At least 1200 pixels wide."),
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
        data = self.fetch_data(request, fetch)
        return replace(data, cache_tags=fetch.tags, valid_until=fetch.valid_until)

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
        image_url, image_alt = self._share_image(request, fetch)
        if not image_url and site.clinic and site.clinic.image_urls:
            image_url, image_alt = site.clinic.image_urls[-1], site.clinic.name
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
                image_url=image_url,
                image_alt=image_alt,
                robots="" if site.launched else "noindex",
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

    def _share_image(self, request: HttpRequest, fetch: PageFetch) -> tuple[str, str]:
        """Return address and alternative text of the picture for sharing, empty without one."""
        image = self.og_image
        if image is None:
            image = fetch.record(SeoSettings.for_request(request)).og_image_default
        if image is None:
            return "", ""
        fetch.record(image)
        url = size_url(image, SHARE_IMAGE_SIZE)
        if not url:
            return "", ""
        return absolute_url(url, self._site.root_url), image.default_alt_text

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

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return this page's sitemap entry; none for an alias or a page that names another URL."""
        if self.alias_of_id or self.canonical_url:
            return []
        urls: list[dict[str, Any]] = super().get_sitemap_urls(request)
        return urls


class GoneAddressQuerySet(models.QuerySet["GoneAddress"]):
    """Addresses that were taken down for good."""

    def at(self, site: Site, path: str) -> GoneAddressQuerySet:
        """Return the one at ``path`` of ``site``, whether or not the path ends in a slash."""
        return self.filter(site=site, path=Redirect.normalise_path(path))


class GoneAddress(models.Model):
    """An address whose page was taken down for good: it answers "410 Gone", with help."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(_("address"), max_length=255)
    page_title = models.CharField(_("page"), max_length=255)
    offered_page = models.ForeignKey(
        Page, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("instead")
    )
    gone_at = models.DateTimeField(_("taken down"), auto_now_add=True)

    objects = GoneAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address taken down")
        verbose_name_plural = _("addresses taken down")
        constraints = [
            models.UniqueConstraint(fields=["site", "path"], name="gone_once_an_address")
        ]

    def __str__(self) -> str:
        return self.path


class RedirectUpload(models.Model):
    """A file of redirects as it was uploaded, so that what is imported is what was looked at.

    It belongs to whoever uploaded it and is forgotten after a day.
    """

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True, db_index=True)
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("file of redirects")

    def __str__(self) -> str:
        return self.file_name
