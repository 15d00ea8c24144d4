"""The part of the launch list that speaks of texts, accounts, e-mail and the address."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from clinic.launch import launch_gaps
from clinic.models import LaunchSettings
from editorial.models import Question
from home.launch_checks import (
    PAGES_NAMED,
    account_gaps,
    address_gaps,
    mail_gaps,
    unread_page_gaps,
    unread_text_gaps,
)
from home.models import ContentPage
from home.roles import MARKETING_EDITORS
from seo.launch_checks import old_site_gaps
from tests.factories import add_page, make_blueprint, make_home, make_question

pytestmark = pytest.mark.django_db

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def _sign_off(record: Any) -> None:
    """Publish ``record`` as it stands, as a person who has read it would."""
    user, _created = User.objects.get_or_create(username="sam")
    user.groups.add(Group.objects.get(name=MARKETING_EDITORS))
    record.save_revision(user=user).publish(user=user)


def _messages(gaps: Any) -> list[str]:
    return [gap.message for gap in gaps]


def test_a_page_that_nobody_has_published_is_listed_until_somebody_does() -> None:
    home = make_home()
    (gap,) = unread_page_gaps()
    assert gap.message == "Nobody has read and published the page “Home” yet."
    assert gap.edit_url == f"/admin/pages/{home.pk}/edit/"
    _sign_off(home)
    assert list(unread_page_gaps()) == []


def test_a_draft_that_somebody_saved_does_not_count_as_read() -> None:
    home = make_home()
    home.save_revision(user=User.objects.create_user("sam"), log_action=True)
    assert len(list(unread_page_gaps())) == 1


def test_a_page_that_is_not_live_is_not_listed() -> None:
    home = make_home()
    _sign_off(home)
    add_page(home, ContentPage(title="About", slug="about")).unpublish()
    assert list(unread_page_gaps()) == []


def test_many_unread_pages_are_counted_instead_of_named() -> None:
    home = make_home()
    for number in range(PAGES_NAMED + 1):
        add_page(home, ContentPage(title=f"Page {number}", slug=f"page-{number}"))
    messages = _messages(unread_page_gaps())
    assert len(messages) == PAGES_NAMED + 1
    assert messages[-1] == "Nobody has read and published 2 more pages yet."


def test_shared_texts_that_nobody_has_published_are_listed_by_kind() -> None:
    questions = [make_question(), make_question("Is it safe?")]
    blueprint = make_blueprint()
    gaps = list(unread_text_gaps())
    assert _messages(gaps) == [
        "Nobody has read and published 2 questions yet.",
        "Nobody has read and published the shared page text “General” yet.",
    ]
    assert [gap.edit_url for gap in gaps] == [
        "/admin/snippets/editorial/question/",
        f"/admin/snippets/locations/landingblueprint/edit/{blueprint.pk}/",
    ]
    for record in (*questions, blueprint):
        _sign_off(record)
    assert list(unread_text_gaps()) == []


def test_a_draft_text_is_not_listed() -> None:
    make_question().unpublish()
    assert Question.objects.count() == 1
    assert list(unread_text_gaps()) == []


def _account(name: str, **fields: Any) -> User:
    user = User.objects.create_user(name, **{"password": "a long password"} | fields)
    user.groups.add(Group.objects.get(name=MARKETING_EDITORS))
    return user


NOBODY = "Nobody can sign in with an account of their own: add one for each person."


def test_a_site_without_accounts_asks_for_one() -> None:
    (gap,) = account_gaps()
    assert (gap.message, gap.edit_url) == (NOBODY, "/admin/users/")


def test_the_demos_own_account_is_nobodys_account() -> None:
    demo = User.objects.create_superuser("editor", "editor@localhost", "a long password")
    gaps = list(account_gaps())
    assert _messages(gaps) == [
        NOBODY,
        "The account “editor” has no e-mail address to reset its password with.",
    ]
    assert gaps[1].edit_url == f"/admin/users/edit/{demo.pk}/"


def test_an_account_without_mail_is_named_beside_a_good_one() -> None:
    _account("ada", email="ada@clinic.example")
    _account("ben")
    assert _messages(account_gaps()) == [
        "The account “ben” has no e-mail address to reset its password with."
    ]


@pytest.mark.parametrize(
    ("fields", "in_group"),
    [
        ({"is_active": False}, True),
        ({"password": None}, True),
        ({}, False),
    ],
    ids=["switched off", "without a password", "without a role"],
)
def test_an_account_that_cannot_sign_in_does_not_count(
    fields: dict[str, Any], in_group: bool
) -> None:
    user = _account("ada", email="ada@clinic.example", **fields)
    if not in_group:
        user.groups.clear()
    assert _messages(account_gaps()) == [NOBODY]


@pytest.mark.parametrize(
    ("backend", "sends"),
    [
        (SMTP, True),
        ("django.core.mail.backends.console.EmailBackend", False),
        ("django.core.mail.backends.dummy.EmailBackend", False),
        ("django.core.mail.backends.filebased.EmailBackend", False),
        ("django.core.mail.backends.locmem.EmailBackend", False),
    ],
)
def test_mail_that_goes_nowhere_is_listed(settings: Any, backend: str, sends: bool) -> None:
    settings.EMAIL_BACKEND = backend
    assert bool(list(mail_gaps())) is not sends


@pytest.mark.parametrize(
    ("hostname", "is_real"),
    [("www.clinic.example", True), ("localhost", False), ("127.0.0.1", False), ("::1", False)],
)
def test_an_address_that_only_this_machine_knows_is_listed(hostname: str, is_real: bool) -> None:
    Site.objects.update(hostname=hostname)
    messages = _messages(address_gaps())
    assert bool(messages) is not is_real
    assert all(hostname in message for message in messages)


def test_the_whole_list_begins_with_the_clinics_facts() -> None:
    messages = _messages(launch_gaps())
    assert messages[0] == "No clinic is published: enter the clinic's facts."
    assert any("SITE_URL" in message for message in messages[1:])


def test_an_old_site_is_asked_for_until_it_is_redirected_or_denied() -> None:
    assert len(_messages(old_site_gaps())) == 1
    redirect = Redirect.add_redirect("/old", "/new", automatically_created=True)
    assert _messages(old_site_gaps())
    redirect.automatically_created = False
    redirect.save()
    assert not _messages(old_site_gaps())
    redirect.delete()
    LaunchSettings.objects.create(site=Site.objects.get(), has_no_old_site=True)
    assert not _messages(old_site_gaps())
