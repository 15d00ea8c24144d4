"""What holds for every test: no network beyond this machine."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

# Playwright's own event loop runs in the test's thread; Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class NetworkForbidden(Exception):
    """A test tried to reach another machine."""


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise NetworkForbidden(f"A test tried to reach {address[0]}.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_media() -> Iterator[None]:
    """Remove the pictures that the tests made."""
    yield
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
