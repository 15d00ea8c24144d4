"""The demo's texts: an editor who opens the fresh site is asked about none of their wordings."""

from __future__ import annotations

import pytest

from editorial.models import ClaimReading
from editorial.services.claim_readings import read_what_changed, records_with_open_claims

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]


def test_no_text_of_the_fresh_demo_has_a_wording_that_needs_care() -> None:
    read_what_changed()
    assert ClaimReading.objects.exists()
    assert [(model, list(found)) for model, found in records_with_open_claims()] == []
