"""The style guide shows every component, and its markup is what every page is made of."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import html5lib
import pytest
from django.conf import settings
from django.test import RequestFactory
from django.test.signals import template_rendered

from home.styleguide import styleguide_view

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"


@pytest.fixture
def rendered() -> tuple[str, set[str]]:
    """Return the page's HTML and the names of the templates that took part in it."""
    names: set[str] = set()

    def note(*, template: Any, **kwargs: Any) -> None:
        names.add(template.name)

    template_rendered.connect(note)
    try:
        response = styleguide_view(RequestFactory().get("/styleguide/"))
    finally:
        template_rendered.disconnect(note)
    return response.content.decode(), names


@pytest.fixture
def tree(rendered: tuple[str, set[str]]) -> Any:
    return html5lib.parse(rendered[0], namespaceHTMLElements=False)


def test_every_component_is_in_the_style_guide(rendered: tuple[str, set[str]]) -> None:
    components = {f"components/{path.name}" for path in COMPONENTS.glob("*.html")}
    assert components - rendered[1] == set()


def test_it_is_valid_html(rendered: tuple[str, set[str]]) -> None:
    parser = html5lib.HTMLParser()
    parser.parse(rendered[0])
    assert parser.errors == []


def test_heading_levels_never_skip(tree: Any) -> None:
    levels = [int(element.tag[1]) for element in tree.iter() if element.tag in HEADINGS]
    assert levels.count(1) == 1
    assert all(following <= level + 1 for level, following in pairwise(levels))


def test_no_id_is_used_twice(tree: Any) -> None:
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []


def test_links_within_the_page_lead_somewhere(tree: Any) -> None:
    ids = {element.get("id") for element in tree.iter()}
    targets = [
        link.get("href", "")[1:] for link in tree.iter("a") if link.get("href", "")[:1] == "#"
    ]
    assert targets
    assert [target for target in targets if target not in ids] == []


def test_only_the_first_question_is_open_and_its_id_is_inside(tree: Any) -> None:
    questions = [element for element in tree.iter("details") if element.get("class") == "question"]
    assert [question.get("open") is not None for question in questions] == [True, False]
    for question in questions:
        # A browser opens a disclosure for a link to what is in it, not for one to itself.
        assert question.get("id") is None
        assert (question[1].get("id") or "").startswith("faq-")
