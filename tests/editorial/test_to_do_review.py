"""What of medical review stands on the list "To do", and for whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial.models import DigestSettings, MedicalReviewer, Question, Signature, ToDoRow
from editorial.review_status import review_items
from editorial.services.digest import send_digests
from editorial.services.medical_review import sign
from editorial.services.to_do import look
from editorial.to_do_access import rows_for
from locations.models import (
    CityIndexPage,
    CityPage,
    LocalQuestion,
    SectionOverride,
    ServiceArea,
)
from operations.to_do import registered_checks
from tests.factories import SmallSite

pytestmark = pytest.mark.django_db

KINDS = ("signatures", "unsigned-drafts")


def look_again() -> list[tuple[str, str]]:
    now = timezone.now()
    checks = [check for check in registered_checks() if check.key in KINDS]
    assert look(checks=checks, now=now, asked_for=True) == ()
    return sorted(ToDoRow.objects.filter(kind__in=KINDS).values_list("kind", "title"))


def sign_everything(user: User) -> None:
    for item in review_items(timezone.localdate()):
        sign(
            record=item.record,
            user=user,
            next_review_date=timezone.localdate() + timedelta(days=365),
            now=timezone.now(),
        )


def change(question: Any) -> Any:
    draft = type(question).objects.get(pk=question.pk).get_latest_revision_as_object()
    draft.answer = "<p>No. You may write.</p>"
    draft.save_revision()
    return type(question).objects.get(pk=question.pk)


def test_nothing_is_listed_while_nobody_can_sign(site: SmallSite) -> None:
    assert look_again() == []


def test_what_was_never_signed_is_listed_until_it_is(
    site: SmallSite, reviewer: MedicalReviewer
) -> None:
    assert ("signatures", str(site.question)) in look_again()
    sign_everything(reviewer.user)
    assert look_again() == []


def test_what_is_due_again_is_listed_with_its_day(
    site: SmallSite, reviewer: MedicalReviewer
) -> None:
    sign_everything(reviewer.user)
    day = timezone.localdate() - timedelta(days=1)
    Signature.objects.filter(object_id=str(site.question.pk), label__contains="answer").update(
        next_review_date=day
    )
    assert look_again() == [("signatures", str(site.question))]
    assert ToDoRow.objects.get(kind="signatures").acts_on == day


def test_a_draft_is_for_its_editor_until_it_is_submitted_and_then_for_the_reviewer(
    site: SmallSite, reviewer: MedicalReviewer, editor: User
) -> None:
    sign_everything(reviewer.user)
    question = change(site.question)
    assert look_again() == [("unsigned-drafts", str(question))]
    assert [row.kind for row in rows_for(editor)] == ["unsigned-drafts"]
    assert not rows_for(reviewer.user).exists()
    question.get_workflow().start(question, editor)
    assert look_again() == [("signatures", str(question))]
    assert [row.kind for row in rows_for(reviewer.user)] == ["signatures"]
    assert not rows_for(editor).exists()


def test_the_reviewer_reads_of_it_on_the_first_screen_and_by_mail(
    site: SmallSite, reviewer: MedicalReviewer
) -> None:
    look_again()
    client = Client()
    client.force_login(reviewer.user)
    html = client.get("/admin/").content.decode()
    assert "Texts to read and sign" in html
    assert client.get("/admin/reports/to-do/").status_code == 200
    settings = DigestSettings.load()
    settings.hour = 0
    settings.save()
    send_digests(now=timezone.now())
    (message,) = [message for message in mail.outbox if message.to == [reviewer.user.email]]
    assert "Texts to read and sign" in message.body
    assert f"/admin/medical-review/editorial/question/{site.question.pk}/" in message.body


def test_the_list_asks_the_same_of_the_database_for_2_live_records_as_for_50(
    site: SmallSite, reviewer: MedicalReviewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Public without a signature, as what was there before the first reviewer.
    monkeypatch.setattr("editorial.publish_signals.check_may_be_public", lambda record: None)

    def queries() -> int:
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as captured:
            review_items(timezone.localdate())
        return len(captured)

    few = queries()
    for number in range(24):
        question = Question(
            question=f"Is it {number}?", answer=f"<p>{number}.</p>", locale=site.question.locale
        )
        question.save()
        area = ServiceArea.objects.create(name=f"P{number}", slug=f"p-{number}")
        page = CityPage(
            title=area.name,
            slug=area.slug,
            area=area,
            blueprint=site.blueprint,
            locale=site.hub.locale,
        )
        page.local_questions = [LocalQuestion(question=f"Far {number}?", answer="<p>No.</p>")]
        page.section_overrides = [
            SectionOverride(section_key="cost", mode="own", body=f"<p>Own {number}.</p>")
        ]
        CityIndexPage.objects.get().add_child(instance=page)
    assert len(review_items(timezone.localdate())) >= 48
    assert queries() == few
