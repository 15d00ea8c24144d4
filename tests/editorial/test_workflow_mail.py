"""Whom a step of a workflow tells by e-mail, and what the e-mail about an approval says."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import GroupPagePermission, Page
from wagtail.users.models import UserProfile

from editorial.models import MedicalReviewer
from editorial.pieces import pieces_of
from editorial.review_status import read_url, version_to_read
from editorial.services.effect_statements import texts_to_state
from editorial.services.review_steps import sign_what_was_read
from home.models import ContentPage
from tests.factories import SmallSite, publish

pytestmark = pytest.mark.django_db

RISK = "<p>Your blood pressure may rise for an hour.</p>"
EFFECT = "<p>Ketamine reduces migraine pain.</p>"

LettersOf = Callable[[Callable[[], object]], dict[str, str]]


@pytest.fixture
def letters_of(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> LettersOf:
    """Return a function that does something and returns the letters about it, by their reader."""

    def found(step: Callable[[], object]) -> dict[str, str]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            step()
        return {letter.to[0]: f"{letter.subject}\n{letter.body}" for letter in mail.outbox}

    return found


@pytest.fixture
def writer(site: SmallSite) -> User:
    """Somebody who edits pages and publishes none."""
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    right = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    root = Page.objects.get(depth=1)
    GroupPagePermission.objects.create(group=group, page=root, permission=right)
    user = User.objects.create_user("writer", "writer@clinic.example")
    user.groups.add(group)
    return user


@pytest.fixture
def plain_page(site: SmallSite) -> ContentPage:
    """A page that an editor says is not about health."""
    page = ContentPage.objects.get(pk=site.about.pk)
    page.is_clinical = False
    return publish(page)


def submit(record: Any, user: User, **fields: Any) -> None:
    version = type(record).objects.get(pk=record.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(version, name, value)
    version.save_revision(user=user)
    record = type(record).objects.get(pk=record.pk)
    record.get_workflow().start(record, user)


def sign(record: Any, reviewer: MedicalReviewer) -> None:
    version = version_to_read(type(record).objects.get(pk=record.pk))
    assert reviewer.user
    sign_what_was_read(
        record=version,
        user=reviewer.user,
        hashes=[piece.hash for piece in pieces_of(version)],
        unsourced=[text.hash for text in texts_to_state(version)],
        next_review_date=timezone.localdate() + timedelta(days=365),
        comment="",
        now=timezone.now(),
    )


class TestWhoIsAsked:
    def test_reviewers_are_led_to_the_view_made_for_reading(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User, letters_of: LettersOf
    ) -> None:
        letters = letters_of(lambda: submit(site.question, editor, answer=RISK))
        assert list(letters) == ["ann@clinic.example"]
        assert "waits for your signature" in letters["ann@clinic.example"]
        assert read_url(site.question) in letters["ann@clinic.example"]

    def test_nobody_is_asked_for_what_is_signed_or_may_be_published(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User, letters_of: LettersOf
    ) -> None:
        """An editor who may publish submits a text that every visitor can read already."""
        sign(site.question, reviewer)
        assert letters_of(lambda: submit(site.question, editor)) == {}

    def test_those_who_may_publish_are_asked_by_those_who_may_not(
        self,
        plain_page: ContentPage,
        reviewer: MedicalReviewer,
        editor: User,
        manager: User,
        writer: User,
        letters_of: LettersOf,
    ) -> None:
        letters = letters_of(lambda: submit(plain_page, writer, search_description="Ask us."))
        assert set(letters) == {"marketing@clinic.example", "manager@clinic.example"}
        assert "Approval to publish" in letters["marketing@clinic.example"]
        assert f"/admin/pages/{plain_page.pk}/edit/" in letters["marketing@clinic.example"]

    def test_who_does_not_want_letters_gets_none(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User, letters_of: LettersOf
    ) -> None:
        assert reviewer.user
        profile = UserProfile.get_for_user(reviewer.user)
        profile.submitted_notifications = False
        profile.save()
        assert letters_of(lambda: submit(site.question, editor, answer=RISK)) == {}

    def test_a_mail_server_that_is_not_there_fails_nobodys_step(
        self,
        site: SmallSite,
        reviewer: MedicalReviewer,
        editor: User,
        monkeypatch: pytest.MonkeyPatch,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        def unknown(self: EmailBackend) -> None:
            raise socket.gaierror("no such host")

        monkeypatch.setattr(EmailBackend, "open", unknown)
        done = []
        with django_capture_on_commit_callbacks(execute=True):
            submit(site.question, editor, answer=RISK)
            transaction.on_commit(lambda: done.append("what comes after"))
        assert done


class TestWhatWasApproved:
    def test_the_letter_says_that_it_is_live(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User, letters_of: LettersOf
    ) -> None:
        submit(site.question, editor, answer=RISK)
        letters = letters_of(lambda: sign(site.question, reviewer))
        assert list(letters) == ["marketing@clinic.example"]
        assert "has been approved and is live now." in letters["marketing@clinic.example"]

    def test_the_letter_says_that_it_is_not(
        self, site: SmallSite, reviewer: MedicalReviewer, editor: User, letters_of: LettersOf
    ) -> None:
        submit(site.question, editor, answer=EFFECT)
        (letter,) = letters_of(lambda: sign(site.question, reviewer)).values()
        assert "has been approved, but it is not live yet." in letter
        assert f"/edit/{site.question.pk}/" in letter
        assert "is live now" not in letter

    def test_the_letter_says_that_it_waits_for_its_date(
        self,
        plain_page: ContentPage,
        reviewer: MedicalReviewer,
        editor: User,
        writer: User,
        letters_of: LettersOf,
    ) -> None:
        tomorrow = timezone.now() + timedelta(days=1)
        submit(plain_page, writer, title="Later", go_live_at=tomorrow)
        page = ContentPage.objects.get(pk=plain_page.pk)
        state = page.current_workflow_task_state
        (letter,) = letters_of(
            lambda: state.task.specific.on_action(state, editor, "approve")
        ).values()
        assert "“Later” has been approved and goes live at the date that is set" in letter
