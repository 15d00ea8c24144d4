"""The demo's city pages: made by the site's own generation, then given their local text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from home.demo.content_files import read_content, stable_key
from home.demo.links import link_pages
from home.demo.publishing import DemoLoad, publish_page
from images.models import CustomImage
from locations.models import (
    CityIndexPage,
    CityPage,
    GenerationRunItem,
    LandingBlueprint,
    LocalQuestion,
    ServiceArea,
)
from locations.rules.planning import Action
from locations.services.generation import plan_for, start_run
from locations.services.runs import continue_run

# The other places have a ride home ahead of them; here the clinic is in town.
PICTURE_BY_PLACE = {"los-altos-ca": "clinic-front.png"}
PICTURE = "ride-home.png"


class CityPageNotMadeError(Exception):
    """The generation could not make a page of the demo."""


def load_city_pages(
    load: DemoLoad,
    *,
    blueprint: LandingBlueprint,
    areas: Sequence[ServiceArea],
    pictures: Mapping[str, CustomImage],
) -> None:
    """Make and publish the city page of each of ``areas`` that has none.

    A place in whose way something stands is left out, with the plan's reason. Raises
    :class:`CityPageNotMadeError` with the generation's reason.
    """
    hub = CityIndexPage.objects.get(pk=load.pages["/locations/"])
    plan = plan_for(hub=hub, blueprint=blueprint, areas=areas)
    load.left_out += [item.reason for item in plan.items if item.action is Action.CONFLICT]
    if not any(item.action is Action.CREATE for item in plan.items):
        return
    run = continue_run(start_run(plan=plan, user=None))
    for item in run.items.select_related("area", "page"):
        if item.outcome == GenerationRunItem.Outcome.FAILED:
            raise CityPageNotMadeError(f"{item.area}: {item.message}")
        if item.page is not None and item.outcome == GenerationRunItem.Outcome.CREATED:
            _publish_with_local_text(load, item.page, item.area.slug, pictures)


def _publish_with_local_text(
    load: DemoLoad, page: CityPage, slug: str, pictures: Mapping[str, CustomImage]
) -> None:
    copy = read_content("cities")[slug]
    page.search_description = copy["search_description"]
    page.local_introduction = link_pages(copy["local_introduction_html"], load.pages)
    page.local_questions = [
        _local_question(load, row, key=f"{slug}/{order}", order=order)
        for order, row in enumerate(copy["questions"])
    ]
    page.pictures = [("picture", _picture(pictures[PICTURE_BY_PLACE.get(slug, PICTURE)]))]
    publish_page(load, page)


def _local_question(
    load: DemoLoad, copy: Mapping[str, Any], *, key: str, order: int
) -> LocalQuestion:
    return LocalQuestion(
        question=copy["question"],
        answer=link_pages(copy["answer_html"], load.pages),
        is_clinical=copy.get("is_clinical", True),
        sort_order=order,
        locale=load.locale,
        translation_key=stable_key("local-question", key),
    )


def _picture(image: CustomImage) -> CustomImage:
    """Return ``image`` as an image block holds it: with its alternative text on this page."""
    image.decorative = False
    image.contextual_alt_text = image.description
    return image
