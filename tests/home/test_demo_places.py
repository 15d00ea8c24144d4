"""The demo's places: nobody has confirmed their facts, and the launch list and the pages say so."""

from __future__ import annotations

import pytest
from django.test import Client

from locations.launch_checks import local_fact_gaps
from locations.models import LocalFact, ServiceArea
from tests.editor_forms import edit_form

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]


def test_every_place_is_on_the_launch_list_once() -> None:
    assert not LocalFact.objects.filter(is_sample=False).exists()
    gaps = [gap.message for gap in local_fact_gaps()]
    assert len(gaps) == ServiceArea.objects.count() == 6
    assert all("made-up local fact" in message for message in gaps)


def test_no_city_page_says_that_a_sample_was_checked(client: Client) -> None:
    html = client.get("/locations/palo-alto-ca/").content.decode()
    assert "Examples, to be confirmed by the clinic." in html
    assert ", checked" not in " ".join(html.split())


def test_every_place_can_be_published_as_it_is(admin_client: Client) -> None:
    for area in ServiceArea.objects.all():
        edit_form(admin_client, area).publish()
