"""What claims an effect goes live with a source that readers can look up, or not at all."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from editorial.models import QuestionCitation
from editorial.services.claims import UncitedEffectError, accept_claim, open_claims
from tests.editor_forms import edit_form
from tests.editorial.versions import draft, stored
from tests.factories import SmallSite, publish
from tests.whole_site import make_citation

pytestmark = pytest.mark.django_db

EFFECT = "Ketamine reduces migraine pain."


def marked(text: str, key: int) -> str:
    return f'<p>{text}<embed embedtype="citation" id="{key}"/></p>'


def test_without_a_source_it_stays_a_draft_and_the_old_text_public(site: SmallSite) -> None:
    question = draft(site.question, answer=f"<p>{EFFECT}</p>")
    with pytest.raises(UncitedEffectError, match="names no source: “Ketamine reduces"):
        question.get_latest_revision().publish()
    assert EFFECT not in stored(question).answer
    assert stored(question).live


def test_a_mark_behind_the_sentence_is_enough(site: SmallSite) -> None:
    citation = make_citation()
    draft(site.question, answer=marked(EFFECT, citation.pk)).get_latest_revision().publish()
    assert EFFECT in stored(site.question).answer


def test_a_mark_behind_another_sentence_is_not(site: SmallSite) -> None:
    citation = make_citation()
    answer = f"<p>{EFFECT}</p>" + marked("We follow the labeling.", citation.pk)
    with pytest.raises(UncitedEffectError):
        draft(site.question, answer=answer).get_latest_revision().publish()


def test_a_source_that_is_not_published_is_none(site: SmallSite) -> None:
    citation = make_citation()
    citation.unpublish()
    with pytest.raises(UncitedEffectError):
        draft(site.question, answer=marked(EFFECT, citation.pk)).get_latest_revision().publish()


def test_a_source_listed_for_the_whole_answer_is_enough(site: SmallSite) -> None:
    version = stored(site.question).get_latest_revision_as_object()
    version.answer = f"<p>{EFFECT}</p>"
    version.citations = [QuestionCitation(citation=make_citation())]
    version.save_revision().publish()
    assert EFFECT in stored(site.question).answer


@pytest.mark.parametrize("name", ["search_description", "seo_title", "title"])
def test_a_line_for_search_results_rests_on_the_sources_of_its_page(
    site: SmallSite, name: str
) -> None:
    with pytest.raises(UncitedEffectError):
        draft(site.faq_page, **{name: EFFECT}).get_latest_revision().publish()
    opening = marked(EFFECT, make_citation().pk)
    draft(site.faq_page, **{name: EFFECT, "opening": opening}).get_latest_revision().publish()
    assert getattr(stored(site.faq_page), name) == EFFECT


@pytest.mark.parametrize(
    "text",
    [
        "Can ketamine reduce migraine pain?",
        "Ketamine does not cure migraine.",
        "We do not know whether ketamine reduces migraine pain.",
        "You may call us yourself.",
    ],
)
def test_a_question_or_a_denial_needs_none(site: SmallSite, text: str) -> None:
    draft(site.question, answer=f"<p>{text}</p>").get_latest_revision().publish()
    assert text in stored(site.question).answer


def test_what_was_public_already_may_stay(site: SmallSite) -> None:
    type(site.question).objects.filter(pk=site.question.pk).update(answer=f"<p>{EFFECT}</p>")
    version = draft(site.question, answer=f"<p>{EFFECT} Call us.</p>")
    version.get_latest_revision().publish()
    assert "Call us" in stored(site.question).answer


def test_somebody_who_publishes_may_let_it_stand_with_a_reason(
    site: SmallSite, manager: User
) -> None:
    question = draft(site.question, answer=f"<p>{EFFECT}</p>")
    (found,) = open_claims(question.get_latest_revision_as_object())
    accept_claim(
        record=question,
        rule=found.claim.key.value,
        sentence_hash=found.claim.sentence_hash,
        reason="The source stands in the sentence before.",
        user=manager,
    )
    question.get_latest_revision().publish()
    assert EFFECT in stored(question).answer


def test_the_edit_screen_keeps_the_text_as_a_draft_and_says_what_to_do(
    site: SmallSite, editor: User, client: Client
) -> None:
    client.force_login(editor)
    form = edit_form(client, stored(site.treatment))
    answer = form.fill(summary=EFFECT).post(**{"action-publish": "action-publish"})
    assert answer.status_code == 302
    assert stored(site.treatment).summary == "A slow infusion."
    assert stored(site.treatment).get_latest_revision_as_object().summary == EFFECT
    html = client.get(answer.url).content.decode()
    assert "names no source" in html
    assert "saved as a draft" in html


def test_the_next_save_of_what_is_public_asks_nothing(site: SmallSite) -> None:
    publish(stored(site.question))
    publish(stored(site.faq_page))
