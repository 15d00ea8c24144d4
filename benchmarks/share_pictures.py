"""How long the picture for a shared link takes, and how large it is."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.measures import Measure, seconds
from locations.models import CityPage
from seo.models import BasePage
from seo.share_drawing import draw_card
from seo.share_images import image_for_visitors
from seo.site_reading import default_site, site_pages

MOST_KILOBYTES = 100
MOST_PAGES = 50

TITLE = "Pictures for shared links"
ABOUT = "1200 by 630 pixels, drawn when first asked for."
LARGEST = "the largest of them"
DRAWN = "draw that of a city page"
NAMES = LARGEST, DRAWN


def measure() -> Iterator[Measure]:
    """Yield the time of one picture and the size of the largest, on the demo and beside it."""
    site = default_site()
    if site is None:
        return
    pages = site_pages(site).order_by("path").specific()[:MOST_PAGES]
    cards = [image_for_visitors(page, site)[1] for page in pages if isinstance(page, BasePage)]
    sizes = [len(draw_card(card)) for card in cards]
    yield Measure(
        name=LARGEST,
        note=f"of {len(sizes)}",
        value=max(sizes) / 1000,
        unit="kB",
        goal=MOST_KILOBYTES,
    )
    page = CityPage.objects.live().order_by("pk")[0]
    card = image_for_visitors(page, site)[1]
    yield Measure(
        name=DRAWN,
        value=seconds(lambda: draw_card(card)) * 1000,
        unit="ms",
        goal=250,
    )
