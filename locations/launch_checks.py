"""What is missing in the facts about places before the site can be launched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import ngettext

from clinic.launch import LaunchGap, launch_check
from clinic.launch_checks import edit_url
from locations.models import LocalFact, ServiceArea


@launch_check("local facts")
def local_fact_gaps() -> Iterator[LaunchGap]:
    """Yield a gap for each served place with facts that are made up or that name no source."""
    for area, message in doubtful_places():
        yield LaunchGap(message=message, edit_url=edit_url(area))


def doubtful_places() -> Iterator[tuple[ServiceArea, str]]:
    """Yield each served place with facts that are made up or name no source, and how many.

    One query, however many places there are.
    """
    facts = LocalFact.objects.valid_on(timezone.localdate())
    doubtful = facts.filter(Q(is_sample=True) | Q(source_name="", source_url=""))
    areas = ServiceArea.objects.in_service().filter(local_facts__in=doubtful)
    for area in areas.annotate(
        samples=_count(Q(local_facts__is_sample=True)),
        unsourced=_count(Q(local_facts__source_name="", local_facts__source_url="")),
    ):
        yield area, _message(area)


def _count(condition: Q) -> Count:
    return Count("local_facts", filter=condition)


def _message(area: Any) -> str:
    """Return what is wrong with the facts of ``area``, which holds their counts."""
    samples = ngettext(
        "%(place)s has %(count)d made-up local fact.",
        "%(place)s has %(count)d made-up local facts.",
        area.samples,
    )
    unsourced = ngettext(
        "%(place)s has %(count)d local fact without a source.",
        "%(place)s has %(count)d local facts without a source.",
        area.unsourced,
    )
    found = ((samples, area.samples), (unsourced, area.unsourced))
    return " ".join(message % {"place": area, "count": count} for message, count in found if count)
