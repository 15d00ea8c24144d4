"""Search over the site: what is found, what never is, and what can be typed."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from editorial.models import Question
from home.models import ContentPage
from home.search import LONGEST_QUERY, RESULTS_A_PAGE
from locations.models import CityPage, LandingBlueprint, ServiceArea
from seo.models import SearchText
from tests.databases import IS_SQLITE
from tests.factories import add_page, publish
from tests.whole_site import WholeSite, look_at_all_pages

pytestmark = pytest.mark.django_db

RESULT = re.compile(r'<h3><a href="([^"]*)">')
RARE_WORD = "velvetwood"


@pytest.fixture(scope="module", autouse=True)
def _looked_at(whole_site: WholeSite, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        look_at_all_pages()


def found(query: str, **more: str) -> list[str]:
    """Return the addresses that a search lists."""
    response = Client().get("/search/", {"query": query} | more)
    assert response.status_code == 200
    return RESULT.findall(response.content.decode())


def message(query: str) -> str:
    html = Client().get("/search/", {"query": query}).content.decode()
    status = re.search(r'role="status">([^<]*)<', html)
    return status[1] if status else ""


def make_pages(site: WholeSite, number: int, word: str = RARE_WORD) -> list[ContentPage]:
    """Add live pages that have a rare word, each below the about page, and look at them."""
    pages = [
        add_page(
            site.small.about, ContentPage(title=f"{word} {index}", slug=f"{word[-2:]}-{index}")
        )
        for index in range(number)
    ]
    look_at_all_pages()
    return pages


def test_pages_are_found_by_title_and_by_text(whole_site: WholeSite) -> None:
    assert whole_site.small.contact.url in found("contact")
    assert whole_site.small.faq_page.url in found("referral")
    assert whole_site.small.city_page.url in found("come by car")


def test_every_word_has_to_be_on_the_page(whole_site: WholeSite) -> None:
    assert found(f"contact {RARE_WORD}") == []


def test_unpublished_and_private_pages_are_not_found(whole_site: WholeSite) -> None:
    shown, unpublished, private = make_pages(whole_site, 3)
    unpublished.unpublish()
    PageViewRestriction.objects.create(
        page=private, restriction_type=PageViewRestriction.PASSWORD, password="not for you"
    )
    assert found(RARE_WORD) == [shown.url]


def test_a_deleted_page_is_not_found(whole_site: WholeSite) -> None:
    (page,) = make_pages(whole_site, 1)
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


def answer(site: WholeSite, text: str) -> Question:
    """Return the question of the FAQ page with another answer; nothing is stored."""
    question = Question.objects.get(pk=site.small.question.pk)
    question.answer = f"<p>{text}</p>"
    return question


def test_a_changed_answer_is_found_after_the_next_look_and_its_old_words_no_more(
    whole_site: WholeSite,
) -> None:
    for word, former in (("earplugs", "sunglasses"), ("sunglasses", "earplugs")):
        publish(answer(whole_site, f"Bring {word}."))
        look_at_all_pages()
        assert whole_site.small.faq_page.url in found(f"bring {word}")
        assert found(former) == []


def test_scheduled_work_brings_the_search_up_to_date(whole_site: WholeSite) -> None:
    publish(answer(whole_site, "Bring earplugs."))
    call_command("run_due_work", stdout=StringIO())
    assert whole_site.small.faq_page.url in found("earplugs")


def test_a_draft_is_not_found(whole_site: WholeSite) -> None:
    answer(whole_site, "Bring earplugs.").save_revision()
    page = ContentPage.objects.get(pk=whole_site.small.about.pk)
    page.introduction = "<p>Bring sunglasses.</p>"
    page.save_revision()
    look_at_all_pages()
    assert found("earplugs") == found("sunglasses") == []


def test_an_unpublished_question_is_not_found(whole_site: WholeSite) -> None:
    publish(answer(whole_site, "Bring earplugs."))
    look_at_all_pages()
    assert found("earplugs")
    Question.objects.get(pk=whole_site.small.question.pk).unpublish()
    look_at_all_pages()
    assert found("earplugs") == []


def test_a_local_fact_is_found_from_its_publication_on(whole_site: WholeSite) -> None:
    area = ServiceArea.objects.get(pk=whole_site.small.area.pk)
    facts = list(area.local_facts.all())
    facts[0].text = "The ferry lands at our door."
    area.local_facts = facts
    area.save_revision()
    look_at_all_pages()
    assert found("ferry") == []
    publish(area)
    look_at_all_pages()
    assert found("ferry") == [whole_site.small.city_page.url]


def test_shared_text_finds_the_pages_that_show_it(whole_site: WholeSite) -> None:
    blueprint = LandingBlueprint.objects.get()
    sections = list(blueprint.sections.all())
    sections[0].body = "<p>Bring a velvetwood cushion.</p>"
    blueprint.sections = sections
    publish(blueprint)
    look_at_all_pages()
    assert found("velvetwood cushions") == [whole_site.small.city_page.url]


def test_title_comes_before_heading_and_heading_before_text(whole_site: WholeSite) -> None:
    about = whole_site.small.about
    body = ("section", {"heading": "Wood", "body": f"<p>{RARE_WORD}</p>", "appearance": "plain"})
    heading = ("section", {"heading": RARE_WORD, "body": "<p>Wood</p>", "appearance": "plain"})
    in_text = add_page(about, ContentPage(title="A", slug="a", sections=[body]))
    in_heading = add_page(about, ContentPage(title="B", slug="b", sections=[heading]))
    wood = ("section", {"heading": "C", "body": "<p>Wood</p>", "appearance": "plain"})
    in_title = add_page(about, ContentPage(title=RARE_WORD, slug="c", sections=[wood]))
    look_at_all_pages()
    assert found(RARE_WORD) == [in_title.url, in_heading.url, in_text.url]
    # Only whole words count: "wood" is in no title, and in one heading.
    assert found("wood") == [in_text.url, in_heading.url, in_title.url]


def test_a_save_of_a_page_does_nothing_for_the_search(whole_site: WholeSite) -> None:
    page = CityPage.objects.get(pk=whole_site.small.city_page.pk)
    with CaptureQueriesContext(connection) as queries:
        publish(page)
    assert not [query for query in queries if "searchtext" in query["sql"]]


def test_a_search_asks_the_same_number_of_questions_for_one_page_and_for_ten(
    whole_site: WholeSite,
) -> None:
    counts = []
    for number in (1, RESULTS_A_PAGE):
        make_pages(whole_site, number, word=f"{RARE_WORD}{number}x")
        Client().get("/search/", {"query": RARE_WORD})
        with CaptureQueriesContext(connection) as queries:
            assert len(found(f"{RARE_WORD}{number}x")) == number
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_index_is_made_anew_from_what_is_stored(whole_site: WholeSite) -> None:
    """As after a move to another database; no page is printed for it."""
    (page,) = make_pages(whole_site, 1)
    SearchText.objects.get(pk=page.pk).index_entries.all().delete()
    assert found(RARE_WORD) == []
    call_command("update_index", stdout=StringIO())
    assert found(RARE_WORD) == [page.url]


@pytest.mark.skipif(not IS_SQLITE, reason="PostgreSQL counts by itself")
def test_the_database_knows_how_many_entries_there_are(whole_site: WholeSite) -> None:
    make_pages(whole_site, 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'wagtailsearch_indexentry'")
        counts = {int(stat.split()[0]) for (stat,) in cursor.fetchall()}
    assert counts == {SearchText.objects.all()[0].index_entries.model.objects.count()}


def test_a_deleted_page_leaves_nothing_behind(whole_site: WholeSite) -> None:
    (page,) = make_pages(whole_site, 1)
    entries = SearchText.objects.get(pk=page.pk).index_entries
    assert entries.count() == 1
    Page.objects.get(pk=page.pk).delete()
    assert not SearchText.objects.filter(pk=page.pk).exists()
    assert not entries.model.objects.filter(
        object_id=str(page.pk), content_type=ContentType.objects.get_for_model(SearchText)
    ).exists()
