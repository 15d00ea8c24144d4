"""Pictures as pages print them."""

from __future__ import annotations

import pytest

from images.renditions import picture_data
from tests.whole_site import make_picture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ({}, "What A window shows"),
        ({"alt": None}, "What A window shows"),
        ({"alt": "Our door"}, "Our door"),
        ({"alt": ""}, ""),
    ],
)
def test_a_picture_has_its_own_description_unless_another_is_given(
    given: dict[str, str | None], printed: str
) -> None:
    assert picture_data(make_picture(), **given).alt == printed
