"""Which drafts only have to be published: what is signed or approved, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from editorial.approved_drafts import approved_draft
from editorial.models import MedicalReviewer
from editorial.services.medical_review import sign
from tests.factories import SmallSite

pytestmark = pytest.mark.django_db

IN_A_YEAR = timezone.localdate() + timedelta(days=365)


def stored(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


def draft_of(record: Any, **fields: Any) -> Any:
    version = stored(record).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(version, name, value)
    version.save_revision()
    return stored(record)


def signed(record: Any, reviewer: MedicalReviewer) -> Any:
    version = record.get_latest_revision_as_object()
    sign(record=version, user=reviewer.user, next_review_date=IN_A_YEAR, now=timezone.now())
    return stored(record)


def test_one_that_was_signed_without_being_submitted_is_ready(
    site: SmallSite, reviewer: MedicalReviewer
) -> None:
    question = draft_of(site.question, answer="<p>No. You may write.</p>")
    assert approved_draft(question) is None
    draft = approved_draft(signed(question, reviewer))
    assert draft is not None
    assert draft.refusals == ()
    assert draft.advice == ("Signed, and not live yet. Nothing stands in its way: publish it.")


def test_one_about_something_else_than_what_was_signed_is_not(
    site: SmallSite, reviewer: MedicalReviewer
) -> None:
    page = draft_of(site.faq_page, canonical_url="https://clinic.example/questions/")
    assert approved_draft(signed(page, reviewer)) is None


def test_what_was_taken_off_the_site_after_it_was_signed_is_not(
    site: SmallSite, reviewer: MedicalReviewer
) -> None:
    question = signed(draft_of(site.question, answer="<p>Write.</p>"), reviewer)
    question.get_latest_revision().publish()
    stored(question).unpublish()
    assert approved_draft(stored(question)) is None


def test_what_goes_live_at_a_date_is_not(site: SmallSite, reviewer: MedicalReviewer) -> None:
    soon = timezone.now() + timedelta(days=1)
    question = draft_of(site.question, answer="<p>Write.</p>", go_live_at=soon)
    question = signed(question, reviewer)
    question.get_latest_revision().publish()
    assert approved_draft(stored(question)) is None
