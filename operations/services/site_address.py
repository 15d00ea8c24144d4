"""Writes the address that the environment names into Wagtail's site record."""

from __future__ import annotations

from urllib.parse import urlsplit

from wagtail.models import Site

DEFAULT_PORTS = {"http": 80, "https": 443}


def write_site_address(*, site_url: str, site_name: str) -> bool:
    """Make the default site answer at ``site_url``; return whether its record had to change.

    ``site_name`` is set where an editor has not named the site. Without a default site (a
    database that was just emptied) there is nothing to write.
    """
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return False
    parts = urlsplit(site_url)
    hostname, port = parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme]
    name = site.site_name or site_name
    if (site.hostname, site.port, site.site_name) == (hostname, port, name):
        return False
    site.hostname, site.port, site.site_name = hostname, port, name
    site.save()
    return True
