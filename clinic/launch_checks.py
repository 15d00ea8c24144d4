"""What is missing in the clinic's facts before the site can be launched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from clinic.launch import LaunchGap, launch_check
from clinic.models import Clinic, Person, Treatment
from clinic.samples import SampleMarkedModel

SAMPLE_MARKED: tuple[type[SampleMarkedModel], ...] = (Clinic, Person, Treatment)


@launch_check("clinic")
def clinic_gaps() -> Iterator[LaunchGap]:
    """Yield a gap if there is no clinic, and one for each that lacks what a visitor needs."""
    clinics = Clinic.objects.filter(live=True)
    if not clinics:
        yield LaunchGap(message=_("No clinic is published: enter the clinic's facts."))
    for clinic in clinics:
        missing = list(_missing_facts(clinic))
        if missing:
            yield LaunchGap(
                message=_("%(clinic)s still lacks: %(facts)s.")
                % {"clinic": clinic, "facts": get_text_list(missing, _("and"))},
                edit_url=edit_url(clinic),
            )


@launch_check("samples")
def sample_gaps() -> Iterator[LaunchGap]:
    """Yield a gap for each published record with facts that are still made up."""
    for model in SAMPLE_MARKED:
        records: models.QuerySet[Any] = model._default_manager.all()
        for record in records.filter(live=True):
            labels = [label.lower() for label in record.sample_labels()]
            if labels:
                yield LaunchGap(
                    message=_("%(record)s still has made-up facts: %(facts)s.")
                    % {"record": record, "facts": get_text_list(labels, _("and"))},
                    edit_url=edit_url(record),
                )


def edit_url(record: Any) -> str:
    """Return where ``record`` is edited, or ``""`` if the editor has no screen for it."""
    return AdminURLFinder().get_edit_url(record) or ""


def _missing_facts(clinic: Clinic) -> Iterator[str]:
    if clinic.latitude is None or clinic.longitude is None:
        yield _("coordinates")
    if not clinic.email:
        yield _("e-mail")
    if clinic.picture_id is None:
        yield _("picture of the clinic")
    if not clinic.weekly_hours.exists():
        yield _("opening hours")
