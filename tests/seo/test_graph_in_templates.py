"""The templates show a visitor what the graph tells a search engine."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from seo.structured_data import graph_json
from tests.seo.graph_checker import check_page
from tests.seo.page_graphs import PAGES

TEMPLATES = {
    "home": "home/home_page.html",
    "contact": "home/contact_page.html",
    "city": "locations/city_page.html",
    "hub": "locations/city_index_page.html",
    "faq": "faq_pages/faq_page.html",
    "treatment": "home/treatment_page.html",
    "person": "home/person_page.html",
    "content": "home/content_page.html",
}


@pytest.mark.parametrize(("kind", "make"), PAGES.items(), ids=PAGES)
def test_a_template_shows_all_that_its_graph_marks_up(kind: str, make: Any) -> None:
    data, nodes = make()
    context = {"data": data, "graph_json": mark_safe(graph_json(nodes))}
    html = render_to_string(TEMPLATES[kind], context, request=RequestFactory().get("/"))
    assert check_page(html, canonical_url=data.meta.canonical_url) == []
