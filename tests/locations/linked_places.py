"""Three places with pages, and every kind of link to one of them; made once for a module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import DjangoDbBlocker
from wagtail.models import Locale, Page

from home.models import ContentPage
from locations.models import (
    CityIndexPage,
    CityPage,
    LandingBlueprint,
    LocalFact,
    ServiceArea,
    ServiceAreaZip,
)
from navigation.models import Menu, MenuItem
from tests.factories import (
    add_page,
    make_area,
    make_blueprint,
    make_city_page,
    make_clinic,
    make_home,
    make_question,
    publish,
)
from tests.open_gate import open_gate

ATHERTON = "/locations/atherton-ca/"


@dataclass(frozen=True, kw_only=True)
class LinkedPlaces:
    """What was made. Palo Alto is nearer to Atherton than Cupertino is."""

    hub: CityIndexPage
    blueprint: LandingBlueprint
    atherton: CityPage
    cupertino: CityPage
    palo_alto: CityPage
    about: ContentPage


def stored(record: Any) -> Any:
    """Return ``record`` as it is in the database now."""
    return type(record).objects.get(pk=record.pk)


@pytest.fixture(scope="module")
def linked_places_of_module(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[LinkedPlaces]:
    """One site for all tests of a module; what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic(), open_gate():
        cache.clear()
        yield make_linked_places()
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture
def linked_places(linked_places_of_module: LinkedPlaces, db: None) -> Iterator[LinkedPlaces]:
    """That site with its records as they are stored; Wagtail keeps addresses longer than a test."""
    cache.clear()
    parts = vars(linked_places_of_module)
    yield LinkedPlaces(**{name: stored(record) for name, record in parts.items()})
    cache.clear()


def make_linked_places() -> LinkedPlaces:
    """Store the site: on a page, in a menu, in a question and in a draft stand links."""
    make_clinic()
    blueprint, home = make_blueprint(), make_home()
    hub = CityIndexPage(title="Areas we serve", slug="locations", introduction="<p>Places.</p>")
    hub = add_page(home, hub)
    areas = [
        make_area("Atherton", latitude=Decimal("37.461"), longitude=Decimal("-122.2")),
        make_area("Cupertino", latitude=Decimal("37.32"), longitude=Decimal("-122.0")),
        make_area("Palo Alto"),
    ]
    _put_in_order(areas)
    typed = f'<p><a href="{ATHERTON}">typed</a> <a href="http://localhost{ATHERTON}#a">full</a></p>'
    pages = [
        make_city_page(hub, blueprint, areas[0]),
        make_city_page(hub, blueprint, areas[1], local_introduction=f"<p>By car.</p>{typed}"),
        make_city_page(hub, blueprint, areas[2]),
    ]
    return LinkedPlaces(
        hub=hub,
        blueprint=blueprint,
        atherton=pages[0],
        cupertino=pages[1],
        palo_alto=pages[2],
        about=_link_to(home, hub, pages, typed),
    )


def _put_in_order(areas: list[ServiceArea]) -> None:
    """Number the rows of each place, against the order in which they were stored."""
    ServiceAreaZip.objects.filter(area=areas[1]).update(code="95014")
    for rows in (LocalFact.objects.all(), ServiceAreaZip.objects.all()):
        for area in areas:
            for number, row in enumerate(rows.filter(area=area).order_by("-pk")):
                rows.filter(pk=row.pk).update(sort_order=number)


def _link_to(home: Page, hub: Page, pages: list[CityPage], typed: str) -> ContentPage:
    chosen = f'<p><a linktype="page" id="{pages[0].pk}">by number</a></p>'
    others = "".join(f'<p><a linktype="page" id="{page.pk}">x</a></p>' for page in pages[1:])
    about = ContentPage(title="About", slug="about")
    about.sections = [
        ("section", {"heading": heading, "body": body, "appearance": "plain"})
        for heading, body in (("A", chosen + typed), ("B", others))
    ]
    about = add_page(home, about)
    menu = Menu(placement=Menu.Placement.MAIN, locale=Locale.get_default())
    labels = ("Places", "Atherton", "Far", "")
    menu.items = [
        MenuItem(page=page, label=label) for page, label in zip([hub, *pages], labels, strict=True)
    ]
    menu.save()
    publish(menu)
    make_question("How do I come from Atherton?", answer=typed, short_answer="By car.")
    draft = about.get_latest_revision_as_object()
    draft.title = "About us, in draft"
    draft.save_revision()
    return about
