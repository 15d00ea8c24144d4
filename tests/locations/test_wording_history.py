"""Whatever happens in whatever order, every own wording stays as its editor left it."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from locations.models import CityIndexPage, CityPage, LandingBlueprint
from tests.factories import make_area, make_city_page
from tests.locations.wording_history import History

pytestmark = pytest.mark.django_db

STEPS = 36


@pytest.mark.parametrize("seed", [2])
def test_no_sequence_of_events_costs_a_byte_of_an_own_wording(
    seed: int,
    hub: CityIndexPage,
    clinic: Any,
    blueprint: LandingBlueprint,
    manager: User,
    admin_client: Client,
) -> None:
    page = make_city_page(hub, blueprint, make_area("Palo Alto"))
    if seed % 2:
        page.unpublish()
    random = Random(seed)  # noqa: S311
    history = History(random, CityPage.objects.get(pk=page.pk), manager, admin_client)
    history.run(STEPS)

    assert {"autosave", "publish", "revert", "save"} <= history.done
    assert "kept a section that the window does not know" in history.done
