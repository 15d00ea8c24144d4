"""One whole site for the tests of a module."""

from __future__ import annotations

from tests.whole_site import whole_site

__all__ = ["whole_site"]
