"""Google's Lighthouse, where there is one: ``LIGHTHOUSE`` names it, or it stands on the path."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

SCORES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """``scores`` run from 0 to 100, by the names in :data:`SCORES`; ``paint`` is the largest
    contentful paint in seconds, on the phone that Lighthouse simulates."""

    scores: dict[str, float]
    paint: float

    def reaches(self, *, paint: float) -> bool:
        """Tell whether all scores are 100 and the paint comes in time."""
        return min(self.scores.values()) == 100 and self.paint <= paint


def find_lighthouse() -> str:
    """Return the program, or ``""``."""
    return os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse") or ""


def judge(program: str, address: str, *, flags: Sequence[str], paint: float) -> Verdict | None:
    """Return what Lighthouse says of a page on a phone, or ``None`` where it says nothing.

    One run, if that reaches every goal; else the median of three, for one run alone may have met
    with other work on the machine.
    """
    runs = [_run(program, address, flags)]
    if runs[0] is None or not runs[0].reaches(paint=paint):
        runs += [_run(program, address, flags) for _ in range(RUNS - 1)]
    said = [run for run in runs if run is not None]
    if not said:
        return None
    return Verdict(
        scores={name: median(run.scores[name] for run in said) for name in SCORES},
        paint=median(run.paint for run in said),
    )


def _run(program: str, address: str, flags: Sequence[str]) -> Verdict | None:
    # It splits them at blanks.
    whole = [flag for flag in flags if " " not in flag]
    done = subprocess.run(
        [
            program,
            address,
            "--quiet",
            "--output=json",
            f"--chrome-flags=--headless {' '.join(whole)}",
        ],
        env=os.environ | _browser(),
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        report = json.loads(done.stdout)
        return Verdict(
            scores={name: 100 * report["categories"][name]["score"] for name in SCORES},
            paint=report["audits"]["largest-contentful-paint"]["numericValue"] / 1000,
        )
    except (ValueError, KeyError, TypeError):
        # It prints a report without figures, or none, when the browser failed.
        return None


def _browser() -> dict[str, str]:
    chromium = os.environ.get("CHROMIUM")
    return {"CHROME_PATH": chromium} if chromium else {}
