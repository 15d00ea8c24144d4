"""What a city page shows of its own."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import make_site, publish
from tests.whole_site import make_picture

pytestmark = pytest.mark.django_db


def test_a_picture_marked_decorative_has_no_text_for_people_who_cannot_see_it() -> None:
    page, picture = make_site().city_page, make_picture()
    page.pictures = [
        ("picture", {"image": picture, "decorative": True, "alt_text": ""}),
        ("picture", {"image": picture, "decorative": False, "alt_text": "The way here"}),
    ]
    publish(page)
    html = Client().get(page.url).content.decode()
    assert 'alt=""' in html
    assert 'alt="The way here"' in html
    assert picture.description not in html
