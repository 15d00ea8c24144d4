"""Pages to which no link leads."""

from __future__ import annotations

import pytest
from wagtail.models import Site

from home.models import ContentPage
from seo.site_reading import unreached_pages
from tests.factories import add_page, make_home, publish

pytestmark = pytest.mark.django_db


def test_a_page_with_an_accent_in_its_address_is_reached_like_any_other() -> None:
    home = make_home()
    linked = add_page(home, ContentPage(title="Migraña", slug="migraña"))
    alone = add_page(home, ContentPage(title="Dolor", slug="dolor-crónico"))
    link = f'<p><a linktype="page" id="{linked.pk}">Migraña</a></p>'
    add_page(home, ContentPage(title="Plain", slug="plain", introduction=link))
    site = Site.objects.get()
    assert alone in [page.specific for page in unreached_pages(site)]
    home.introduction = link
    publish(home)
    titles = [page.title for page in unreached_pages(site)]
    assert titles == ["Dolor", "Plain"]
