from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.migrations.loader import MigrationLoader
from wagtail.models import Page, Site

from home.models import HomePage

pytestmark = pytest.mark.django_db

migration: Any = import_module("home.migrations.0003_first_home_page")


@pytest.fixture(scope="module")
def apps() -> Any:
    """The models as the migration sees them."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return loader.project_state(("home", "0003_first_home_page")).apps


def test_a_new_site_has_an_empty_live_home_page_as_its_root() -> None:
    site = Site.objects.get(is_default_site=True)
    home = site.root_page.specific
    assert isinstance(home, HomePage)
    assert home.live
    assert (home.title, home.draft_title, home.slug) == ("Home", "Home", "home")
    assert home.latest_revision_id is None
    assert Page.find_problems() == ([], [], [], [], [])


def test_there_and_back_is_the_welcome_page_as_it_was(apps: Any) -> None:
    home = HomePage.objects.get()
    migration.restore_welcome_page(apps, None)
    assert not HomePage.objects.exists()
    page = Page.objects.get(pk=home.pk)
    assert page.content_type == ContentType.objects.get_for_model(Page)
    migration.make_home_page(apps, None)
    assert HomePage.objects.get().pk == home.pk
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk


@pytest.mark.parametrize("change", ["another root", "pages below it", "no default site"])
def test_a_site_that_somebody_has_set_up_is_left_alone(apps: Any, change: str) -> None:
    migration.restore_welcome_page(apps, None)
    welcome = Page.objects.get(depth=2)
    if change == "another root":
        HomePage.objects.all().delete()
        root = Page.objects.get(depth=1)
        own = root.add_child(instance=HomePage(title="Own", slug="own", live=False))
        Site.objects.update(root_page=own)
    elif change == "pages below it":
        welcome.add_child(instance=Page(title="Below", slug="below"))
    else:
        Site.objects.all().delete()
    before = list(Page.objects.order_by("path").values())
    migration.make_home_page(apps, None)
    assert list(Page.objects.order_by("path").values()) == before
