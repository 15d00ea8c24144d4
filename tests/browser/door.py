"""Lets requests in while a test runs, and none after it, when another database is connected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Condition
from typing import Any

LONGEST_REQUEST_S = 60


class Door:
    """A WSGI application in front of another one.

    A page that is closed may still send something: what it counts, a save that was under way.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self._application = application
        self._changed = Condition()
        self._inside = 0
        self._is_open = False

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer the request, or turn it away."""
        with self._changed:
            if not self._is_open:
                start_response("503 Service Unavailable", [("Content-Length", "0")])
                return []
            self._inside += 1
        return _Answer(self._application(environ, start_response), self._leave)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Let requests in; at the end, wait until the last one has its answer."""
        self._is_open = True
        try:
            yield
        finally:
            with self._changed:
                self._is_open = False
                self._changed.wait_for(lambda: not self._inside, timeout=LONGEST_REQUEST_S)

    def _leave(self) -> None:
        with self._changed:
            self._inside -= 1
            self._changed.notify_all()


class _Answer:
    """The parts of an answer; the server closes it once it has sent them or given up."""

    def __init__(self, parts: Any, leave: Callable[[], None]) -> None:
        self._parts, self._leave = parts, leave

    def __iter__(self) -> Iterator[bytes]:
        yield from self._parts

    def close(self) -> None:
        """Let Django close what the request held; then it has left."""
        try:
            if hasattr(self._parts, "close"):
                self._parts.close()
        finally:
            self._leave()
