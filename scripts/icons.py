"""Draws the site's icons from the one shape of ``static/img/favicon.svg``.

Run it after a change of the shape or its colors: ``.venv/bin/python scripts/icons.py``. The files
are committed, so nothing is drawn when the site runs.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

STATIC = Path(__file__).resolve().parent.parent / "static"
BAY, SUN, WATER = "#12565d", "#e2b27a", "#d7e6e2"

# Drawn this much larger and made smaller, for smooth edges.
FINER = 8
SIDE = 64
"""The side of the square that the numbers below, those of the drawing, belong to."""

STROKE = 3.5
WAVES = (
    (
        ((8.5, 40), (13.5, 36.8), (18.5, 36.8), (24, 40)),
        ((24, 40), (29.5, 43.2), (34.5, 43.2), (40, 40)),
        ((40, 40), (45.5, 36.8), (50.5, 36.8), (55.5, 40)),
    ),
    (
        ((15, 49), (19, 46.4), (23, 46.4), (27, 49)),
        ((27, 49), (31, 51.6), (35, 51.6), (39, 49)),
        ((39, 49), (43, 46.4), (46, 46.6), (49, 48.4)),
    ),
)
"""Each wave as curves of four points."""

Point = tuple[float, float]


def drawn(size: int, *, shape: float = 1.0, is_filled: bool = False) -> Image.Image:
    """Return the icon, ``size`` pixels wide.

    ``shape`` is how much of the width the round shape takes. A filled icon has the shape's color
    up to its edges: a phone cuts its own form out of it.
    """
    side = size * FINER
    scale = side / SIDE * shape
    offset = side * (1 - shape) / 2
    picture = Image.new("RGBA", (side, side), BAY if is_filled else (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)

    def at(x: float, y: float) -> Point:
        return offset + x * scale, offset + y * scale

    pen.ellipse([at(2, 2), at(62, 62)], fill=BAY)
    pen.pieslice([at(18, 20), at(46, 48)], 180, 360, fill=SUN)
    for wave in WAVES:
        points = [at(*point) for curve in wave for point in _along(*curve)]
        for x, y in points:
            radius = STROKE / 2 * scale
            pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=WATER)
    small = picture.resize((size, size), Image.Resampling.LANCZOS)
    return small.convert("RGB") if is_filled else small


def _along(start: Point, first: Point, second: Point, end: Point) -> list[Point]:
    """Return points so close together on the curve that dots on them make a line."""
    steps = 200
    points = []
    for step in range(steps + 1):
        t = step / steps
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        corners = (start, first, second, end)
        x = sum(weight * corner[0] for weight, corner in zip(weights, corners, strict=True))
        y = sum(weight * corner[1] for weight, corner in zip(weights, corners, strict=True))
        points.append((x, y))
    return points


def _store(picture: Image.Image, name: str) -> None:
    """Store with few colors, which these shapes have anyway."""
    small = picture.quantize(64, method=Image.Quantize.FASTOCTREE)
    small.save(STATIC / "img" / f"{name}.png", optimize=True)


def main() -> None:
    """Draw every icon and store it."""
    _store(drawn(192), "icon-192")
    _store(drawn(512), "icon-512")
    # Whatever lies outside the middle four fifths of a maskable icon may be cut off.
    _store(drawn(512, shape=0.8, is_filled=True), "icon-maskable-512")
    _store(drawn(180, shape=0.9, is_filled=True), "apple-touch-icon")
    sizes = [(16, 16), (32, 32), (48, 48)]
    drawn(48).save(STATIC / "root" / "favicon.ico", sizes=sizes)


if __name__ == "__main__":
    main()
