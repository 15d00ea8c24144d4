"""wagtail-seo's settings screen offers no second home for the clinic's facts."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site
from wagtailseo.models import SeoSettings

from tests.seo.form_reader import field_names

pytestmark = pytest.mark.django_db

FORM_MACHINERY = {"csrfmiddlewaretoken", "next", "loaded_revision_id", "loaded_revision_created_at"}


@pytest.fixture
def address() -> str:
    site = Site.objects.get(is_default_site=True)
    return reverse("wagtailsettings:edit", args=["wagtailseo", "seosettings", site.pk])


def test_the_form_offers_the_picture_for_sharing_alone(admin_client: Client, address: str) -> None:
    html = admin_client.get(address).content.decode()
    assert field_names(html, action=address) - FORM_MACHINERY == {"og_image_default"}
    assert "Picture for sharing" in html


def test_a_posted_organization_field_is_not_stored(admin_client: Client, address: str) -> None:
    posted = {
        "og_image_default": "",
        "struct_org_name": "Somebody else",
        "struct_org_phone": "555",
        "struct_org_extra_json": '{"@type": "Thing"}',
        "twitter_site": "@somebody",
    }
    response = admin_client.post(address, posted)
    assert response.status_code == 302
    stored = SeoSettings.objects.get()
    assert (stored.struct_org_name, stored.struct_org_phone) == ("", "")
    assert (stored.struct_org_extra_json, stored.twitter_site) == ("", "")


def test_the_admin_form_reads_fields_from_the_named_form_alone() -> None:
    """The reader above proves itself on a page with a stray field."""
    html = (
        '<form action="/x/"><input name="a"><select name="b"></select></form>'
        '<form action="/y/"><textarea name="c"></textarea></form>'
    )
    assert field_names(html, action="/x/") == {"a", "b"}
    assert field_names(html, action="/y/") == {"c"}
