"""The picture for sharing as it is drawn."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from seo.rules.share_card import ShareCardData, ShareMapData
from seo.share_drawing import FONT, MAP_BOX, draw_card

CARD = ShareCardData(
    title="Ketamine infusions for people from Palo Alto",
    clinic_name="Bay Area Ketamine Center",
    clinic_place="Los Altos, CA",
    map=ShareMapData(
        width=440,
        height=410,
        rings=((220, 200, 60), (220, 200, 180)),
        clinics=((220, 200),),
        places=((150, 120), (300, 260)),
        own=((260, 80),),
        own_name="Palo Alto",
    ),
)
MOST_BYTES = 100_000
TITLE_BOX = (60, 90, 690, 440)


def drawn(**changes: str) -> Image.Image:
    content = draw_card(replace(CARD, **changes))
    assert len(content) < MOST_BYTES
    picture = Image.open(BytesIO(content))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    return picture.convert("RGB")


def is_same(first: Image.Image, second: Image.Image) -> bool:
    """Tell whether nobody could tell the two apart; few colors stand for each other's shades."""
    difference = ImageChops.difference(first, second).convert("L")
    return difference.point(lambda value: 255 * (value > 24)).getbbox() is None


@pytest.mark.parametrize(
    "title",
    [
        "Ketamine infusions for people from Palo Alto",
        "¿Qué cuesta en San José y Ñuñoa?",
        "Điều trị đau nửa đầu bằng ketamine",
        "Θεραπεία με κεταμίνη",
        "Кетамин при мигрени",
        "A long title " * 40,
        "x" * 300,
    ],
    ids=["latin", "spanish", "vietnamese", "greek", "cyrillic", "long", "one-word"],
)
def test_titles_in_the_scripts_of_the_font_are_drawn(title: str) -> None:
    """Each differs from the picture that leaves the title out."""
    picture = drawn(title=title)
    assert not is_same(picture.crop(TITLE_BOX), drawn(title="").crop(TITLE_BOX))
    # Nothing reaches into the map or out of the box of the title.
    assert is_same(picture.crop((690, 0, 1200, 630)), drawn(title="").crop((690, 0, 1200, 630)))


@pytest.mark.parametrize(
    "title", ["片頭痛の質問", "علاج الصداع", "मिरगी", "שאלות", "Palo 🏥 アルト"]
)
def test_a_title_that_the_font_lacks_is_left_to_the_name_of_the_clinic(title: str) -> None:
    assert is_same(drawn(title=title), drawn(title=""))


def test_a_name_that_the_font_lacks_is_left_to_the_map() -> None:
    empty = drawn(title="", clinic_name="", clinic_place="")
    assert is_same(drawn(title="質問", clinic_name="診療所", clinic_place="東京"), empty)
    assert not is_same(drawn(title="", clinic_place=""), empty)


def test_the_name_tells_what_is_shown() -> None:
    changed = [
        replace(CARD, title="Other"),
        replace(CARD, clinic_name="Other"),
        replace(CARD, clinic_place="Other"),
        replace(CARD, map=None),
    ]
    assert len({card.digest for card in (CARD, *changed)}) == 5
    assert replace(CARD).digest == CARD.digest


def test_the_font_brings_its_license() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONT.parent / "OFL.txt").read_text()


def test_a_page_about_no_place_has_the_sign_of_the_site_and_others_the_name_of_theirs() -> None:
    assert CARD.map
    pictures = [
        Image.open(BytesIO(draw_card(replace(CARD, map=shape)))).convert("RGB").crop(MAP_BOX)
        for shape in (CARD.map, replace(CARD.map, own_name="Woodside"), None)
    ]
    first, other_name, sign = pictures
    assert not is_same(first, other_name)
    assert not is_same(first, sign)
    assert is_same(first, Image.open(BytesIO(draw_card(CARD))).convert("RGB").crop(MAP_BOX))
    unwritable = replace(CARD.map, own_name="東京")
    nameless = replace(CARD.map, own_name="")
    assert draw_card(replace(CARD, map=unwritable)) == draw_card(replace(CARD, map=nameless))
