"""All that can say something about health is a piece, and another source makes another one."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client

from editorial.models import MedicalReviewer, QuestionCitation
from editorial.pieces import pieces_of, reviewed_models
from editorial.services.medical_review import unsigned_pieces
from faq_pages.models import FAQPage, QuestionPlacement
from home.models import ContactPage, HomePageCitation
from locations.models import CityPage
from seo.models import BasePage
from tests.editorial.test_medical_review import draft_of, sign_all, stored
from tests.editorial.test_review_screens import read
from tests.factories import SmallSite, make_question, publish
from tests.whole_site import make_citation

pytestmark = pytest.mark.django_db

# Of each record: the piece in which a new word of a field stands.
WORDS = {
    "home": {
        "heading": "introduction",
        "introduction": "introduction",
        "seo_title": "search",
        "search_description": "search",
    },
    "hub": {"introduction": "introduction", "body": "body", "search_description": "search"},
    "city_page": {"seo_title": "search", "search_description": "search"},
    "faq_index": {"introduction": "introduction", "heading": "introduction"},
    "faq_page": {"summary": "own", "seo_title": "search"},
    "treatment_index": {"introduction": "introduction", "search_description": "search"},
    "treatment_page": {"heading": "introduction", "search_description": "search"},
    "people_index": {"introduction": "introduction"},
    "contact": {"introduction": "introduction", "title": "introduction, search"},
    "about": {"introduction": "introduction", "search_description": "search"},
    "blueprint": {
        "heading_pattern": "heading",
        "subheading_pattern": "heading",
        "subheading_pattern_same_place": "heading",
        "title_pattern": "search",
        "description_pattern": "search",
    },
    "treatment": {"alternate_name": "summary"},
}
FACTS = {
    "city_page": ("title", "local_introduction"),
    "treatment": ("price", "session_length", "observation"),
}


def test_a_new_word_anywhere_needs_a_signature(site: SmallSite) -> None:
    found = {}
    for name, fields in WORDS.items():
        for field in fields:
            version = stored(getattr(site, name))
            setattr(version, field, "It cures migraine.")
            keys = [piece.key for piece in unsigned_pieces(version)]
            found.setdefault(name, {})[field] = ", ".join(keys)
    assert found == WORDS


def test_facts_need_none(site: SmallSite) -> None:
    for name, fields in FACTS.items():
        version = stored(getattr(site, name))
        for field in fields:
            setattr(version, field, "Another.")
        assert unsigned_pieces(version) == []


def test_every_page_type_has_pieces() -> None:
    pages = {model for model in reviewed_models() if issubclass(model, BasePage)}
    assert pages == {model for model in apps.get_models() if issubclass(model, BasePage)}


@pytest.fixture
def in_groups(site: SmallSite) -> FAQPage:
    """An FAQ page with two groups of questions."""
    page = FAQPage.objects.get(pk=site.faq_page.pk)
    page.placements = [
        QuestionPlacement(question=site.question, group="The day itself"),
        QuestionPlacement(question=make_question("Is it near?"), group="Cost"),
    ]
    published: FAQPage = publish(page)
    return published


def test_a_heading_among_questions_is_a_piece_and_another_order_is_none(
    in_groups: FAQPage,
) -> None:
    version = stored(in_groups).latest_revision.as_object()
    first, second = version.placements.all()
    first.sort_order, second.sort_order = 1, 0
    version.placements = [second, first]
    assert unsigned_pieces(version) == []
    second.group = "A safe treatment"
    assert [piece.label for piece in unsigned_pieces(version)] == ["Heading “A safe treatment”"]


def test_a_question_that_is_placed_twice_has_two_headings(in_groups: FAQPage) -> None:
    row = in_groups.placements.all()[0]
    in_groups.placements.add(QuestionPlacement(question=row.question, group="Again"))
    keys = [piece.key for piece in pieces_of(in_groups) if piece.key.startswith("group")]
    assert keys == [
        f"group-{row.question_id}",
        f"group-{in_groups.placements.all()[1].question_id}",
        f"group-{row.question_id}-2",
    ]


def test_a_page_that_is_not_about_health_waits_for_nobody(
    site: SmallSite, reviewer: MedicalReviewer
) -> None:
    ContactPage.objects.update(is_clinical=False)
    page = draft_of(site.contact, introduction="<p>Ring twice.</p>", is_clinical=False)
    page.get_latest_revision().publish()
    assert "Ring twice" in Client().get(site.contact.url).content.decode()


def test_a_city_page_is_listed_for_the_texts_it_has_for_search(site: SmallSite) -> None:
    from locations.clinical_texts import pages_with_words_of_their_own

    CityPage.objects.get().local_questions.all().delete()
    assert not pages_with_words_of_their_own().exists()
    CityPage.objects.update(search_description="Ours.")
    assert pages_with_words_of_their_own().count() == 1


class TestSources:
    @pytest.fixture
    def cited(self, site: SmallSite, reviewer: MedicalReviewer) -> Any:
        """A signed question that rests on one source."""
        source = make_citation("One trial", authors="Doe J")
        question = draft_of(site.question, answer=answer_with(source))
        sign_all(question, reviewer.user)
        stored(question).get_latest_revision().publish()
        return source

    def test_another_source_voids_and_the_reader_sees_which(
        self, site: SmallSite, cited: Any, reviewer: MedicalReviewer
    ) -> None:
        other = make_citation("Another trial", authors="Roe R")
        question = draft_of(site.question, answer=answer_with(other))
        assert [piece.key for piece in unsigned_pieces(question.get_latest_revision_as_object())]
        page = read(signed_in(reviewer.user), question)
        assert [mark.get_text(strip=True) for mark in page.select("ins")] == ["[Roe"]
        assert [mark.get_text(strip=True) for mark in page.select("del")] == ["[Doe"]
        assert "other sources than what was signed" in page.get_text()
        assert "Only a mistyping" not in page.get_text()

    def test_two_of_one_name_are_told_apart(
        self, site: SmallSite, cited: Any, reviewer: MedicalReviewer
    ) -> None:
        other = make_citation("Another trial", authors="Doe J")
        question = draft_of(site.question, answer=answer_with(other))
        page = read(signed_in(reviewer.user), question)
        assert page.select_one("ins").get_text(strip=True) == f"{other.pk}]."
        assert f"[Doe 2013, no. {other.pk}]" in page.select(".wordings section")[1].get_text()

    def test_mending_what_is_told_of_the_source_voids_nothing(
        self, site: SmallSite, cited: Any, reviewer: MedicalReviewer
    ) -> None:
        cited.authors, cited.year = "Dough J", 2014
        publish(cited)
        assert unsigned_pieces(stored(site.question)) == []
        assert "[Dough 2014]" in read(signed_in(reviewer.user), site.question).get_text()

    def test_a_source_that_is_listed_counts_too(self, site: SmallSite) -> None:
        one, other = make_citation("One trial"), make_citation("Another trial")
        for record, row, key in (
            (site.question, QuestionCitation, "answer"),
            (site.home, HomePageCitation, "sources"),
        ):
            version = stored(record)
            version.citations = [row(citation=one)]
            publish(version)
            version.citations = [row(citation=other)]
            assert [piece.key for piece in unsigned_pieces(version)] == [key]

    def test_a_source_that_is_gone_is_named_as_such(
        self, site: SmallSite, reviewer: MedicalReviewer
    ) -> None:
        mark = '<embed embedtype="citation" id="987654"/>'
        draft_of(site.question, answer=f"<p>It may help.{mark}</p>")
        page = read(signed_in(reviewer.user), site.question)
        assert "[source that is gone, no. 987654]" in page.get_text()


def answer_with(source: Any) -> str:
    return f'<p>It may help some<embed embedtype="citation" id="{source.pk}"/>.</p>'


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_many_pages_are_counted_and_the_first_are_named(
    site: SmallSite, reviewer: MedicalReviewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editorial.views.review.PAGES_LISTED", 2)
    client = signed_in(reviewer.user)
    words = read(client, site.treatment).select(".screen-purpose p")[1].get_text(" ", strip=True)
    assert words.startswith("It stands on 5 live pages.")
    assert words.endswith("and 3 more.")
    assert "more." not in read(client, site.question).select_one(".screen-purpose").get_text()
