"""``manage.py load_demo``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from home.demo.city_pages import CityPageNotMadeError
from home.demo.loading import NoHomePageError, default_home_page, load_demo


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
        except (NoHomePageError, CityPageNotMadeError) as error:
            raise CommandError(str(error)) from error
        for kind, number in load.made.items():
            self.stdout.write(f"{number:4} {kind}")
        for reason in load.left_out:
            self.stdout.write(self.style.WARNING(f"Left out: {reason}"))
        if load.made:
            self.stdout.write(self.style.SUCCESS(f"Made {load.made.total()} things."))
        else:
            self.stdout.write("Nothing of the demo was missing.")
