"""What search engines ask for by name, and the page for an address that leads nowhere."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps.views import index as wagtail_index
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap
from wagtail.models import Site

from page_cache.tags import PageFetch
from seo.crawlers import robots_lines
from seo.fetching import plain_frame
from seo.languages import in_each_language
from seo.middleware import is_launched
from seo.models import SearchSettings
from seo.models.search_settings import MayRead
from seo.page_data import LostPageData
from seo.sitemaps import PublicSitemap
from seo.starting_points import starting_points

SITEMAPS = {"pages": PublicSitemap}


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Serve the sitemap of live public pages; where they are many, the list of its parts."""
    if Site.find_for_request(request) is None:
        raise Http404
    is_long = PublicSitemap(request).paginator.num_pages > 1
    response: HttpResponse = (
        wagtail_index(request, SITEMAPS, sitemap_url_name="sitemap_part")
        if is_long
        else wagtail_sitemap(request, SITEMAPS)
    )
    return response


@require_safe
def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    """Serve one part of a long sitemap, which part is said by ``p``; the first without it."""
    if Site.find_for_request(request) is None:
        raise Http404
    response: HttpResponse = wagtail_sitemap(request, SITEMAPS, section=section)
    return response


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Serve ``robots.txt``: the owner's choice of crawlers, or nobody at all before the launch."""
    if is_launched(request):
        settings = SearchSettings.for_request(request)
        lines = robots_lines(
            kept_out=(reverse("wagtailadmin_home"), *in_each_language("search")),
            answers=settings.answer_crawlers == MayRead.YES,
            training=settings.training_crawlers == MayRead.YES,
            sitemap_url=f"{settings.site.root_url}{reverse('sitemap')}",
        )
    else:
        lines = ["User-agent: *", "Disallow: /"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere with the search, the phone and the menu."""
    site = Site.find_for_request(request)
    if site is None:
        return render(request, "404.html", status=404)
    fetch = PageFetch.for_request(request)
    frame = plain_frame(request, fetch, heading=_("Page not found"))
    menu = frame["site"].navigation.main
    data = LostPageData(**frame, starting_points=starting_points(request, fetch, menu=menu))
    return render(request, "404.html", {"data": data}, status=404)
