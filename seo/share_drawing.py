"""Draws the picture that stands beside a shared link, in the site's colors."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from seo.rules.share_card import HEIGHT, WIDTH, ShareCardData, ShareMapData
from seo.rules.text_fitting import LINE_HEIGHT, drawable, fit_text

FONT = Path(__file__).resolve().parent / "fonts" / "NotoSerif-Regular.ttf"
SIGN = Path(__file__).resolve().parents[1] / "static" / "img" / "icon-512.png"

# As in static/css/site.css: paper, edge, ink and teal of the light scheme.
PAPER, LINE, EDGE = "#faf6ee", "#ddd2bf", "#7b776c"
INK, QUIET, TEAL = "#1d2428", "#434d52", "#0f4d54"

MARGIN = 72
TEXT_WIDTH = 590
TITLE_HEIGHT = 340
TITLE_SIZES = (68, 62, 56, 50, 44, 38)
NAME_SIZES = (32, 28, 24)
PLACE_SIZE = 26
MAP_BOX = (690, 55, 1170, 575)
"""Left, top, right and bottom of the map, in pixels."""
SIGN_SIZE = 300
LABEL_SIZE = 26

# The map is drawn larger and made smaller, which smooths its edges.
OVERSAMPLING = 3
COLORS = 48
"""Enough for smooth edges in six colors; the file stays small."""

# No font has this character, so that its shape is the one that stands for missing ones.
MISSING = "\U0010ffff"


def draw_card(card: ShareCardData) -> bytes:
    """Return the picture of ``card`` as a PNG file, 1200 by 630 pixels.

    A title in letters that the font lacks is left to the clinic's name, and a name in such letters
    to the map: a reader never meets the boxes that stand for missing letters.
    """
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(picture)
    if card.map:
        _draw_map(picture, card.map)
        _draw_own_name(draw, card.map)
    else:
        _draw_sign(picture)
    name = drawable(card.clinic_name, _covers)
    title = drawable(card.title, _covers)
    if title:
        _draw_title(draw, title)
        _draw_name(draw, name, drawable(card.clinic_place, _covers))
    elif name:
        _draw_title(draw, name)
        _draw_name(draw, "", drawable(card.clinic_place, _covers))
    draw.rectangle((0, HEIGHT - 14, WIDTH, HEIGHT), fill=TEAL)
    content = BytesIO()
    reduced = picture.quantize(COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    reduced.save(content, "PNG", compress_level=6)
    return content.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size)


def _measure(text: str, size: int) -> float:
    return _font(size).getlength(text)


@cache
def _missing_shape() -> bytes:
    return bytes(_font(40).getmask(MISSING))


@cache
def _covers(character: str) -> bool:
    """Whether the font has a shape of its own for ``character``."""
    return bytes(_font(40).getmask(character)) != _missing_shape()


def _draw_title(draw: ImageDraw.ImageDraw, title: str) -> None:
    fitted = fit_text(
        title, measure=_measure, width=TEXT_WIDTH, height=TITLE_HEIGHT, sizes=TITLE_SIZES
    )
    draw.rectangle((MARGIN, MARGIN, MARGIN + 72, MARGIN + 6), fill=TEAL)
    _draw_lines(draw, fitted.lines, fitted.size, MARGIN + 30, INK)


def _draw_name(draw: ImageDraw.ImageDraw, name: str, place: str) -> None:
    """Draw the clinic's name with its place below it, at the foot of the picture."""
    foot = HEIGHT - MARGIN
    if place:
        fitted = fit_text(
            place, measure=_measure, width=TEXT_WIDTH, height=PLACE_SIZE * 2, sizes=(PLACE_SIZE,)
        )
        foot -= fitted.height
        _draw_lines(draw, fitted.lines, fitted.size, foot, QUIET)
    if name:
        fitted = fit_text(
            name, measure=_measure, width=TEXT_WIDTH, height=NAME_SIZES[0] * 2, sizes=NAME_SIZES
        )
        _draw_lines(draw, fitted.lines, fitted.size, foot - fitted.height - 4, TEAL)


