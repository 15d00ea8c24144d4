"""What search engines ask for by name, and the page for an address that leads nowhere."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap
from wagtail.models import Site

from seo.fetching import plain_page_data
from seo.languages import in_each_language
from seo.middleware import is_launched
from seo.sitemaps import PublicSitemap


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Serve the sitemap of live public pages."""
    if Site.find_for_request(request) is None:
        raise Http404
    response: HttpResponse = wagtail_sitemap(request, {"wagtail": PublicSitemap})
    return response


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Serve ``robots.txt``: everything but the editor, or nothing at all before the launch."""
    if is_launched(request):
        site = Site.find_for_request(request)
        lines = [
            "User-agent: *",
            f"Disallow: {reverse('wagtailadmin_home')}",
            *(f"Disallow: {path}" for path in in_each_language("search")),
            "",
            f"Sitemap: {site.root_url}{reverse('sitemap')}",
        ]
    else:
        lines = ["User-agent: *", "Disallow: /"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere with the search, the phone and the menu."""
    site = Site.find_for_request(request)
    if site is None:
        return render(request, "404.html", status=404)
    data = plain_page_data(request, _("Page not found"))
    return render(request, "404.html", {"data": data}, status=404)
