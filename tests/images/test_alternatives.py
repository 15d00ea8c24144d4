"""Which words for a picture say nothing, and which pictures a text holds."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail import blocks
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from images.alternatives import pictures_in_rich_text, says_nothing
from images.to_do_checks import _undescribed
from operations.stored_parts import _in_block
from tests.whole_site import make_picture


@pytest.mark.parametrize(
    "words",
    ["", "  ", "IMG_0001", "IMG_0001.jpg", "img-20240501-WA0003.jpeg", "DSC00012.JPG",
     "PXL_20240501_101112", "front-door.png", "front door.webp", "Screenshot 2024-05-01 at 10.11",
     "image", "Image (3)", "20240501_101112", "12"],
)  # fmt: skip
def test_the_name_of_a_file_says_nothing(words: str) -> None:
    assert says_nothing(words)


@pytest.mark.parametrize(
    "words",
    ["The front door.", "Front door", "A window", "Image of the ramp", "Photo of Dr. Test",
     "Scan of a heart", "Room 12", "Version 2.0 of the form", "Picture frame"],
)  # fmt: skip
def test_words_say_something(words: str) -> None:
    assert not says_nothing(words)


def test_pictures_are_found_in_stored_rich_text() -> None:
    text = (
        '<p>A</p><embed alt="A &quot;door&quot;" embedtype="image" format="left" id="3"/>'
        "<embed embedtype='image' id='4'/>"
        '<embed embedtype="citation" id="5"/><embed embedtype="image" id="x" alt=""/>'
    )
    assert list(pictures_in_rich_text(text)) == [(3, 'A "door"'), (4, "")]


def undescribed(block: Any, value: Any) -> list[int]:
    return [key for part in _in_block(block, value) for key in _undescribed(*part)]


@pytest.mark.django_db
def test_pictures_are_found_in_blocks_however_deep() -> None:
    bare, described = make_picture("Bare"), make_picture("Described")
    bare.description = ""
    bare.save()
    card = blocks.StructBlock(
        [("text", blocks.RichTextBlock()), ("pictures", blocks.ListBlock(ImageBlock()))]
    )
    stream = blocks.StreamBlock([("card", card), ("chosen", ImageChooserBlock())])

    def picture(key: int, words: str, *, decorative: bool = False) -> dict[str, Any]:
        value = {"image": key, "alt_text": words, "decorative": decorative}
        return {"type": "item", "value": value, "id": "b"}

    value = [
        {
            "type": "card",
            "id": "a",
            "value": {
                "text": '<embed embedtype="image" id="11" alt="DSC_1"/>',
                "pictures": [
                    picture(12, ""),
                    picture(13, "A door"),
                    picture(14, "", decorative=True),
                ],
            },
        },
        {"type": "chosen", "id": "c", "value": bare.pk},
        {"type": "chosen", "id": "d", "value": described.pk},
    ]
    assert undescribed(stream, value) == [11, 12, bare.pk]