def _draw_lines(
    draw: ImageDraw.ImageDraw, lines: tuple[str, ...], size: int, top: int, color: str
) -> None:
    for number, line in enumerate(lines):
        # The baseline is the same whichever letters a line has.
        baseline = top + number * size * LINE_HEIGHT + size
        draw.text((MARGIN, baseline), line, font=_font(size), fill=color, anchor="ls")


def _draw_sign(picture: Image.Image) -> None:
    """Draw the site's sign where others have a map."""
    left, top, right, bottom = MAP_BOX
    with Image.open(SIGN) as sign:
        small = sign.convert("RGBA").resize((SIGN_SIZE, SIGN_SIZE), Image.Resampling.LANCZOS)
    corner = ((left + right - SIGN_SIZE) // 2, (top + bottom - SIGN_SIZE) // 2)
    picture.paste(small, corner, small)


def _draw_own_name(draw: ImageDraw.ImageDraw, shape: ShareMapData) -> None:
    """Write the name of the page's place beside its dot, where it covers the fewest others."""
    name = drawable(shape.own_name, _covers)
    if not name or not shape.own:
        return
    (left, top, _right, _bottom), scale = MAP_BOX, _scale(shape)
    dots = [(left + x * scale, top + y * scale) for x, y in (*shape.clinics, *shape.places)]
    x, y = left + shape.own[0][0] * scale, top + shape.own[0][1] * scale
    away = (shape.place_radius + 8) * scale
    sides = [(x, y - away, "md"), (x, y + away, "ma"), (x + away, y, "lm"), (x - away, y, "rm")]
    at_x, at_y, anchor = min(
        sides,
        key=lambda side: _hidden(draw.textbbox(side[:2], name, _font(LABEL_SIZE), side[2]), dots),
    )
    draw.text(
        (at_x, at_y),
        name,
        font=_font(LABEL_SIZE),
        fill=INK,
        anchor=anchor,
        stroke_width=4,
        stroke_fill=PAPER,
    )


def _hidden(box: tuple[float, ...], dots: list[tuple[float, float]]) -> int:
    """Return how many dots a name in ``box`` would touch; far more where it leaves the map."""
    left, top, right, bottom = box
    near = 12
    is_outside = left < MAP_BOX[0] or right > MAP_BOX[2] or top < MAP_BOX[1] or bottom > MAP_BOX[3]
    return 100 * is_outside + sum(
        left - near <= x <= right + near and top - near <= y <= bottom + near for x, y in dots
    )


def _scale(shape: ShareMapData) -> float:
    left, top, right, bottom = MAP_BOX
    return min((right - left) / shape.width, (bottom - top) / shape.height)


def _draw_map(picture: Image.Image, shape: ShareMapData) -> None:
    left, top, right, bottom = MAP_BOX
    size = ((right - left) * OVERSAMPLING, (bottom - top) * OVERSAMPLING)
    scale = _scale(shape) * OVERSAMPLING
    layer = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(layer)
    for x, y, radius in shape.rings:
        _draw_ring(draw, x * scale, y * scale, radius * scale, scale)
    for x, y in shape.places:
        _draw_dot(draw, x * scale, y * scale, shape.place_radius * scale, scale, PAPER)
    for x, y in shape.own:
        _draw_dot(draw, x * scale, y * scale, (shape.place_radius + 4) * scale, scale, LINE)
    for x, y in shape.clinics:
        _draw_dot(draw, x * scale, y * scale, 10 * scale, scale, TEAL)
    smooth = layer.resize((right - left, bottom - top), Image.Resampling.LANCZOS)
    picture.paste(smooth, (left, top))


def _draw_ring(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, scale: float) -> None:
    """Draw a dotted circle, as the sketch on the site has it."""
    dot = 1.3 * scale
    count = max(12, round(2 * pi * radius / (6 * scale)))
    for number in range(count):
        angle = 2 * pi * number / count
        dot_x, dot_y = x + radius * cos(angle), y + radius * sin(angle)
        draw.ellipse((dot_x - dot, dot_y - dot, dot_x + dot, dot_y + dot), fill=EDGE)


def _draw_dot(
    draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, scale: float, color: str
) -> None:
    box = (x - radius, y - radius, x + radius, y + radius)
    draw.ellipse(box, fill=color, outline=TEAL, width=round(2.5 * scale))
