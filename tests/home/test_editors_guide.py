"""The guide as editors read it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from home.editors_guide import as_html
from home.roles import APPOINTMENT_DESK


@pytest.mark.django_db
def test_everybody_who_works_in_the_editor_finds_it_under_help() -> None:
    user = User.objects.create_user("desk")
    user.groups.add(Group.objects.get(name=APPOINTMENT_DESK))
    client = Client()
    client.force_login(user)
    address = reverse("editors_guide")
    assert address in client.get(reverse("wagtailadmin_home")).text
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert len(page.find_all("h1")) == 1
    guide = page.select_one(".guide")
    assert guide
    headings = [heading["id"] for heading in guide.find_all(["h2", "h3"])]
    assert len(set(headings)) == len(headings) > 30
    links = [link["href"] for link in guide.find_all("a")]
    inside = [link.removeprefix("#") for link in links if link.startswith("#")]
    assert set(inside) <= set(headings)
    assert all(link.startswith(("#", "http")) for link in links)
    pictures = guide.find_all("img")
    assert len(pictures) > 30
    for picture in pictures:
        assert picture["alt"]
        assert finders.find(picture["src"].removeprefix("/static/")), picture["src"]


def test_its_html_is_text_and_its_tables_can_be_moved() -> None:
    html = as_html("# Title\n\n## Ask us\n\n<b>x</b> [y](#ask-us)\n\n|a|\n|-|\n|b|\n")
    assert "Title" not in html
    assert '<h2 id="ask-us">Ask us</h2>' in html
    assert "&lt;b&gt;x" in html
    assert html.count('<div class="wide-table" tabindex="0">') == html.count("</table></div>") == 1
