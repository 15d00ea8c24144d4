"""What is missing in the facts about places before the site can be launched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from clinic.launch import LaunchGap, launch_check
from clinic.launch_checks import edit_url
from locations.models import LocalFact, ServiceArea


@launch_check("local facts")
def local_fact_gaps() -> Iterator[LaunchGap]:
    """Yield a gap for each served place with facts that are made up or that name no source."""
    for area in doubtful_places():
        yield LaunchGap(message=doubt_about(area, name=str(area)), edit_url=edit_url(area))


def doubtful_places() -> QuerySet[Any]:
    """Return the served places with facts that are made up or name no source, with their counts.

    One query, however many places there are.
    """
    facts = LocalFact.objects.valid_on(timezone.localdate())
    doubtful = facts.filter(Q(is_sample=True) | Q(source_name="", source_url=""))
    areas = ServiceArea.objects.in_service().filter(local_facts__in=doubtful)
    return areas.annotate(
        samples=_count(Q(local_facts__is_sample=True)),
        unsourced=_count(Q(local_facts__source_name="", local_facts__source_url="")),
    )


def _count(condition: Q) -> Count:
    return Count("local_facts", filter=condition)


def doubt_about(area: Any, *, name: str) -> str:
    """Return what is wrong with the facts of ``area``, which holds their counts.

    ``name`` is what the sentence calls it.
    """
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
    return " ".join(message % {"place": name, "count": count} for message, count in found if count)
