"""Word documents as people write them, and as nobody should."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.rules import import_limits
from editorial.rules import question_split as words
from editorial.rules.import_limits import DocumentError
from editorial.rules.question_documents import split_file
from editorial.rules.word_document import BROKEN, COMMENTED, MAX_MARKS, TOO_LARGE, TRACKED
from tests.editorial.faq_documents import AS_WORD
from tests.editorial.word_files import OFFICE, WORD, link, paragraph, run, word_file

ENTITY = "<!DOCTYPE x [<!ENTITY a 'b'>]>"
REFERENCE = f'<w:p xmlns:q="{WORD}"><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
QUESTION = paragraph(run("Can I drive?"), style="H2")


def bomb(name: str, size: int) -> bytes:
    """Return an archive of a few kilobytes whose part ``name`` unpacks to ``size`` bytes."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<x/>")
        archive.writestr(name, b" " * size)
    return file.getvalue()


def test_tracked_changes_comments_notes_and_pictures_are_told() -> None:
    inserted = f'<w:ins w:id="1" w:author="A">{run("Never")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="A"><w:r><w:delText>Always</w:delText></w:r></w:del>'
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    notes = (
        f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="2">{paragraph(run("A source."))}'
        "</w:footnote></w:footnotes>"
    )
    comments = (
        f'<w:comments xmlns:w="{WORD}"><w:comment w:id="0" w:author="B">'
        f"{paragraph(run('Really?'))}</w:comment></w:comments>"
    )
    content = word_file(
        QUESTION,
        paragraph(inserted, deleted, run(" at once"), note, comment),
        parts={"word/footnotes.xml": notes, "word/comments.xml": comments},
    )
    split = split_file("faq.docx", content)
    (found,) = split.questions
    assert found.answer_html == "<p>Never at once</p>"
    assert found.warnings == (words.NOTE,)
    assert [one.text for one in split.left_over] == ["A source."]
    assert split.notes == (TRACKED, COMMENTED)


def test_bold_lines_tables_and_wrapped_links_are_read_as_in_a_page() -> None:
    cells = "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in ("Who comes?", "A friend."))
    content = word_file(
        paragraph(run("Can I drive?", look="b")),
        paragraph(run("No. "), link("See"), run("."), link(" x", "bad")),
        f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>",
        links={
            "link": "https://www.google.com/url?q=https://a.example/&sa=D",
            "bad": "javascript:alert(1)",
        },
    )
    split = split_file("FAQ.DOCX", content)
    assert [(one.question, one.answer_html) for one in split.questions] == [
        ("Can I drive?", '<p>No. <a href="https://a.example/">See</a>. x</p>'),
        ("Who comes?", "<p>A friend.</p>"),
    ]


def test_a_picture_outside_the_document_is_not_looked_for() -> None:
    picture = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:id="out"/>'
        "</v:shape></w:pict></w:r>"
    )
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="out" Type="{OFFICE}/image" Target="file:///etc/passwd" '
        'TargetMode="External"/></Relationships>'
    )
    content = word_file(
        QUESTION,
        paragraph(run("No.", look="b"), picture),
        parts={"word/_rels/document.xml.rels": relation},
    )
    (found,) = split_file("faq.docx", content).questions
    assert (found.answer_html, found.warnings) == ("<p><b>No.</b></p>", (words.PICTURE,))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"not an archive", BROKEN),
        (AS_WORD[: len(AS_WORD) // 2], BROKEN),
        (bomb("word/media/a.png", 61 * 1024**2), TOO_LARGE),
        (bomb("word/styles.xml", 7 * 1024**2), TOO_LARGE),
        (word_file("<w:p/>" * MAX_MARKS), TOO_LARGE),
        (word_file(REFERENCE * 2, parts={"word/footnotes.xml": "<x/>"}), BROKEN),
        (word_file(REFERENCE.replace("w:", "q:"), REFERENCE, parts={}), BROKEN),
        (word_file(REFERENCE, REFERENCE.replace('"2"', '"&#50;"')), BROKEN),
        (word_file(parts={"word/a.xml": "<\0x\0/\0>\0"}), BROKEN),
        (word_file(parts={f"word/{number}.bin": "" for number in range(1_001)}), TOO_LARGE),
        (word_file("<w:p>" * 20_000 + "</w:p>" * 20_000), BROKEN),
        (word_file(parts={"word/document.xml": "<w:document"}), BROKEN),
        (word_file(parts={"word/document.xml": f"{ENTITY}<x>&a;</x>"}), BROKEN),
        (word_file(parts={"word/styles.xml": f"{ENTITY}<x>&a;</x>"}), BROKEN),
        (word_file(), "There is no text in it"),
    ],
    ids=[
        "no archive", "half of one", "large media", "large XML", "many elements",
        "a note twice", "a note twice by another prefix", "a note twice in disguise", "UTF-16",
        "many parts",
        "deep", "unfinished", "entities", "entities in styles", "empty",
    ],
)  # fmt: skip
def test_what_is_no_word_document_or_too_large_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(DocumentError, match=message.split(".")[0].split("(")[0]):
        split_file("faq.docx", content)


def test_the_slowest_document_that_is_accepted_stays_small() -> None:
    """Each tag took up to 50 microseconds and a kilobyte when this was measured: 4 s and 80 MB."""
    assert MAX_MARKS <= 80_000
    assert import_limits.MAX_CHARACTERS <= 1_500_000
    assert import_limits.MAX_ELEMENTS <= 60_000


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    honest = bomb("word/media/a.xml", 7 * 1024**2)
    packed = zlib.crc32(b" " * (7 * 1024**2)).to_bytes(4, "little")
    assert packed in honest
    lying = honest.replace((7 * 1024**2).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(DocumentError, match="cannot be read"):
        split_file("faq.docx", lying)


@given(st.data())
def test_a_damaged_document_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(AS_WORD)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        split_file("faq.docx", bytes(content))
    except DocumentError as error:
        assert str(error)  # noqa: PT017, any other error fails the test
