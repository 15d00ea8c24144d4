"""Documents cut into questions and answers: the shape of an FAQ page, and messy ones."""

from __future__ import annotations

import re
import time
from contextlib import suppress

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from editorial.models import ANSWER_FEATURES
from editorial.rules import question_split as words
from editorial.rules.answer_html import clean_answer
from editorial.rules.import_limits import MAX_QUESTIONS, DocumentError
from editorial.rules.links import usable_address
from editorial.rules.question_documents import GUESSED, split_file, split_pasted
from editorial.rules.question_marks import question_key, with_question_mark
from editorial.rules.question_split import Split
from tests.editorial.faq_documents import (
    ANSWERS,
    AS_GOOGLE_HTML,
    AS_WORD,
    CLOSING,
    LEFT_OVER,
    QUESTIONS,
)

BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


def html(text: str) -> Split:
    return split_file("faq.html", text.encode())


def text(content: str) -> Split:
    return split_file("faq.txt", content.encode())


def pairs(split: Split) -> list[tuple[str, str]]:
    return [(one.question, one.answer_html) for one in split.questions]


def left_over(split: Split) -> list[str]:
    return [one.text for one in split.left_over]


@pytest.mark.parametrize(("name", "content"), [("a.docx", AS_WORD), ("a.html", AS_GOOGLE_HTML)])
def test_an_faq_page_becomes_its_four_questions_and_what_is_left(name: str, content: bytes) -> None:
    split = split_file(name, content)
    assert pairs(split) == [
        *zip(QUESTIONS, ANSWERS, strict=True),
        (f"{CLOSING[0]}?", CLOSING[1]),
    ]
    assert left_over(split) == LEFT_OVER
    assert [one.is_offered for one in split.questions] == [True] * 4 + [False]
    assert [one.warnings for one in split.questions] == [()] * 4 + [(words.ASKS_NOTHING,)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<p><b>Can I drive?</b></p><p>No.</p>", [("Can I drive?", "<p>No.</p>")]),
        ("<p><b>Can I drive?</b> No.</p>", [("Can I drive?", "<p>No.</p>")]),
        ("<p><b>Can I drive?</b><br>No.</p>", [("Can I drive?", "<p>No.</p>")]),
        ("<p>Q: Can I drive?<br>A: No.</p>", [("Can I drive?", "<p>No.</p>")]),
        ("<p>Question 1: Can I drive? Answer: No.</p>", [("Can I drive?", "<p>No.</p>")]),
        ("<p>1. Can I drive?</p><p>No.</p>", [("Can I drive?", "<p>No.</p>")]),
        ("<ol><li>Can I drive?</li></ol><p>No.</p>", [("Can I drive?", "<p>No.</p>")]),
        ("<dl><dt>Can I drive?<dd>No.</dl>", [("Can I drive?", "<p>No.</p>")]),
        ("<h3>“Can I drive?”</h3><p>“No.”</p>", [("Can I drive?", "<p>“No.”</p>")]),
        ("<h2>What to expect</h2><p>Rest.</p>", [("What to expect?", "<p>Rest.</p>")]),
        (
            "<table><tr><th>No.<th>Question<th>Answer<tr><td>1<td><p>Can I<p>drive?<td>No."
            "<ul><li>Not at all</ul></table>",
            [("Can I drive?", "<p>No.</p><ul><li>Not at all</li></ul>")],
        ),
        (
            "<h2>Can I drive?</h2><table><tr><td>Day 1<td>no<tr><td>Day 2<td>yes</table>",
            [("Can I drive?", "<p>Day 1 | no</p><p>Day 2 | yes</p>")],
        ),
        (
            "<h2>Can I drive?</h2><p>No. Why?</p><h3>The next day</h3><p>Yes.<br>Slowly.</p>",
            [
                (
                    "Can I drive?",
                    "<p>No. Why?</p><p><b>The next day</b></p><p>Yes.<br/>Slowly.</p>",
                )
            ],
        ),
        (
            "<h2>Can I drive?</h2><p>• No</p><p>• Never</p>",
            [("Can I drive?", "<ul><li>No</li><li>Never</li></ul>")],
        ),
        (
            "<h2>Can I drive?</h2><ul><li>a<ol><li>b<ul><li>c</ul></ol><li>d</ul>",
            [
                (
                    "Can I drive?",
                    "<ul><li>a<ol><li>b<ul><li>c</li></ul></li></ol></li><li>d</li></ul>",
                )
            ],
        ),
        (
            '<h2>Can I drive?</h2><p>No<script>alert("x")</script><img src=x onerror=alert(1)>'
            '<svg onload="x">s</svg> <a href=" javascript:alert(1)">here</a> &lt;b&gt;</p>',
            [("Can I drive?", "<p>No here &lt;b&gt;</p>")],
        ),
    ],
)
def test_questions_in_html_are_found_however_they_are_written(
    content: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(html(content)) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Q: Can I drive?\r\nA: No.\r\n", [("Can I drive?", "<p>No.</p>")]),
        ("\ufeffCan I drive?\nNo.", [("Can I drive?", "<p>No.</p>")]),
        (
            "Can I drive?\nNo.\n\nNot at all.\nWho can?\nA friend.",
            [("Can I drive?", "<p>No.</p><p>Not at all.</p>"), ("Who can?", "<p>A friend.</p>")],
        ),
        (
            "## Can I drive?\n- no\n  - never",
            [("Can I drive?", "<ul><li>no<ul><li>never</li></ul></li></ul>")],
        ),
        ("**Can I drive?**\nNo.", [("Can I drive?", "<p>No.</p>")]),
        ("Q: Can I drive\nhome?\nA: No.", [("Can I drive home?", "<p>No.</p>")]),
        (
            "Q1) Can I drive?\nA1) First:\n1. Rest\n2. Eat",
            [("Can I drive?", "<p>First:</p><ol><li>Rest</li><li>Eat</li></ol>")],
        ),
        (
            "1) Can I drive?\nNo, since you will be tired for the rest of the day, and\n"
            "so will be others.",
            [
                (
                    "Can I drive?",
                    "<p>No, since you will be tired for the rest of the day, and so will be "
                    "others.</p>",
                )
            ],
        ),
    ],
)  # fmt: skip
def test_questions_in_plain_text_are_found_however_they_are_written(
    content: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(text(content)) == expected


def test_a_question_mark_in_an_answer_makes_no_question_where_questions_stand_out() -> None:
    split = html("<h2>Can I drive?</h2><p>Why not?</p><ol><li>Is it far?</li></ol>")
    assert pairs(split) == [("Can I drive?", "<p>Why not?</p><ol><li>Is it far?</li></ol>")]


def test_what_is_lost_or_odd_is_said() -> None:
    split = html(
        "<h1>FAQ</h1><h2>When to come</h2><p>At 9.<img src=x></p><h2>Is it far?</h2>"
        "<h2>Costs</h2><p>Many.</p><h2>When to come</h2><p>At 10.</p>"
        f"<h2>Is {'very ' * 40}far?</h2><p>Yes.</p>"
        '<h2>Who?</h2><p><a href="data:x">Dr.</a><sup><a href="#ftnt1">[1]</a></sup></p>'
        "<h3>Note</h3><table><tr><td>a</table>"
        '<div><p><a href="#ftnt_ref1">[1]</a> A note.</p></div>'
    )
    found = {one.question[:12]: one for one in split.questions[:3]}
    assert found["When to come"].warnings == (words.MARK_ADDED, words.PICTURE)
    assert found["Is it far?"].warnings == (words.NO_ANSWER,)
    assert found["Costs?"].warnings == (words.ASKS_NOTHING,)
    assert split.questions[3].warnings == (words.MARK_ADDED, words.TWICE)
    assert "Shorten it here" in split.questions[4].warnings[0]
    assert split.questions[5].warnings == (words.NOTE, words.LOST_LINK, words.HEADING, words.TABLE)
    assert [one.is_offered for one in split.questions] == [True, *[False] * 4, True]
    assert left_over(split) == ["FAQ", "A note."]


def test_text_around_questions_is_left_over_with_its_place() -> None:
    split = text("Welcome.\n\nRead this.\n\nQ: Can I drive?\nA: No.\n\n# Prices\nAsk us.")
    assert left_over(split) == ["Welcome.", "Read this.", "Prices", "Ask us."]
    assert [one.where for one in split.left_over] == [1, 2, 4, 4]
    assert pairs(split) == [("Can I drive?", "<p>No.</p>")]


def test_headings_that_ask_nothing_are_shown_and_not_ticked() -> None:
    split = html("<h1>FAQ</h1><h2>Costs</h2><p>Many.</p><h2>Driving</h2><p>No.</p>")
    assert pairs(split) == [("Costs?", "<p>Many.</p>"), ("Driving?", "<p>No.</p>")]
    assert not any(one.is_offered for one in split.questions)


def test_what_is_pasted_from_google_docs_keeps_its_look() -> None:
    split = split_pasted(
        '<b style="font-weight:normal" id="docs-internal-guid-1"><h2><span style="font-weight:400">'
        'Can I drive?</span></h2><p dir="ltr"><span style="font-weight:700">No</span>, '
        '<span style="font-style:italic">never</span>.</p></b>'
    )
    assert pairs(split) == [("Can I drive?", "<p><b>No</b>, <i>never</i>.</p>")]


def test_the_source_of_a_page_pasted_as_text_is_read_as_a_page() -> None:
    pasted = "<p>&lt;h2&gt;Can I drive?&lt;/h2&gt;</p><p>&lt;p&gt;No.&lt;/p&gt;</p>"
    assert pairs(split_pasted(pasted)) == [("Can I drive?", "<p>No.</p>")]


@pytest.mark.parametrize(
    ("content", "answer", "notes"),
    [
        (
            "Can I drive?\nNo, it\u2019s far.".encode("cp1252"),
            "<p>No, it\u2019s far.</p>",
            (GUESSED,),
        ),
        ("Can I drive?\nNo, it\u2019s far.".encode("utf-16"), "<p>No, it\u2019s far.</p>", ()),
        ("\ufeffCan I drive?\rNo\x07.".encode(), "<p>No.</p>", ()),
    ],
)
def test_letters_are_read_however_they_are_stored(
    content: bytes, answer: str, notes: tuple[str, ...]
) -> None:
    split = split_file("faq.txt", content)
    assert (pairs(split), split.notes) == ([("Can I drive?", answer)], notes)


@pytest.mark.parametrize(
    ("name", "content", "remedy"),
    [
        ("a.txt", b"", "There is no text in it"),
        ("a.txt", b" \r\n\t", "There is no text in it"),
        ("a.html", b"<p></p><script>x</script>", "There is no text in it"),
        ("a.doc", b"x", "Word's old format"),
        ("a.zip", b"x", "Unpack the archive"),
        ("a.pdf", b"x", "copy its text and paste it"),
        ("a", b"x", "end in .docx"),
        ("a.html", b"PK\x03\x04x", "not text"),
        ("a.txt", b"x\0y", "not text"),
        ("a.txt", b"x" * (5 * 1024**2 + 1), "more than 5 MB"),
        ("a.txt", b"x" * 1_500_001, "more than 1,500,000 characters"),
        ("a.txt", b"x\n" * 20_001, "or 20,000 lines"),
        ("a.html", b"<p>x" * 120_001, "too many parts"),
        ("a.html", b"x" * 1_500_001, "more than 1,500,000 characters"),
        ("a.html", b"<div>" * 100_000, "nested too deeply"),
        ("a.html", b"<ul><li>" * 50_000, "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(
    name: str, content: bytes, remedy: str
) -> None:
    with pytest.raises(DocumentError, match=re.escape(remedy)):
        split_file(name, content)


def test_five_thousand_questions_are_refused_quickly() -> None:
    content = "".join(f"Q: Is it {number}?\nA: Yes.\n" for number in range(5_000))
    start = time.monotonic()
    with pytest.raises(DocumentError, match=f"5,000 questions, more than {MAX_QUESTIONS}"):
        text(content)
    with pytest.raises(DocumentError, match="5,000 questions"):
        html("".join(f"<h2>Is it {number}?</h2><p>Yes.</p>" for number in range(5_000)))
    assert time.monotonic() - start < 10


def test_pictures_within_the_html_do_not_count_as_text() -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 2_000_000}">'
    assert pairs(html(f"<h2>Can I drive?</h2><p>No.{picture}</p>")) == [
        ("Can I drive?", "<p>No.</p>")
    ]


@pytest.mark.parametrize(
    "piece",
    ["<", "<!--", '<a href="', "</", "<?", "<!", "<![CDATA[", "<b>", "<p>", "<table>", "&#", "<x "],
)
def test_unfinished_markup_takes_no_long_time(piece: str) -> None:
    start = time.monotonic()
    with suppress(DocumentError):
        html(piece * (400_000 // len(piece)))
    assert time.monotonic() - start < 15


@pytest.mark.parametrize(
    ("address", "usable"),
    [
        ("https://doi.org/10.1", "https://doi.org/10.1"),
        ("https://www.google.com/url?q=https://a.example/%3Fx%3D1&sa=D", "https://a.example/?x=1"),
        ("http://google.co.uk/url?url=/contact/", "/contact/"),
        ("https://www.google.com/url?q=javascript:alert(1)", ""),
        ("https://www.google.com/search?q=x", "https://www.google.com/search?q=x"),
        ("https://google.evil.example/url?q=tel:1", "https://google.evil.example/url?q=tel:1"),
        (" mailto:desk@clinic.example ", "mailto:desk@clinic.example"),
        ("tel:+16505550142", "tel:+16505550142"),
        ("/contact/", "/contact/"),
        ("//evil.example/", ""),
        ("/\\evil.example", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("page:3", ""),
        ("file:///etc/passwd", ""),
        ("contact.html", ""),
        ("#top", ""),
        ("http://[", ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_links_lead_to_the_web_to_mail_to_a_telephone_or_on_this_site(
    address: str, usable: str
) -> None:
    assert usable_address(address) == usable


def stored_again(answer: str) -> str:
    """Return ``answer`` as Wagtail's editor stores it once it has been opened and saved."""
    converter = ContentstateConverter(ANSWER_FEATURES)
    content = converter.from_database_format(answer)
    return BLOCK_KEY.sub("", converter.to_database_format(content))


@pytest.mark.parametrize(
    "answer",
    [
        *ANSWERS,
        "<p>one<br/>two</p>",
        "<p><b><i>both</i></b> &amp; &lt;none&gt;</p>",
        '<p><a href="/x?a=1&amp;b=2">here, <b>truly</b></a></p>',
        "<ol><li>a<ol><li>b</li></ol></li><li>c</li></ol><ul><li>d</li></ul>",
        "<ul><li>a<br/>b</li></ul>",
    ],
)
def test_an_answer_is_stored_as_the_editor_would_store_it(answer: str) -> None:
    assert clean_answer(answer) == answer
    assert stored_again(answer) == answer


def test_a_link_to_a_page_of_the_site_stays_one() -> None:
    answer = '<p><a id="3" linktype="page">a page</a></p>'
    assert clean_answer(answer) == answer
    assert clean_answer('<p><a id="3&quot; x" linktype="page">no page</a></p>') == "<p>no page</p>"


PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<i>", "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<h2>", "</h2>",
     "<br>", "<table>", "<tr>", "<td>", "</table>", "<a href='https://a.example/?a=1&b=2'>", "</a>",
     "<a href=javascript:x>", "<a linktype=page id=3>", "<script>", "</script>", "<span style='",
     "font-weight:700'>", "<!--", "-->", "Q: ", "A: ", "Can I drive?", "No. ", "1. ", "• ", "|",
     "&lt;", "&amp;", "\n", "\r\n", "\0", "\ufeff", "\u202e", '"', "'", "<", ">"]
)  # fmt: skip
MESS = st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join)
ALLOWED = {"p", "b", "i", "a", "ul", "ol", "li", "br"}


@given(MESS)
def test_no_answer_holds_more_than_the_field_allows(mess: str) -> None:
    answer = clean_answer(mess)
    allowed = nh3.clean(
        answer,
        tags=ALLOWED,
        attributes={"a": {"href", "id", "linktype"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    assert allowed.replace("<br>", "<br/>") == answer
    assert clean_answer(answer) == answer


@given(
    st.sampled_from(["a.docx", "a.html", "a.txt"]), st.binary(max_size=300) | MESS.map(str.encode)
)
def test_any_bytes_are_split_or_refused(name: str, content: bytes) -> None:
    with suppress(DocumentError):
        split = split_file(name, content)
        assert split.questions or split.left_over


@given(st.text(max_size=60))
def test_a_question_ends_with_one_mark_and_keeps_its_words(words_given: str) -> None:
    marked = with_question_mark(words_given)
    assert with_question_mark(marked) == marked
    assert question_key(marked) == question_key(words_given)
    assert marked.endswith("?") or not words_given.split()
