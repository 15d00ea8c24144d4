"""What follows a save happens once, and fails nobody's save."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from operations.after_commit import once_after_commit

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Note:
    """Writes itself down, or fails."""

    text: str

    def __call__(self) -> None:
        if not self.text:
            raise RuntimeError("nothing to write")
        written.append(self.text)


written: list[str] = []


def test_equal_ones_are_done_once_and_a_failure_is_logged_and_stops_no_other(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    caplog: pytest.LogCaptureFixture,
) -> None:
    written.clear()
    with django_capture_on_commit_callbacks(execute=True):
        for text in ("first", "", "first", "last"):
            once_after_commit(Note(text))
    assert written == ["first", "last"]
    assert "What follows a save failed: Note(text='')" in caplog.text
    assert "nothing to write" in caplog.text
