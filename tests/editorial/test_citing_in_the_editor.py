"""Sources and their marks in the editor's forms, and what keeps a source from being deleted."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import ReferenceIndex

from editorial.models import ANSWER_FEATURES, Citation
from operations.deletion import refusal
from tests.editor_forms import EditorForm, snippet_address, stored_rich_text
from tests.factories import make_question, make_site, publish
from tests.whole_site import make_citation

pytestmark = pytest.mark.django_db


def mark(citation: Any) -> str:
    return f'<embed embedtype="citation" id="{getattr(citation, "pk", citation)}"/>'


def round_trip(stored: str, features: list[str] = ANSWER_FEATURES) -> tuple[str, str]:
    """Return what the editor holds for a stored text, and what it would store unchanged."""
    converter = ContentstateConverter(features)
    held = converter.from_database_format(stored)
    return held, converter.to_database_format(held)


def test_a_text_with_marks_comes_out_of_the_editor_as_it_went_in() -> None:
    citation = make_citation(authors="Afridi SK, Giffin NJ")
    stored = (
        f'<p data-block-key="a1b2c">Less <b>pain</b>.{mark(citation)}{mark(citation)} More.</p>'
    )
    held, back = round_trip(stored)
    assert back == stored
    assert "Less pain.[Afridi 2013][Afridi 2013] More." in held


def test_the_mark_of_a_source_that_is_gone_is_shown_as_such_and_kept() -> None:
    stored = f'<p data-block-key="a1b2c">Less pain.{mark(999)}</p>'
    held, back = round_trip(stored)
    assert "[source missing]" in held
    assert back == stored


def test_a_field_that_does_not_offer_sources_takes_none() -> None:
    citation = make_citation()
    _held, back = round_trip(f"<p>Less pain.{mark(citation)}</p>", ["bold"])
    assert "embed" not in back


def test_a_source_without_authors_goes_by_the_beginning_of_its_title() -> None:
    assert Citation(title="Migraine", year=2024).short_name == "Migraine 2024"
    assert Citation(title="Migraine").short_name == "Migraine"
    assert Citation(title="A paper", authors="Ready D").short_name == "Ready"


def test_the_window_tells_how_the_mark_of_the_chosen_source_reads(admin_client: Client) -> None:
    citation = make_citation()
    address = Citation.snippet_viewset.chooser_viewset.get_url_name("chosen")
    answer = admin_client.get(reverse(address, args=[citation.pk])).json()
    assert answer["result"]["short_name"] == "Doe 2013"
    assert answer["result"]["id"] == str(citation.pk)


def test_a_pasted_doi_and_pubmed_address_are_taken(admin_client: Client) -> None:
    form = EditorForm(admin_client, snippet_address(make_citation(), "edit"))
    form.fill(
        doi="https://doi.org/10.1212/WNL.0b013e31824de043",
        pmid="https://pubmed.ncbi.nlm.nih.gov/23446686/",
    ).publish()
    citation = Citation.objects.get()
    assert (citation.doi, citation.pmid) == ("10.1212/WNL.0b013e31824de043", "23446686")


def test_a_wrong_doi_changes_nothing_and_says_what_is_wrong(admin_client: Client) -> None:
    form = EditorForm(admin_client, snippet_address(make_citation(), "edit"))
    response = form.fill(doi="see the paper").post(**{"action-publish": "action-publish"})
    assert "A DOI starts with 10. and has a slash." in response.content.decode()
    assert Citation.objects.get().doi == ""


def test_an_answer_with_a_mark_is_published_from_its_form(admin_client: Client) -> None:
    citation, question = make_citation(), make_question()
    form = EditorForm(admin_client, snippet_address(question, "edit"))
    text = f"<p>Less pain.{mark(citation)}</p>"
    form.fill(answer=stored_rich_text(text, ANSWER_FEATURES)).publish()
    question.refresh_from_db()
    assert mark(citation) in question.answer


def test_a_source_that_a_text_cites_is_not_deleted() -> None:
    citation, other = make_citation(), make_citation("Another")
    site = make_site()
    section = site.blueprint.sections.first()
    section.body = f"<p>Less pain.{mark(citation)}</p>"
    section.save()
    assert refusal([other]) == ""
    assert refusal([citation]) == (
        f'"{citation}" cannot be deleted, because it is used by the shared page text "General". '
        "Choose something else there, or delete that first."
    )


def test_a_source_that_a_section_of_a_page_cites_is_not_deleted() -> None:
    citation = make_citation()
    page = make_site().treatment_page
    page.sections = [("section", {"heading": "A", "body": f"<p>B.{mark(citation)}</p>"})]
    publish(page)
    assert 'used by the treatment page "Ketamine for migraine"' in refusal([citation])


def test_a_source_that_only_a_draft_cites_can_be_deleted() -> None:
    citation, question = make_citation(), make_question()
    question.answer = f"<p>Less pain.{mark(citation)}</p>"
    question.save_revision()
    assert refusal([citation]) == ""


def test_a_source_whose_key_only_begins_alike_can_be_deleted() -> None:
    citation, question = make_citation(), make_question()
    question.answer = f"<p>The room.{mark(f'{citation.pk}0')}</p>"
    publish(question)
    assert refusal([citation]) == ""


@pytest.mark.index
def test_a_text_that_cites_a_source_is_listed_among_its_uses() -> None:
    citation, question = make_citation(), make_question()
    question.answer = f"<p>Less pain.{mark(citation)}{mark('x')}</p>"
    publish(question)
    ((used_by, _references),) = ReferenceIndex.get_grouped_references_to(citation)
    assert used_by == question
