"""Links that are pointed elsewhere: which change, and that nothing else does."""

from __future__ import annotations

import random

import pytest

from locations.rules.link_rewriting import LinkMap, LinkTarget, rewrite_rich_text, rewrite_url
from operations.content_changes import (
    Change,
    EditedSinceError,
    differences,
    from_json,
    taken_back,
)

LINKS = LinkMap(
    pages={7: 9, 8: 8},
    paths={
        "/locations/old-ca": LinkTarget(9, "/locations/new-ca/"),
        "/locations/gone-ca": LinkTarget(8, ""),
    },
    hosts=frozenset({"clinic.example", "localhost:8000"}),
)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ('<a linktype="page" id="7">', 9),
        ('<a id="7" linktype="page">', 9),
        ('<a class="x" href="/locations/old-ca/">', 9),
        ("<a href='/locations/old-ca'>", 9),
        ('<a href="/locations/old-ca/#cost">', 9),
        ('<a href="/locations/old-ca/?a=1&amp;b=2">', 9),
        ('<a href="https://clinic.example/locations/old-ca/">', 9),
        ('<a href="http://LOCALHOST:8000/locations/old-ca/">', 9),
        ('<a href="//clinic.example/locations/old-ca/">', 9),
        ('<a href="/locations/gone-ca/">', 8),
    ],
)
def test_a_link_leads_to_the_other_page_by_its_number(tag: str, expected: int) -> None:
    text = f"<p>Ask {tag}us</a> or <b>call</b>.</p>"
    assert rewrite_rich_text(text, LINKS) == (
        f'<p>Ask <a linktype="page" id="{expected}">us</a> or <b>call</b>.</p>'
    )


@pytest.mark.parametrize(
    "tag",
    [
        '<a linktype="page" id="70">',
        '<a linktype="page">',
        '<a linktype="document" id="7">',
        '<a href="/locations/old-ca/parking/">',
        '<a href="/locations/old-calder/">',
        '<a href="https://other.example/locations/old-ca/">',
        '<a href="mailto:desk@clinic.example">',
        '<a href="http://[bad/locations/old-ca/">',
        '<abbr title="/locations/old-ca/">',
        '<a name="x">',
    ],
)
def test_every_other_link_stays_byte_for_byte(tag: str) -> None:
    assert rewrite_rich_text(f"<p>{tag}x</a></p>", LINKS) == f"<p>{tag}x</a></p>"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/locations/old-ca/", "/locations/new-ca/"),
        (
            "https://clinic.example/locations/old-ca#cost",
            "https://clinic.example/locations/new-ca/#cost",
        ),
        ("https://clinic.example/locations/gone-ca/", ""),
        ("https://other.example/locations/old-ca/", "https://other.example/locations/old-ca/"),
        ("", ""),
    ],
)
def test_a_typed_address_leads_to_the_other_page(url: str, expected: str) -> None:
    assert rewrite_url(url, LINKS) == expected


def test_every_text_that_changes_holds_a_needle() -> None:
    for text in ('<a id="7" linktype="page">', '<a href="/locations/gone-ca/#a">'):
        assert rewrite_rich_text(text, LINKS) != text
        assert any(needle in text for needle in LINKS.needles)


def _value(rng: random.Random, depth: int = 0) -> object:
    kind = rng.randrange(5 if depth < 3 else 3)
    if kind == 3:
        return [_value(rng, depth + 1) for _ in range(rng.randrange(3))]
    if kind == 4:
        return {key: _value(rng, depth + 1) for key in rng.sample("abcd", rng.randrange(4))}
    return [None, rng.randrange(3), rng.choice(["", "x", "y"])][kind]


def test_whatever_was_changed_is_taken_back_exactly() -> None:
    rng = random.Random(20)  # noqa: S311, repeatable on purpose
    for _ in range(500):
        before = {key: _value(rng) for key in "abc"}
        after = {key: _value(rng) if rng.random() < 0.5 else value for key, value in before.items()}
        changes = differences(before, after)
        assert (changes == []) == (before == after)
        stored = from_json(change.as_json() for change in changes)
        assert taken_back(after, stored) == before
        assert taken_back(before, stored) == before


@pytest.mark.parametrize("content", [{"a": [1, 9]}, {"a": [1]}, {"a": None}, {}, {"a": {"1": 2}}])
def test_what_somebody_changed_since_is_not_taken_back(content: dict[str, object]) -> None:
    with pytest.raises(EditedSinceError) as error:
        taken_back(content, [Change(("a", 1), 2, 3)])
    assert error.value.path == ("a", 1)
