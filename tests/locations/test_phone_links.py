"""A phone number in a text can be tapped."""

from __future__ import annotations

import pytest

from locations.rules.phone_links import link_phone

SHOWN, NUMBER = "(650) 555-0142", "+16505550142"
LINK = f'<a class="phone-number" href="tel:{NUMBER}">{SHOWN}</a>'


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        (f"<p>Call {SHOWN} and ask.</p>", f"<p>Call {LINK} and ask.</p>"),
        (f"<p><b>{SHOWN}</b> or {SHOWN}</p>", f"<p><b>{LINK}</b> or {LINK}</p>"),
        (f'<p><a href="/contact/">Call {SHOWN}</a></p>', None),
        (f'<p><a href="/contact/"><b>{SHOWN}</b></a></p>', None),
        (f'<p><a href="/">Here</a> {SHOWN}</p>', f'<p><a href="/">Here</a> {LINK}</p>'),
        (f'<p title="{SHOWN}">Call us.</p>', None),
        ("<p>Call (650) 555-0143.</p>", None),
    ],
)
def test_the_number_is_linked_where_it_stands_in_no_link(text: str, linked: str | None) -> None:
    assert link_phone(text, shown=SHOWN, number=NUMBER) == (linked or text)


def test_without_a_number_nothing_is_linked() -> None:
    text = f"<p>{SHOWN}</p>"
    assert link_phone(text, shown="", number="") == text
    assert link_phone(text, shown=SHOWN, number="") == text
