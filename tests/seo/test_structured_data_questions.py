"""Questions in the graph: which, and how their answers are reduced."""

from __future__ import annotations

import pytest

from seo.structured_data_questions import answer_html, faq_part_node
from tests.page_samples import sample_city_page_data
from tests.samples import ROOT_URL, sample_question_data


def test_only_questions_marked_up_here_are_in_the_graph() -> None:
    here = sample_question_data()
    elsewhere = sample_question_data(anchor="faq-other", is_marked_up_here=False)
    data = sample_city_page_data()
    part = faq_part_node(data, [elsewhere, here])
    assert part is not None
    assert [node["@id"] for node in part["mainEntity"]] == [
        f"{ROOT_URL}/locations/palo-alto-ca/#{here.anchor}"
    ]
    assert faq_part_node(data, [elsewhere]) is None


@pytest.mark.parametrize(
    ("html", "reduced"),
    [
        ('<p class="x" id="y" style="z">Yes</p>', "<p>Yes</p>"),
        ("<h3>One</h3><ol><li>a</li></ol><br>", "<h3>One</h3><ol><li>a</li></ol><br>"),
        ("<b>a</b><strong>b</strong><i>c</i><em>d</em>",) * 2,
        ('<a href="/faq/" title="t" rel="x">a</a>', '<a href="https://clinic.example/faq/">a</a>'),
        ('<a href="#source-1">1</a>', '<a href="https://clinic.example/page/#source-1">1</a>'),
        ('<a href="tel:+16505550142">call</a>',) * 2,
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ("<script>alert(1)</script><p>a</p>", "<p>a</p>"),
        ("<span>kept</span> <sup>1</sup>", "kept 1"),
        ('<img src="x" onerror="alert(1)">', ""),
        ("5 < 6 & 7", "5 &lt; 6 &amp; 7"),
        ("a\ud800b", "a?b"),
    ],
)
def test_an_answer_keeps_only_plain_tags_and_absolute_links(html: str, reduced: str) -> None:
    assert answer_html(html, root_url=f"{ROOT_URL}/page/") == reduced
