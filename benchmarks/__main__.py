"""Runs the benchmarks on a database of its own and prints what they found as tables.

Without arguments all run, and ``docs/performance.md`` and ``build/bench.json`` are written; with
names (``pages``, ``claims`` …) those alone, and nothing is written. The exit status is 1 when a
goal is missed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks.catalog import KEYS, Result, UnknownBenchmarkError, benchmark, chosen_keys
from benchmarks.measures import store

ROOT = Path(__file__).resolve().parent.parent


def main(words: list[str]) -> int:
    """Prepare the database, run the benchmarks, report."""
    try:
        keys = chosen_keys(words)
    except UnknownBenchmarkError as error:
        print(error, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        from benchmarks.own_site import make_demo, use_folder

        use_folder(Path(folder))
        from benchmarks.machine import load_now, machine_lines
        from benchmarks.report import document, tables

        load = load_now()
        make_demo()
        results = [run(key) for key in keys]
        print(tables(results))
        if keys == KEYS:
            machine = machine_lines(load=load, browser=os.environ.get("CHROMIUM", ""))
            text = document(results, day=date.today(), machine=machine)  # noqa: DTZ011, the reader's
            store(
                [measure for result in results for measure in result.measures],
                ROOT / "build" / "bench.json",
            )
            (ROOT / "docs" / "performance.md").write_text(text, encoding="utf-8")
    return 0 if all(measure.ok for result in results for measure in result.measures) else 1


def run(key: str) -> Result:
    """Run one benchmark. Raises ``ValueError`` for a figure that it had not announced."""
    module = benchmark(key)
    print(f"{module.TITLE} …", file=sys.stderr, flush=True)
    start = perf_counter()
    measures = tuple(module.measure())
    if unknown := {measure.name for measure in measures} - set(module.NAMES):
        raise ValueError(f"{key} measured what its NAMES do not hold: {sorted(unknown)}")
    return Result(key=key, measures=measures, took=perf_counter() - start)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
