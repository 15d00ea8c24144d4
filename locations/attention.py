"""What an editor reads about city pages right after signing in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from clinic.launch_checks import edit_url
from locations.models import CityPageVerdict, GateSettings, ServiceArea

LISTED = 5
# How long before a fact leaves its page its place is named.
DAYS_AHEAD = 30


class CityPagesPanel(Component):
    """Live pages that no longer pass, and places with facts that run out; nothing without any."""

    order = 40
    template_name = "locations/panels/needs_attention.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return the first of each, for whoever is signed in."""
        user = parent_context["request"].user
        failing, expiring = failing_pages(user), expiring_places(timezone.localdate())
        return {
            "failing": _with_last_day(failing[:LISTED]),
            "more_failing": max(0, failing.count() - LISTED),
            "expiring": _with_addresses(expiring[:LISTED]),
            "more_expiring": max(0, expiring.count() - LISTED),
        }


def needs_attention(user: Any) -> bool:
    """Whether there is anything to tell ``user``."""
    return failing_pages(user).exists() or expiring_places(timezone.localdate()).exists()


def failing_pages(user: Any) -> QuerySet[CityPageVerdict]:
    """Return the verdicts on live pages that ``user`` may edit and that have to be mended."""
    pages = page_permission_policy.instances_user_has_any_permission_for(user, ["change"])
    verdicts = CityPageVerdict.objects.filter(failing_since__isnull=False, page__in=pages)
    return verdicts.select_related("page").order_by("failing_since", "pk")


def expiring_places(today: date) -> QuerySet[ServiceArea]:
    """Return the served places with facts that run out in the next days, the soonest first.

    ``first_day_over`` is the last day of the first fact to go.
    """
    soon = Q(local_facts__valid_until__range=(today, today + timedelta(days=DAYS_AHEAD)))
    areas = ServiceArea.objects.in_service().filter(soon)
    return areas.annotate(first_day_over=Min("local_facts__valid_until", filter=soon)).order_by(
        "first_day_over", "name", "pk"
    )


def _with_last_day(verdicts: QuerySet[CityPageVerdict]) -> list[Any]:
    days = GateSettings.load().days_to_mend
    rows: list[Any] = list(verdicts)
    for row in rows:
        row.last_day = row.mend_by(days)
    return rows


def _with_addresses(areas: QuerySet[ServiceArea]) -> list[Any]:
    rows: list[Any] = list(areas)
    for row in rows:
        row.edit_url = edit_url(row)
    return rows
