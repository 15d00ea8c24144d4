"""Prints results as Markdown: the same tables on the screen and in ``docs/performance.md``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from benchmarks.catalog import Result, benchmark
from benchmarks.measures import Measure

HEAD = """\
# Performance

What was measured, and whether it reached its goal. `make bench` wrote this page on {day}, as it
printed it; no figure was put in by hand. It has a database of its own with the demo in it, and took
{minutes:.0f} minutes here. `make bench ARGS="pages claims"` prints some of it and leaves this page
alone. Times depend on the machine and on what else it does; promises that do not are held by tests.

{verdict}

| machine | |
| --- | --- |
{machine}
"""


def document(results: Sequence[Result], *, day: date, machine: Mapping[str, str]) -> str:
    """Return the whole of ``docs/performance.md``."""
    head = HEAD.format(
        day=f"{day:%B} {day.day}, {day.year}",
        minutes=sum(result.took for result in results) / 60,
        verdict=verdict(results),
        machine="\n".join(f"| {name} | {value} |" for name, value in machine.items()),
    )
    return f"{head}\n{tables(results)}"


def verdict(results: Iterable[Result]) -> str:
    """Return in a sentence, and a list, which goals were missed."""
    with_goal = [
        measure for result in results for measure in result.measures if measure.goal is not None
    ]
    missed = [measure for measure in with_goal if not measure.ok]
    if not missed:
        return f"**All of the {len(with_goal)} figures that have a goal reach it.**"
    lines = [
        f"- {_full_name(measure)}: {measure.figure}, and should be {measure.aim}"
        for measure in missed
    ]
    head = f"**Of {len(with_goal)} figures that have a goal, {len(missed)} miss it:**"
    return "\n".join([head, "", *lines])


def tables(results: Iterable[Result]) -> str:
    """Return a heading, a paragraph and a table for each benchmark."""
    return "\n".join(_section(result) for result in results)


def _section(result: Result) -> str:
    module = benchmark(result.key)
    measures = result.measures
    rows = _matrix(measures) if measures and measures[0].subject else _list(measures)
    took = f"Took {result.took:.0f} s."
    return "\n".join([f"## {module.TITLE}", "", f"{module.ABOUT} {took}", "", *rows, ""])


def _list(measures: Iterable[Measure]) -> list[str]:
    """Return a row for each measure."""
    rows = [
        (
            f"{measure.name}{f' ({measure.note})' if measure.note else ''}",
            measure.figure,
            measure.aim,
            _mark(measure),
        )
        for measure in measures
    ]
    return _table(("what", "figure", "goal", "reached"), rows)


def _matrix(measures: Sequence[Measure]) -> list[str]:
    """Return a row for each subject and a column for each name, goals in the first row."""
    names = list(dict.fromkeys(measure.name for measure in measures))
    by_place = {(measure.subject, measure.name): measure for measure in measures}
    aims = {measure.name: measure.aim or "none" for measure in measures}
    rows = [("goal", *(aims[name] for name in names))]
    for subject in dict.fromkeys(measure.subject for measure in measures):
        cells = [by_place.get((subject, name)) for name in names]
        rows.append((subject, *(_cell(measure) for measure in cells)))
    return _table(("", *names), rows)


def _cell(measure: Measure | None) -> str:
    if measure is None:
        return ""
    return measure.figure if measure.ok else f"**{measure.figure}, missed**"


def _mark(measure: Measure) -> str:
    if measure.goal is None or measure.value is None:
        return ""
    return "yes" if measure.ok else "**no**"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["-" * width for width in widths], *rows]
    return [
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |"
        for line in lines
    ]


def _full_name(measure: Measure) -> str:
    return f"{measure.name}, {measure.subject}" if measure.subject else measure.name
