from __future__ import annotations

import pytest

from tests.factories import SmallSite, make_site


@pytest.fixture
def site(db: None) -> SmallSite:
    """A small site with one page of each kind that its texts need."""
    return make_site()
