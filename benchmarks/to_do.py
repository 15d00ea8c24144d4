"""What storing the findings of the claims check saves when somebody opens the list "To do"."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from benchmarks.gate import make_pages
from benchmarks.measures import Measure, seconds
from editorial.claim_texts import checked_models
from editorial.services.claim_readings import read_what_changed
from editorial.services.claims import newest_version, open_claims
from locations.models import CityPage
from operations.to_do import registered_checks

PAGES = 1000

TITLE = "The list of claims under “To do”"
ABOUT = f"{PAGES:,} live city pages, of which one changes."
SAVED = "save one city page and look for claims"
TIMES = "the same, reading all of them: times as long"
NAMES = SAVED, TIMES


def measure() -> Iterator[Measure]:
    """Yield how many times longer reading everything takes than looking after one change."""
    make_pages(PAGES)
    CityPage.objects.update(live=True)
    read_what_changed()
    page = CityPage.objects.order_by("-pk")[0]
    check = next(check for check in registered_checks() if check.key == "claims")

    def change_and_look() -> None:
        page.local_introduction += "<p>One more sentence.</p>"
        page.save_revision()
        list(check.find(timezone.now()))

    everything = seconds(read_everything, times=1)
    one_change = seconds(change_and_look, times=3)
    yield Measure(
        name=SAVED,
        value=one_change * 1000,
        unit="ms",
    )
    yield Measure(
        name=TIMES,
        value=everything / one_change,
        unit="times",
        goal=20,
        more_is_better=True,
    )


def read_everything() -> None:
    """Look for claims as if nothing were stored."""
    for model in checked_models():
        for record in model._default_manager.filter(live=True):
            open_claims(newest_version(record))
