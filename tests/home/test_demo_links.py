from __future__ import annotations

import pytest

from home.demo.links import UnknownPageError, link_pages


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="page:/faq/">Questions</a>', '<a linktype="page" id="7">Questions</a>'),
        (
            '<p><a href="page:/">Home</a> and <a href="page:/faq/">questions</a></p>',
            '<p><a linktype="page" id="3">Home</a> and <a linktype="page" id="7">questions</a></p>',
        ),
        ('<a href="https://example.com/">Out</a>', '<a href="https://example.com/">Out</a>'),
        ("<p>See page:/faq/ there.</p>", "<p>See page:/faq/ there.</p>"),
        ("", ""),
    ],
)
def test_links_of_the_copy_become_links_to_pages(html: str, expected: str) -> None:
    assert link_pages(html, {"/": 3, "/faq/": 7}) == expected


def test_a_link_to_no_page_of_the_demo_is_refused_by_name() -> None:
    with pytest.raises(UnknownPageError, match='no page at "/nowhere/"'):
        link_pages('<a href="page:/nowhere/">Nowhere</a>', {"/": 3})
