from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models.signals import post_migrate
from pytest_django import Settings
from wagtail.models import Site

from operations.services.site_address import write_site_address

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("site_url", "hostname", "port"),
    [
        ("https://www.example.com", "www.example.com", 443),
        ("http://www.example.com", "www.example.com", 80),
        ("http://127.0.0.1:8001", "127.0.0.1", 8001),
    ],
)
def test_the_site_answers_at_the_address_of_the_environment(
    site_url: str, hostname: str, port: int
) -> None:
    assert write_site_address(site_url=site_url, site_name="Clinic")

    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port, site.root_url) == (hostname, port, site_url)


def test_an_address_that_stands_already_is_not_written_again() -> None:
    write_site_address(site_url="https://www.example.com", site_name="Clinic")

    assert not write_site_address(site_url="https://www.example.com", site_name="Clinic")


def test_a_name_that_an_editor_gave_stays() -> None:
    Site.objects.update(site_name="Our clinic")

    write_site_address(site_url="https://www.example.com", site_name="Clinic")

    assert Site.objects.get().site_name == "Our clinic"


def test_without_a_default_site_there_is_nothing_to_write() -> None:
    Site.objects.all().delete()

    assert not write_site_address(site_url="https://www.example.com", site_name="Clinic")


def test_every_migration_writes_the_address(settings: Settings) -> None:
    settings.SITE_URL = "https://clinic.example.com"
    operations = apps.get_app_config("operations")

    post_migrate.send(sender=operations, app_config=operations, using="default", verbosity=0)

    assert Site.objects.get().root_url == "https://clinic.example.com"
