"""What the home page shows."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from home.models.home_page import HomePageCitation
from tests.factories import publish
from tests.whole_site import WholeSite, make_citation

pytestmark = pytest.mark.django_db


def test_each_answer_names_its_sources_and_the_page_its_own_after_them(
    whole_site: WholeSite,
) -> None:
    home = type(whole_site.small.home).objects.get(pk=whole_site.small.home.pk)
    own = make_citation("A review of the page's own")
    home.citations = [HomePageCitation(citation=own)]
    publish(home)
    html = Client().get(home.url).content.decode()
    answer = html[html.index("No. You may call us yourself.") :]
    assert re.findall(r'href="#source-(\d+)"', answer) == ["1"]
    sources = re.findall(r'<li id="source-(\d)" value="\d">(.*?)</li>', html, re.DOTALL)
    assert [number for number, _text in sources] == ["1", "2"]
    assert whole_site.citation.title in sources[0][1]
    assert "A review of the page" in sources[1][1]
