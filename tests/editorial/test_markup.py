"""Each question is marked up once on the whole site, on a page that shows it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from editorial.models import Question
from editorial.rules.markup import MarkedUpQuestion, pages_for_markup, question_words
from editorial.services.markup import settle_markup
from faq_pages.models import FAQPage, QuestionPlacement
from home.models import HomePageQuestion
from locations.models import CityPage, LocalQuestion
from tests.factories import (
    SmallSite,
    add_page,
    in_order,
    make_area,
    make_city_page,
    make_question,
    make_site,
    publish,
)

FIRST, SECOND = 11, 22
APART = {1: [FIRST], 2: [SECOND]}


def asked(key: int, page: int | None, words: str = "") -> MarkedUpQuestion:
    return MarkedUpQuestion(key=key, page=page, words=(words or f"question {key}?", "yes."))


@pytest.mark.parametrize(
    ("questions", "shown_on", "pages"),
    [
        ([asked(1, None)], {}, {1: None}),
        ([asked(1, None)], {1: [FIRST, SECOND]}, {1: FIRST}),
        ([asked(1, SECOND)], {1: [FIRST, SECOND]}, {1: SECOND}),
        ([asked(1, SECOND)], {1: [FIRST]}, {1: FIRST}),
        ([asked(1, SECOND)], {}, {1: None}),
        ([asked(1, None, "a"), asked(2, None, "a")], APART, {1: FIRST, 2: None}),
        ([asked(1, None, "a"), asked(2, SECOND, "a")], APART, {1: None, 2: SECOND}),
        ([asked(1, FIRST, "a"), asked(2, SECOND, "a")], APART, {1: FIRST, 2: None}),
        ([asked(1, None, "a"), asked(2, None, "a")], {2: [SECOND]}, {1: None, 2: SECOND}),
    ],
)
def test_a_question_is_marked_up_on_the_first_page_that_shows_it_and_words_once(
    questions: list[MarkedUpQuestion],
    shown_on: dict[int, list[int]],
    pages: dict[int, int | None],
) -> None:
    assert pages_for_markup(questions, shown_on) == pages


def test_words_are_the_same_however_they_are_set() -> None:
    one = question_words("Do I  need a referral?", "<p>No. You may <b>call</b>&nbsp;us.</p>")
    assert one == question_words("do I need a Referral? ", "<p>No.</p><p>You may call us.</p>")
    assert one != question_words("Do I need a referral?", "<p>Yes.</p>")


@pytest.fixture
def site(db: None) -> SmallSite:
    return make_site()


def add_faq(site: SmallSite, slug: str, *questions: Question) -> FAQPage:
    page = FAQPage(title=slug, slug=slug, opening="<p>Ask.</p>")
    page.placements = in_order(QuestionPlacement(question=question) for question in questions)
    return add_page(site.faq_index, page)


def marked_up(*pages: Page) -> dict[int, list[str]]:
    """Return by page the questions in its markup as a visitor's browser gets it."""
    found = {}
    for page in pages:
        response = Client().get(page.get_url())
        (script,) = BeautifulSoup(response.content, "html.parser").find_all(
            "script", type="application/ld+json"
        )
        parts = [node.get("mainEntity", ()) for node in json.loads(script.string)["@graph"]]
        questions = [part for part in parts if isinstance(part, list)]
        found[page.pk] = [question["name"] for part in questions for question in part]
    return found


def page_of(question: Question) -> int | None:
    page: int | None = Question.objects.get(pk=question.pk).marked_up_on_id
    return page


def place(page: Any, *questions: Question) -> None:
    """Publish the FAQ page with these questions."""
    page = FAQPage.objects.get(pk=page.pk)
    page.placements = [QuestionPlacement(question=question) for question in questions]
    publish(page)


def test_a_question_without_a_page_for_its_markup_gets_the_first_that_shows_it(
    site: SmallSite,
) -> None:
    assert page_of(site.question) == site.faq_page.pk
    other = add_faq(site, "other", site.question)
    asked = site.question.question
    assert marked_up(site.faq_page, other) == {site.faq_page.pk: [asked], other.pk: []}


