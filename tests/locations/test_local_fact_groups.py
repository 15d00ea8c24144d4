"""Local facts on the page: samples are said to be such once a group, and claim no check."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from locations.page_data import LocalFactData, LocalFactGroupData

ALL = "Examples, to be confirmed by the clinic."
SOME = "Some of these are examples, to be confirmed by the clinic."


def shown(*samples: bool) -> str:
    facts = tuple(
        LocalFactData(
            text="By car.", source_name="Roads", checked_on="May 1, 2026", is_sample=is_sample
        )
        for is_sample in samples
    )
    group = LocalFactGroupData(topic="parking", heading="Parking", facts=facts)
    html = render_to_string("components/local_facts.html", {"group": group})
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


@pytest.mark.parametrize(
    ("samples", "notes", "checks"),
    [
        ((True, True), [ALL], 0),
        ((True, False), [SOME], 1),
        ((False, False), [], 2),
    ],
)
def test_a_group_names_its_samples_in_one_line(
    samples: tuple[bool, ...], notes: list[str], checks: int
) -> None:
    text = shown(*samples)
    assert [note for note in (ALL, SOME) if note in text] == notes
    assert text.count("to be confirmed") == len(notes)
    assert text.count("checked May 1, 2026") == checks
    assert text.count("Source: Roads") == len(samples)
