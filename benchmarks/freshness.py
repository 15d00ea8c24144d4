"""How fast scheduled work looks through the pages after a fact that all of them show changed."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from benchmarks.measures import Measure, seconds
from clinic.models import Clinic
from locations.models import CityPage
from seo.services.freshness import look_at_pages

TITLE = "What search engines are told"
ABOUT = "Every page is read again after the phone number, which all show, has changed."
LOOKED = "pages looked at"
SITEMAP = "sitemap"
NAMES = LOOKED, SITEMAP


def measure() -> Iterator[Measure]:
    """Yield the figures, on the pages that another benchmark has made; all are live here."""
    CityPage.objects.update(live=True)
    look_at_pages(now=timezone.now(), seconds=600)
    clinic = Clinic.objects.order_by("pk")[0]
    clinic.phone = "+16505550199"
    clinic.save_revision().publish()
    start = perf_counter()
    looks = look_at_pages(now=timezone.now(), seconds=600)
    took = perf_counter() - start
    yield Measure(
        name=LOOKED,
        note=f"{looks.read:,} in all",
        value=looks.read / took,
        unit="a second",
    )
    host = Page.objects.filter(depth=2)[0].get_site().hostname
    sitemap = seconds(lambda: Client().get("/sitemap.xml", headers={"host": host}))
    yield Measure(name=SITEMAP, note=f"{looks.read:,} pages", value=sitemap, unit="s", goal=1)
