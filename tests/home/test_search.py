"""Search over the site: what is found, what never is, and what can be typed."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.test import Client, TestCase
from wagtail.models import Page, PageViewRestriction

from home.models import ContentPage
from home.search import LONGEST_QUERY, RESULTS_A_PAGE
from tests.factories import add_page
from tests.whole_site import WholeSite

pytestmark = [pytest.mark.django_db, pytest.mark.index]

RESULT = re.compile(r'<h3><a href="([^"]*)">')
RARE_WORD = "velvetwood"


def found(query: str, **more: str) -> list[str]:
    """Return the addresses that a search lists."""
    response = Client().get("/search/", {"query": query} | more)
    assert response.status_code == 200
    return RESULT.findall(response.content.decode())


def message(query: str) -> str:
    html = Client().get("/search/", {"query": query}).content.decode()
    status = re.search(r'role="status">([^<]*)<', html)
    return status[1] if status else ""


def make_pages(site: WholeSite, number: int) -> list[ContentPage]:
    """Add live pages that have the rare word, each below the about page."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return [
            add_page(
                site.small.about,
                ContentPage(title=f"{RARE_WORD} {index}", slug=f"rare-{index}"),
            )
            for index in range(number)
        ]


def test_pages_are_found_by_title_and_by_text(whole_site: WholeSite) -> None:
    assert whole_site.small.contact.url in found("contact")
    assert whole_site.small.faq_page.url in found("referral")
    assert whole_site.small.city_page.url in found("come by car")


def test_every_word_has_to_be_on_the_page(whole_site: WholeSite) -> None:
    assert found(f"contact {RARE_WORD}") == []


def test_unpublished_and_private_pages_are_not_found(whole_site: WholeSite) -> None:
    shown, unpublished, private = make_pages(whole_site, 3)
    with TestCase.captureOnCommitCallbacks(execute=True):
        unpublished.unpublish()
    PageViewRestriction.objects.create(
        page=private, restriction_type=PageViewRestriction.PASSWORD, password="not for you"
    )
    assert found(RARE_WORD) == [shown.url]


def test_a_deleted_page_is_not_found(whole_site: WholeSite) -> None:
    (page,) = make_pages(whole_site, 1)
    with TestCase.captureOnCommitCallbacks(execute=True):
        Page.objects.get(pk=page.pk).delete()
    assert found(RARE_WORD) == []


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        '"contact',
        "contact AND",
        "NOT contact",
        "contact OR OR",
        "NEAR(contact, 2)",
        "contact*",
        "title:contact",
        "-contact",
        "--",
        "^contact",
        "(contact",
        "con\\tact",
        "contact\x00",
        "%' OR 1=1 --",
        "ride\u202ehome",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        "a" * 10_000,
        "a b " * 2_500,
        "</script><script>alert(1)</script>",
    ],
)
def test_whatever_is_typed_is_no_error_and_comes_back_as_text(
    whole_site: WholeSite, query: str
) -> None:
    response = Client().get("/search/", {"query": query})
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


@pytest.mark.parametrize("query", ["%ff", "%ed%a0%80", "%00"])
def test_bytes_that_are_no_text_are_no_error(whole_site: WholeSite, query: str) -> None:
    assert Client().get(f"/search/?query={query}").status_code == 200


def test_marks_around_a_word_do_not_hide_it(whole_site: WholeSite) -> None:
    for query in ('"contact"', "contact?", "(contact)", "contact\x00", "  contact  "):
        assert whole_site.small.contact.url in found(query), query


def test_results_come_in_pages(whole_site: WholeSite) -> None:
    make_pages(whole_site, RESULTS_A_PAGE + 1)
    first, second = found(RARE_WORD), found(RARE_WORD, page="2")

    assert (len(first), len(second)) == (RESULTS_A_PAGE, 1)
    assert not set(first) & set(second)
    html = Client().get("/search/", {"query": RARE_WORD}).content.decode()
    assert f'href="?query={RARE_WORD}&amp;page=2" rel="next"' in html
    assert message(RARE_WORD) == f"{RESULTS_A_PAGE + 1} pages found."


def test_a_page_number_that_is_none_leads_to_the_nearest(whole_site: WholeSite) -> None:
    make_pages(whole_site, RESULTS_A_PAGE + 1)
    first, second = found(RARE_WORD), found(RARE_WORD, page="2")
    nearest = {"abc": first, "": first, "-1": second, "0": second, "99999999999": second}
    assert {number: found(RARE_WORD, page=number) for number in nearest} == nearest


def test_the_page_says_what_was_found_or_what_to_type(whole_site: WholeSite) -> None:
    make_pages(whole_site, 1)
    assert message("") == ""
    assert message(RARE_WORD) == "1 page found."
    assert message("nosuchword") == (
        "No page has all of these words: “nosuchword”. Try fewer or other words, or call us."
    )
    assert "Type at least one word" in message('"?"')


def test_what_was_typed_stands_in_the_field(whole_site: WholeSite) -> None:
    html = Client().get(f"/search/?query={quote('ride & home')}").content.decode()
    assert 'name="query" value="ride &amp; home"' in html


def test_what_was_typed_is_no_template(whole_site: WholeSite) -> None:
    html = Client().get("/search/", {"query": "{{ 7|add:7 }}"}).content.decode()
    assert 'value="{{ 7|add:7 }}"' in html


def test_the_field_takes_as_much_as_is_searched_for(whole_site: WholeSite) -> None:
    assert f'maxlength="{LONGEST_QUERY}"' in Client().get("/search/").content.decode()


def test_a_search_is_not_for_search_engines(whole_site: WholeSite) -> None:
    html = Client().get("/search/?query=contact").content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "canonical" not in html


def test_a_search_is_read_only(whole_site: WholeSite) -> None:
    assert Client().post("/search/", {"query": "contact"}).status_code == 405
