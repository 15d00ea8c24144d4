"""Rules before publishing that let everything through, for tests of anything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def open_gate() -> Iterator[None]:
    """Let every city page go live, so that a test needs no page worth publishing."""
    with pytest.MonkeyPatch.context() as patch:
        for asks in ("locations.gate_signals", "locations.gate_hooks"):
            patch.setattr(f"{asks}.check_may_go_live", lambda page: None)
        yield


@contextmanager
def nobody_asked() -> Iterator[None]:
    """Let every text without a source go live, so that a test needs nobody's word for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("editorial.services.publishing.check_stated", lambda record: None)
        yield
