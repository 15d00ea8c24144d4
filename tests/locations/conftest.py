"""What tests of city pages start from: a hub, a clinic, shared text, and people who edit."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from clinic.models import Clinic
from locations.models import CityIndexPage, LandingBlueprint, ServiceArea
from locations.services.generation import GenerationPlan, plan_for
from tests.factories import make_area, make_blueprint, make_clinic, make_hub
from tests.locations.linked_places import (  # noqa: F401
    linked_places,
    linked_places_of_module,
)


@pytest.fixture
def hub(db: None) -> CityIndexPage:
    """A live page "Areas we serve" below the home page."""
    return make_hub()


@pytest.fixture
def clinic(db: None) -> Clinic:
    """The clinic in Los Altos."""
    return make_clinic()


@pytest.fixture
def blueprint(db: None) -> LandingBlueprint:
    """A published shared text with the sections "cost" and "risks"; the latter is about safety."""
    return make_blueprint()


@pytest.fixture
def manager(db: None) -> User:
    """Somebody who may do everything."""
    return User.objects.create_superuser("manager", "manager@clinic.example", "secret")


@pytest.fixture
def editor(db: None) -> User:
    """Somebody in the group of marketing editors."""
    user = User.objects.create_user("editor", "editor@clinic.example", "secret")
    user.groups.add(Group.objects.get(name="Marketing editors"))
    return user


@pytest.fixture
def admin_client(manager: User) -> Client:
    """A browser in which the manager is signed in."""
    client = Client()
    client.force_login(manager)
    return client


@pytest.fixture
def areas(db: None) -> list[ServiceArea]:
    """Three places without pages."""
    return [make_area(name) for name in ("Atherton", "Cupertino", "Palo Alto")]


@pytest.fixture
def plan(
    hub: CityIndexPage, blueprint: LandingBlueprint, areas: list[ServiceArea]
) -> GenerationPlan:
    """The plan to make the pages of those three."""
    return plan_for(hub=hub, blueprint=blueprint, areas=areas)
