from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import make_site

pytestmark = pytest.mark.django_db


def test_every_page_answers(client: Client) -> None:
    site = make_site()
    for page in site.pages:
        response = client.get(page.url)
        assert response.status_code == 200, page
