"""The figures of ``docs/performance.md`` are those that ``make bench`` measures today."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from benchmarks.catalog import KEYS, Result, UnknownBenchmarkError, benchmark, chosen_keys
from benchmarks.measures import Measure
from benchmarks.report import document, tables

ROOT: Path = settings.BASE_DIR
DOCUMENT = ROOT / "docs" / "performance.md"
NAMES = [(key, name) for key in KEYS for name in benchmark(key).NAMES]


@pytest.mark.parametrize(("key", "name"), NAMES)
def test_the_document_has_every_figure_under_its_benchmark(key: str, name: str) -> None:
    _, _, rest = DOCUMENT.read_text().partition(f"\n## {benchmark(key).TITLE}\n")
    section, _, _ = rest.partition("\n## ")

    assert f"| {name}" in section


def test_no_module_that_measures_is_left_out() -> None:
    measuring = {
        path.stem
        for path in (ROOT / "benchmarks").glob("*.py")
        if "\ndef measure()" in path.read_text()
    }
    assert measuring == set(KEYS)


@pytest.mark.parametrize("name", ["README.md", "AGENTS.md", "docs/architecture.md"])
def test_whoever_reads_about_the_project_finds_the_figures(name: str) -> None:
    assert "performance.md" in (ROOT / name).read_text()


def test_benchmarks_run_alone_by_name_in_their_own_order() -> None:
    assert chosen_keys([]) == KEYS
    assert chosen_keys(["claims", "pages"]) == ("pages", "claims")
    with pytest.raises(UnknownBenchmarkError, match=r"No benchmark speed\. There are: pages "):
        chosen_keys(["speed", "pages"])


def measured(name: str, value: float | None, **more: object) -> Measure:
    return Measure(name=name, value=value, unit="s", goal=1, **more)  # type: ignore[arg-type]


def test_a_missed_goal_is_named_in_the_head_and_in_its_table() -> None:
    found = [
        Result(key="gate", took=3, measures=(measured("fast", 0.25), measured("slow", 1234.5))),
        Result(
            key="pages",
            took=117,
            measures=(
                measured("LCP", 0.9, subject="Home page"),
                measured("LCP", 1.5, subject="City page"),
                measured("LCP", None, subject="Search"),
            ),
        ),
    ]

    text = document(found, day=date(2026, 3, 1), machine={"Cores": "2"})

    assert "Of 5 figures that have a goal, 2 miss it" in text
    assert "- slow: 1,234 s, and should be at most 1 s" in text
    assert "- LCP, City page: 1.5 s, and should be at most 1 s" in text
    assert "on March 1, 2026" in text
    assert "took\n2 minutes" in text
    assert text.endswith(tables(found))
    rows = {line.strip("| ").split(" | ")[0].strip(): line for line in text.splitlines()}
    assert rows["fast"].split("|")[2:5] == [" 0.25 s  ", " at most 1 s ", " yes     "]
    assert "**no**" in rows["slow"]
    assert "**1.5 s, missed**" in rows["City page"]
    assert "not measured" in rows["Search"]
    assert "| Cores | 2 |" in text
