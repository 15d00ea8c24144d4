"""The web server that visitors meet, over the benchmarks' own site."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from operations.services.site_address import write_site_address

ROOT = Path(__file__).resolve().parent.parent
START_LIMIT = 60.0


class NoServerError(Exception):
    """The web server did not answer in time."""


@contextmanager
def serving() -> Iterator[str]:
    """Serve the site, launched, compressed and without debug pages; give its address."""
    port = _free_port()
    environ = os.environ | {"DEBUG": "0", "DEMO": "1", "PORT": str(port)}
    subprocess.check_call([sys.executable, "-m", "benchmarks.own_site"], cwd=ROOT, env=environ)
    address = f"http://127.0.0.1:{port}"
    write_site_address(site_url=address, site_name=settings.WAGTAIL_SITE_NAME)
    server = subprocess.Popen(
        [
            Path(sys.executable).with_name("granian"),
            "--interface=wsgi",
            "--host=127.0.0.1",
            f"--port={port}",
            "--workers=1",
            "--blocking-threads=4",
            "--log-level=warning",
            "benchmarks.served:application",
        ],
        cwd=ROOT,
        env=environ,
    )
    try:
        _wait(server, port)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise NoServerError("The web server did not answer; its message stands above.")
