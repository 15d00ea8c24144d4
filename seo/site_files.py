"""Small files that browsers, phones and people with a report ask for by name."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Site

from seo.models import SearchSettings

# The security.txt standard (RFC 9116) asks for less than a year.
DAYS_VALID = 180
PAPER = "#faf6ee"
"""The page's color by day; the manifest has room for one alone."""


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a security hole (RFC 9116); nothing is here without a contact."""
    found = _settings(request)
    if found is None or not found.security_contact:
        raise Http404
    midnight = datetime.combine(timezone.now().date(), time.min, tzinfo=UTC)
    languages = ", ".join(code for code, _name in settings.LANGUAGES)
    lines = [
        f"Contact: {found.security_contact_uri}",
        f"Expires: {midnight + timedelta(days=DAYS_VALID):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {languages}",
        f"Canonical: {found.site.root_url}{reverse('security_txt')}",
    ]
    return _plain("\n".join(lines) + "\n")


@require_safe
def index_now_key(request: HttpRequest, key: str) -> HttpResponse:
    """Show the IndexNow key at its own address: whoever can do that speaks for the site."""
    found = _settings(request)
    stored = found.index_now_key if found is not None else ""
    if not stored or not hmac.compare_digest(stored, key):
        raise Http404
    return _plain(stored)


@require_safe
def web_manifest(request: HttpRequest) -> HttpResponse:
    """Say how a phone shows the site that somebody keeps on the home screen."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    icons = [
        {
            "src": static(f"img/{name}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for name, size, purpose in (
            ("icon-192", 192, "any"),
            ("icon-512", 512, "any"),
            ("icon-maskable-512", 512, "maskable"),
        )
    ]
    name = site.site_name or settings.WAGTAIL_SITE_NAME
    content = {
        "name": name,
        "start_url": "/",
        "display": "browser",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    }
    return JsonResponse(content, content_type="application/manifest+json")


def _settings(request: HttpRequest) -> SearchSettings | None:
    if Site.find_for_request(request) is None:
        return None
    found: SearchSettings = SearchSettings.for_request(request)
    return found


def _plain(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