@pytest.mark.parametrize("leave", ["unpublish", "remove", "delete"])
def test_another_page_takes_over_when_the_page_no_longer_shows_it(
    site: SmallSite, leave: str
) -> None:
    other = add_faq(site, "other", site.question)
    page = FAQPage.objects.get(pk=site.faq_page.pk)
    if leave == "remove":
        place(page)
    else:
        getattr(page, leave)()
    assert page_of(site.question) == other.pk
    assert marked_up(other)[other.pk] == [site.question.question]


def test_what_an_editor_chose_stays_as_long_as_the_page_shows_it(site: SmallSite) -> None:
    other = add_faq(site, "other", site.question)
    question = Question.objects.get(pk=site.question.pk)
    question.marked_up_on = Page.objects.get(pk=other.pk)
    publish(question)
    publish(FAQPage.objects.get(pk=site.faq_page.pk))
    assert page_of(question) == other.pk


def test_an_older_version_cannot_bring_back_a_page_that_does_not_show_it(
    site: SmallSite,
) -> None:
    nowhere = make_question("Is it placed nowhere?")
    question = Question.objects.get(pk=nowhere.pk)
    question.marked_up_on = Page.objects.get(pk=site.faq_page.pk)
    publish(question)
    assert page_of(question) is None


def test_a_page_whose_graph_holds_no_questions_marks_none_up(site: SmallSite) -> None:
    nowhere = make_question("Is it placed on the home page alone?")
    home = type(site.home).objects.get(pk=site.home.pk)
    home.questions = [HomePageQuestion(question=nowhere)]
    publish(home)
    assert page_of(nowhere) is None
    assert [page.pk for page in nowhere.pages_shown_on()] == [home.pk]


def test_two_questions_of_the_library_that_say_the_same_are_marked_up_once(
    site: SmallSite,
) -> None:
    twin = Question(
        question="Do I need a REFERRAL?", answer=site.question.answer, locale=site.question.locale
    )
    twin.save()
    publish(twin)
    other = add_faq(site, "other", twin)
    assert marked_up(site.faq_page, other) == {
        site.faq_page.pk: [site.question.question],
        other.pk: [],
    }
    Question.objects.get(pk=site.question.pk).unpublish()
    assert marked_up(site.faq_page, other) == {site.faq_page.pk: [], other.pk: [twin.question]}


def ask_on(page: CityPage, question: str, answer: str) -> CityPage:
    page = CityPage.objects.get(pk=page.pk)
    page.local_questions = [LocalQuestion(question=question, answer=answer, locale=page.locale)]
    return publish(page)


def test_a_city_page_does_not_mark_up_what_the_library_has_in_the_same_words(
    site: SmallSite,
) -> None:
    page = ask_on(site.city_page, site.question.question.upper(), site.question.answer)
    assert marked_up(page) == {page.pk: []}
    page = ask_on(page, site.question.question, "<p>People from here do not.</p>")
    assert marked_up(page) == {page.pk: [site.question.question]}


def test_of_two_city_pages_that_say_the_same_the_older_marks_it_up(site: SmallSite) -> None:
    other = make_city_page(site.hub, site.blueprint, make_area("Cupertino"))
    older = ask_on(site.city_page, "Is there a bus?", "<p>No.</p>")
    other = ask_on(other, "Is there a bus?", "<p>No.</p>")
    assert marked_up(older, other) == {older.pk: ["Is there a bus?"], other.pk: []}
    CityPage.objects.get(pk=older.pk).unpublish()
    assert marked_up(other) == {other.pk: ["Is there a bus?"]}


def test_settling_again_changes_nothing_and_needs_no_more_queries_for_more_questions(
    site: SmallSite, django_assert_num_queries: Any
) -> None:
    assert settle_markup() == 0
    with django_assert_num_queries(5):
        settle_markup()
    for number in range(20):
        make_question(f"Is this number {number}?")
    with django_assert_num_queries(5):
        settle_markup()
