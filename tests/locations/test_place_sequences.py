"""Whatever editors do with places, in any order: no visitor meets a dead end."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.utils.text import slugify
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from locations.models import (
    CityIndexPage,
    CityPage,
    LandingBlueprint,
    PlaceChange,
    ServiceArea,
)
from locations.services.departures import settle_visitors
from locations.services.generation import plan_for
from locations.services.place_life import (
    ChangeRefusedError,
    merge_places,
    rename_place,
    retire_place,
)
from locations.services.place_undo import UndoRefusedError, undo_change
from seo.models import GoneAddress
from tests.factories import publish
from tests.locations.generation_runs import run_through
from tests.locations.linked_places import LinkedPlaces
from tests.locations.site_walk import live_paths, problems_of_site

pytestmark = pytest.mark.django_db

Committed = Callable[..., AbstractContextManager[Any]]

# Few names, so that addresses are used again.
NAMES = ("Atherton", "Cupertino", "Stanford", "Mountain View", "Menlo Park")
STEPS = 9


class Editors:
    """People who do one thing after the other, decided by ``rng``."""

    def __init__(self, rng: random.Random, hub: CityIndexPage, text: LandingBlueprint) -> None:
        self.rng, self.hub, self.text = rng, hub, text

    def act(self) -> str:
        """Do one thing, or be refused, and return what it was."""
        action = self.rng.choice(
            [
                self.rename, self.rename, self.merge, self.retire, self.undo, self.unpublish,
                self.delete, self.publish, self.publish, self.generate, self.change_slug,
            ]
        )  # fmt: skip
        try:
            action()
        except (ChangeRefusedError, UndoRefusedError) as refusal:
            return f"{action.__name__} refused: {refusal}"
        return action.__name__

    def area(self) -> ServiceArea:
        return self.rng.choice(list(ServiceArea.objects.order_by("pk")))

    def page(self, *, live: bool) -> CityPage | None:
        pages = list(CityPage.objects.filter(live=live).order_by("pk"))
        return self.rng.choice(pages) if pages else None

    def target(self, leaving: list[CityPage]) -> Page | None:
        others = CityPage.objects.live().exclude(pk__in=[page.pk for page in leaving])
        return self.rng.choice([self.hub, None, *others.order_by("pk")])

    def rename(self) -> None:
        area, name = self.area(), self.rng.choice(NAMES)
        rename_place(area=area, name=name, slug=slugify(f"{name} {area.state}"), user=None)

    def merge(self) -> None:
        merge_places(
            area=self.area(), other=self.area(), take_zip_codes=True, take_facts=True, user=None
        )

    def retire(self) -> None:
        area = self.area()
        target = self.target(list(CityPage.objects.filter(area=area)))
        retire_place(area=area, target=target, user=None)

    def undo(self) -> None:
        changes = list(PlaceChange.objects.filter(undone_at=None))
        if changes:
            undo_change(change=self.rng.choice(changes), user=None)

    def unpublish(self) -> None:
        page = self.page(live=True)
        if page is not None:
            self.maybe_send_visitors(page)
            page.unpublish()

    def delete(self) -> None:
        page = self.page(live=self.rng.random() < 0.5)
        if page is not None:
            if page.live:
                self.maybe_send_visitors(page)
            page.delete()

    def maybe_send_visitors(self, page: CityPage) -> None:
        """Answer the question where visitors go, or leave it to the date that ends the page."""
        if self.rng.random() < 0.7:
            target = self.target([page])
            settle_visitors(pages=[page], target=target, user=None, is_permanent=False)

    def publish(self) -> None:
        page = self.page(live=False)
        if page is not None:
            page.local_introduction = f"<p>People from {page.title} come by car.</p>"
            publish(page)

    def generate(self) -> None:
        hub = CityIndexPage.objects.get(pk=self.hub.pk)
        run_through(plan_for(hub=hub, blueprint=self.text, areas=ServiceArea.objects.all()))

    def change_slug(self) -> None:
        page = self.page(live=self.rng.random() < 0.5)
        slug = slugify(f"{self.rng.choice(NAMES)} ca")
        if page is not None and not page.get_siblings().filter(slug=slug).exists():
            page.slug = slug
            page.save()


def stale_rows() -> list[str]:
    """Return redirects that lead to a page which is not live, and addresses with two answers."""
    lost = Redirect.objects.filter(redirect_page__live=False)
    double = {redirect.old_path for redirect in Redirect.objects.all()} & {
        gone.path for gone in GoneAddress.objects.all()
    }
    return [*(f"{redirect.old_path} leads nowhere" for redirect in lost), *sorted(double)]


@pytest.mark.parametrize("seed", [2, 4])
def test_no_order_of_changes_leaves_a_dead_end(
    linked_places: LinkedPlaces,
    settings: Any,
    django_capture_on_commit_callbacks: Committed,
    seed: int,
) -> None:
    settings.IS_DEMO = True  # which counts as launched: no page is kept from search engines
    rng = random.Random(seed)  # noqa: S311, repeatable on purpose
    editors = Editors(rng, linked_places.hub, linked_places.blueprint)
    once_live, done = live_paths(), []
    for _ in range(STEPS):
        with django_capture_on_commit_callbacks(execute=True):
            done.append(editors.act())
        once_live |= live_paths()
        assert stale_rows() == [], done
    assert problems_of_site(once_live) == [], done
    assert Page.find_problems() == ([], [], [], [], [])
