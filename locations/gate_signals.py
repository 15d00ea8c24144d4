"""What the gate hears of: a page about to go live, and whatever changes how a page reads.

Django's ``pre_save`` is the one step that all of Wagtail's ways to publish have in common: the
editor, workflows, bulk actions, schedules, copies that are published, aliases and the API.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.signals import published, unpublished

from clinic.models import Clinic, Treatment
from locations.models import CityPage, LandingBlueprint, ServiceArea
from locations.services.gate import check_may_go_live
from locations.services.verdicts import read_again
from operations.refusals import rule_before_publishing

DECIDING_FIELDS = frozenset({"live", "alias_of", "alias_of_id"})


def connect() -> None:
    """Connect the handlers, once, when the package is ready."""
    pre_save.connect(ask_the_gate, sender=CityPage, dispatch_uid="ask the gate")
    rule_before_publishing(ask_the_gate_early, [CityPage])
    post_save.connect(read_page_again, sender=CityPage, dispatch_uid="read page again")
    for model, handler in (
        (ServiceArea, read_pages_of_place_again),
        (LandingBlueprint, read_pages_of_text_again),
        (Treatment, read_pages_of_treatment_again),
        (Clinic, read_all_pages_again),
    ):
        for signal in (published, unpublished, post_delete):
            signal.connect(handler, sender=model, dispatch_uid=f"{handler.__name__} {id(signal)}")


def ask_the_gate(instance: CityPage, raw: bool, update_fields: Any, **kwargs: Any) -> None:
    """Raise ``GateRefusedError`` when a page that does not pass is about to be live.

    An alias that becomes a page of its own is live with the same text twice.
    """
    decides = update_fields is None or not DECIDING_FIELDS.isdisjoint(update_fields)
    if instance.live and not raw and decides:
        check_may_go_live(instance)


def ask_the_gate_early(page: CityPage) -> None:
    """Raise ``GateRefusedError`` if this version would not pass, before anybody publishes it."""
    check_may_go_live(page)


def read_page_again(instance: CityPage, **kwargs: Any) -> None:
    """Note that a page was saved, as a draft or live."""
    read_again(CityPage.objects.filter(pk=instance.pk))


def read_pages_of_place_again(instance: ServiceArea, **kwargs: Any) -> None:
    """Note that the facts of a place changed."""
    read_again(CityPage.objects.filter(area_id=instance.pk))


def read_pages_of_text_again(instance: LandingBlueprint, **kwargs: Any) -> None:
    """Note that a shared page text changed."""
    read_again(CityPage.objects.filter(blueprint_id=instance.pk))


def read_pages_of_treatment_again(instance: Treatment, **kwargs: Any) -> None:
    """Note that the facts of a treatment changed, which its texts name by tokens."""
    read_again(CityPage.objects.filter(blueprint__treatment_id=instance.pk))


def read_all_pages_again(**kwargs: Any) -> None:
    """Note that a clinic changed, which every page names and measures its distance from."""
    read_again()
