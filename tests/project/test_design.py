"""What the look of the site promises: contrast, calm, and nothing from elsewhere."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

BASE = Path(settings.BASE_DIR)
STYLESHEET = (BASE / "static" / "css" / "site.css").read_text()
PICTURES = BASE / "home" / "demo" / "pictures"
MOST_PICTURE_BYTES = 150_000
# What visitors load, compressed as it is sent; the editor's scripts stand in a folder below.
MOST_SCRIPT_BYTES = 2_500

# WCAG 2.2: 1.4.6 (AAA) for what is read, 1.4.11 for the edge of a control.
READ, EDGE = 7.0, 3.0
SURFACES = ("page", "surface", "caution-surface")
PAIRS = [
    *(("text", surface, READ) for surface in (*SURFACES, "emergency-surface")),
    *(("quiet", surface, READ) for surface in SURFACES),
    *(("link", surface, READ) for surface in SURFACES),
    ("link-strong", "page", READ),
    ("on-action", "action", READ),
    ("on-action", "action-strong", READ),
    ("caution", "page", READ),
    ("caution", "caution-surface", READ),
    ("emergency", "caution-surface", READ),
    ("emergency", "emergency-surface", READ),
    ("edge", "page", EDGE),
    ("edge", "surface", EDGE),
]


def _colors(part: str) -> dict[str, str]:
    raw = dict(re.findall(r"--([a-z]+-\d): (#[0-9a-f]{6});", STYLESHEET))
    return {
        name: raw[value]
        for name, value in re.findall(r"--color-([a-z-]+): var\(--([a-z]+-\d)\);", part)
    }


_light, _dark = STYLESHEET.split("@media (prefers-color-scheme: dark)", 1)
SCHEMES = {"light": _colors(_light), "dark": _colors(_dark)}


def _luminance(color: str) -> float:
    """Return the relative luminance of "#rrggbb", as WCAG 2.2 defines it."""
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def markup_problems(template: str) -> list[str]:
    """Return what the strict content policy would block, or what would tell others of a visit."""
    rules = {
        "inline style": r"<style\b|\sstyle\s*=",
        "inline handler": r"<[^>]*\son[a-z]+\s*=",
        "inline script": r"<script(?![^>]*(?:\ssrc=|application/ld\+json))",
        "foreign source": r"(?:src|srcset|action)\s*=\s*[\"']?(?:https?:)?//",
        "foreign stylesheet": r"<link[^>]*href\s*=\s*[\"']?(?:https?:)?//",
    }
    return [name for name, pattern in rules.items() if re.search(pattern, template, re.IGNORECASE)]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#ffffff", "#ffffff", 1)],
)
def test_contrast_is_reckoned_as_the_standard_says(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_text_and_controls_stand_out(scheme: str, front: str, back: str, least: float) -> None:
    colors = SCHEMES[scheme]
    assert contrast(colors[front], colors[back]) >= least


def test_both_schemes_name_every_color() -> None:
    assert SCHEMES["light"].keys() == SCHEMES["dark"].keys()


def test_nothing_moves_and_nothing_is_fetched_by_the_stylesheet() -> None:
    forbidden = r"transition|animation|@keyframes|scroll-behavior|@import|@font-face|url\("
    assert re.findall(forbidden, STYLESHEET) == []


def test_every_token_is_declared_and_used() -> None:
    declared = set(re.findall(r"^\s+(--[a-z0-9-]+):", STYLESHEET, re.MULTILINE))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", STYLESHEET))
    assert declared ^ used == set()


def test_the_script_stays_small() -> None:
    scripts = (BASE / "static" / "js").glob("*.js")
    sent = sum(len(gzip.compress(script.read_bytes())) for script in scripts)
    assert 0 < sent < MOST_SCRIPT_BYTES


@pytest.mark.parametrize(
    ("sample", "problem"),
    [
        ('<p style="color: red">', "inline style"),
        ("<style>p {}</style>", "inline style"),
        ('<a href="#" onclick="go()">', "inline handler"),
        ("<script>go()</script>", "inline script"),
        ('<img src="https://pictures.example/one.png">', "foreign source"),
        ('<link rel="stylesheet" href="//fonts.example/one.css">', "foreign stylesheet"),
    ],
)
def test_the_scan_of_templates_finds_what_is_wrong(sample: str, problem: str) -> None:
    assert markup_problems(sample) == [problem]


@pytest.mark.parametrize(
    "path",
    sorted((BASE / "templates").rglob("*.html")),
    ids=lambda path: str(path.relative_to(BASE / "templates")),
)
def test_a_template_has_nothing_inline_and_nothing_foreign(path: Path) -> None:
    assert markup_problems(path.read_text()) == []


def test_each_picture_of_the_demo_is_light_and_described() -> None:
    entries = json.loads((PICTURES / "manifest.json").read_text())
    assert {entry["file"] for entry in entries} == {path.name for path in PICTURES.glob("*.png")}
    for entry in entries:
        path = PICTURES / entry["file"]
        assert path.stat().st_size < MOST_PICTURE_BYTES
        with Image.open(path) as picture:
            assert min(picture.size) >= 512
        assert len(entry["alt"]) > len(entry["title"])
