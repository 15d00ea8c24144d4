"""How long the gate takes over 200 city pages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

from benchmarks.measures import Measure, seconds
from locations.models import (
    CityIndexPage,
    CityPage,
    CityPageVerdict,
    LandingBlueprint,
    LocalFact,
    LocalQuestion,
    ServiceArea,
)
from locations.services.gate import judge_page
from locations.services.generation import plan_for, start_run
from locations.services.runs import continue_run
from locations.services.verdicts import read_again, read_what_changed, update_verdicts

PAGES = 200
SEED = 20

TITLE = "The publishing gate"
ABOUT = f"{PAGES} city pages, drafts that differ as good pages do."
JUDGED = "judge every city page from fingerprints"
ASKED = "verdict on one of them, as the editor asks for it"
READ = "read a page anew, for each page"
NAMES = JUDGED, ASKED, READ


def measure() -> Iterator[Measure]:
    """Yield the figures, on a site with :data:`PAGES` drafts that differ as good pages do."""
    make_pages()
    read_what_changed()
    rows = CityPageVerdict.objects.count()
    judged = seconds(update_verdicts)
    yield Measure(name=JUDGED, note=f"{rows} pages", value=judged, unit="s", goal=1)
    page = CityPage.objects.order_by("-pk")[0].get_latest_revision_as_object()
    yield Measure(
        name=ASKED,
        value=seconds(lambda: judge_page(page)),
        unit="s",
        goal=1,
    )
    read_again()
    read = seconds(read_what_changed, times=1)
    yield Measure(name=READ, value=read / rows * 1000, unit="ms")


def make_pages(count: int = PAGES) -> None:
    """Add places until the site has ``count`` city pages, and give each its own text."""
    words = random.Random(SEED)  # noqa: S311, for texts that are the same in each run
    hub = CityIndexPage.objects.get()
    blueprint = LandingBlueprint.objects.get()
    there = CityPage.objects.count()
    areas = [_add_place(number, words) for number in range(there, count)]
    continue_run(start_run(plan=plan_for(hub=hub, blueprint=blueprint, areas=areas), user=None))
    for page in CityPage.objects.filter(area__in=areas):
        page.local_introduction = f"<p>{_text(words, 250)}</p>"
        page.local_questions = [
            LocalQuestion(question=f"{_text(words, 8)}?", answer=f"<p>{_text(words, 50)}</p>")
            for _ in range(3)
        ]
        page.save_revision()


def _add_place(number: int, words: random.Random) -> ServiceArea:
    area = ServiceArea(
        name=f"Place {_letters(number)}",
        slug=f"place-{number}-ca",
        county="Santa Clara",
        latitude=Decimal("37.0") + Decimal(number) / 200,
        longitude=Decimal("-122.0"),
    )
    area.local_facts = [
        LocalFact(topic=topic, text=_text(words, 20), source_name="A map")
        for topic in (LocalFact.Topic.GETTING_HERE, LocalFact.Topic.GETTING_HOME)
    ]
    area.save()
    area.save_revision().publish()
    return area


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number))


def _text(words: random.Random, count: int) -> str:
    return " ".join(
        "".join(words.choices("abdeilmnorst", k=words.randint(3, 8))) for _ in range(count)
    )
