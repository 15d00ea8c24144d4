"""A site in order, and how a fault in it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from clinic.models import Clinic, ClinicSpecialDays
from clinic.public_holidays import holidays_between
from editorial.models import ToDoRow
from editorial.services.to_do import look
from navigation.models import Menu
from operations.to_do import registered_checks
from tests.factories import SmallSite, make_site, publish
from tests.remembered import remembered
from tests.whole_site import make_menu

Mend = Callable[[], Any]
NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A fault that was made: which rows it must give, as (title, kind), and how it is mended."""

    kind: str
    titles: tuple[str, ...]
    mend: Mend
    anchor: str = ""


@remembered
def site_in_order() -> SmallSite:
    """Return the small site with every page described, linked to, and nothing to do."""
    site = make_site()
    for page in site.pages:
        page = type(page).objects.get(pk=page.pk)
        page.search_description = f"What the page {page.title} answers."
        publish(page)
    index_pages = [page for page in site.pages if page.depth == 3]
    make_menu(Menu.Placement.MAIN, *index_pages)
    _decide_on_holidays(Clinic.objects.get())
    return site


def _decide_on_holidays(clinic: Clinic) -> None:
    for holiday in holidays_between(date(2026, 11, 1), date(2027, 3, 1)):
        clinic.special_days.add(
            ClinicSpecialDays(
                name=holiday.name, first_date=holiday.day, last_date=holiday.day, sort_order=1
            )
        )
    publish(clinic)


def found(*kinds: str) -> list[tuple[str, str]]:
    """Look at everything anew, or at these kinds; return the kind and title of each row."""
    checks = [check for check in registered_checks() if not kinds or check.key in kinds]
    failed = look(checks=checks, now=NOW, asked_for=True)
    assert failed == ()
    return sorted(ToDoRow.objects.values_list("kind", "title"))
