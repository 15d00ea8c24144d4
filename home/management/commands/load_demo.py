"""``manage.py load_demo``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from home.demo.city_pages import CityPageNotMadeError
from home.demo.loading import NoHomePageError, default_home_page, load_demo
from home.demo.publishing import DemoLoad
from seo.services.freshness import look_at_pages

SECONDS_FOR_READING = 60.0


class Command(BaseCommand):
    """Loads the demo's clinic, places, questions and pages."""

    help = (
        "Make what is missing of the demo site. Nothing that is there is changed, so it may be "
        "run at any time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing on a site whose home page has other pages below it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["if_empty"] and default_home_page().numchild:
                self.stdout.write("The site has pages already; the demo was not loaded.")
                return
            load = load_demo(today=timezone.localdate())
            if load.made:
                # Nobody need wait for scheduled work before the search finds what was made.
                look_at_pages(now=timezone.now(), seconds=SECONDS_FOR_READING)
        except (NoHomePageError, CityPageNotMadeError) as error:
            raise CommandError(str(error)) from error
        for reason in load.left_out:
            self.stderr.write(self.style.WARNING(f"Left out: {reason}"))
        if options["verbosity"]:
            self.stdout.write(_summary(load))


def _summary(load: DemoLoad) -> str:
    if not load.made:
        return "Nothing of the demo was missing."
    return "\n".join(f"{number:4} {kind}" for kind, number in load.made.items())
