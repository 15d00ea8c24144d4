"""What is missing in the facts about places before the site can be launched."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import ngettext

from clinic.launch import LaunchGap, launch_check
from clinic.launch_checks import edit_url
from locations.models import LocalFact, ServiceArea


@launch_check("local facts")
def local_fact_gaps() -> Iterator[LaunchGap]:
    """Yield a gap for each served place with facts that are made up or that name no source."""
    shown = LocalFact.objects.valid_on(timezone.localdate())
    for area in ServiceArea.objects.in_service():
        samples = shown.filter(area=area, is_sample=True).count()
        if samples:
            message = ngettext(
                "%(place)s has %(count)d made-up local fact.",
                "%(place)s has %(count)d made-up local facts.",
                samples,
            )
            yield _gap(area, message, samples)
        unsourced = shown.filter(area=area, source_name="", source_url="").count()
        if unsourced:
            message = ngettext(
                "%(place)s has %(count)d local fact without a source.",
                "%(place)s has %(count)d local facts without a source.",
                unsourced,
            )
            yield _gap(area, message, unsourced)


def _gap(area: ServiceArea, message: str, count: int) -> LaunchGap:
    return LaunchGap(message=message % {"place": area, "count": count}, edit_url=edit_url(area))
