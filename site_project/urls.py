"""The site's addresses. Wagtail's pages come last: they answer everything else."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from appointments.views.public import request_appointment, request_sent
from counts.views import count
from home.search import search_view
from home.styleguide import styleguide_view
from operations.media import serve_picture
from operations.views import healthz, readyz
from seo.share_views import share_image
from seo.site_files import index_now_key, security_txt, web_manifest
from seo.views import robots_txt, sitemap, sitemap_part

handler404 = "seo.views.page_not_found"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("robots.txt", robots_txt, name="robots_txt"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap_part, name="sitemap_part"),
    path("site.webmanifest", web_manifest, name="web_manifest"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    re_path(r"^(?P<key>[A-Za-z0-9-]{8,128})\.txt$", index_now_key, name="index_now_key"),
    path("count/", count, name="count"),
    re_path(
        r"^media/(?P<folder>images|original_images)/(?P<path>.+)$", serve_picture, name="media"
    ),
    path("share-images/<int:page_id>-<slug:digest>.png", share_image, name="share_image"),
    # Before Wagtail's own: it answers at the addresses of its sign-in form and password reset.
    path("admin/", include("sign_in.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

if settings.SHOW_STYLEGUIDE:
    urlpatterns.append(path("styleguide/", styleguide_view, name="styleguide"))

# For visitors: in a language other than the first, each of them stands below its prefix.
urlpatterns += i18n_patterns(
    path("search/", search_view, name="search"),
    path("request-appointment/", request_appointment, name="request_appointment"),
    path("request-appointment/sent/", request_sent, name="request_appointment_sent"),
    # Wagtail's own form would sign people in without throttle and second step.
    path(
        "_util/login/", RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True)
    ),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
