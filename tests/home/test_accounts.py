"""Site managers look after accounts, and cannot become or touch an administrator."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from home.roles import MARKETING_EDITORS, SITE_MANAGERS

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"


@pytest.fixture
def manager(client: Client) -> User:
    user = User.objects.create_user("mia", email="mia@clinic.example")
    user.groups.add(Group.objects.get(name=SITE_MANAGERS))
    client.force_login(user)
    return user


@pytest.fixture
def administrator() -> User:
    return User.objects.create_superuser("root", "root@clinic.example", PASSWORD)


def _posted(user: str, *groups: str, **fields: Any) -> dict[str, Any]:
    return {
        "username": user,
        "email": f"{user}@clinic.example",
        "first_name": "First",
        "last_name": "Last",
        "is_active": "on",
        "groups": [group.pk for group in Group.objects.filter(name__in=groups)],
    } | fields


def _edit(client: Client, user: User, **posted: Any) -> Any:
    return client.post(reverse("wagtailusers_users:edit", args=[user.pk]), posted)


def test_a_site_manager_gives_a_new_colleague_a_role(client: Client, manager: User) -> None:
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    posted = _posted("ada", MARKETING_EDITORS, **passwords)
    response = client.post(reverse("wagtailusers_users:add"), posted)
    assert response.status_code == 302
    ada = User.objects.get(username="ada")
    assert [group.name for group in ada.groups.all()] == [MARKETING_EDITORS]
    assert ada.check_password(PASSWORD)


def test_a_site_manager_cannot_make_an_administrator(client: Client, manager: User) -> None:
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    posted = _posted("ada", **passwords, is_superuser="on")
    client.post(reverse("wagtailusers_users:add"), posted)
    assert not User.objects.get(username="ada").is_superuser


@pytest.mark.parametrize("name", ["mia", "ada"])
def test_a_site_manager_cannot_promote_anybody(client: Client, manager: User, name: str) -> None:
    user, _created = User.objects.get_or_create(username=name)
    response = _edit(client, user, **_posted(name, SITE_MANAGERS, is_superuser="on"))
    assert response.status_code == 302
    user.refresh_from_db()
    assert user.email == f"{name}@clinic.example"
    assert not user.is_superuser


def test_the_form_does_not_offer_what_it_would_not_take(client: Client, manager: User) -> None:
    Group.objects.create(name="Engineers")
    ada = User.objects.create_user("ada")
    edit = reverse("wagtailusers_users:edit", args=[ada.pk])
    for address in (edit, reverse("wagtailusers_users:add")):
        html = client.get(address).content.decode()
        (administrator,) = re.findall(r'<input[^>]*name="is_superuser"[^>]*>', html)
        assert "disabled" in administrator
        assert "Only an administrator can change this." in html
        assert MARKETING_EDITORS in html
        assert "Engineers" not in html


def test_a_site_manager_cannot_hand_out_another_group(client: Client, manager: User) -> None:
    Group.objects.create(name="Engineers")
    ada = User.objects.create_user("ada")
    response = _edit(client, ada, **_posted("ada", "Engineers"))
    assert response.status_code == 200
    assert not ada.groups.exists()


def test_an_own_group_survives_an_edit_of_the_own_account(client: Client, manager: User) -> None:
    manager.groups.add(Group.objects.create(name="Engineers"))
    _edit(client, manager, **_posted("mia", "Engineers", SITE_MANAGERS))
    assert {group.name for group in manager.groups.all()} == {"Engineers", SITE_MANAGERS}


def _by_group(user: User) -> None:
    user.groups.add(Group.objects.create(name="Engineers"))


def _by_itself(user: User) -> None:
    user.user_permissions.add(Permission.objects.get(codename="delete_group"))


@pytest.mark.parametrize("give_rights", [_by_group, _by_itself])
def test_a_site_manager_cannot_take_over_an_account_that_may_do_more(
    client: Client, manager: User, give_rights: Callable[[User], None]
) -> None:
    ada = User.objects.create_user("ada", "ada@clinic.example", PASSWORD)
    give_rights(ada)
    taken_over = {"email": "mia@clinic.example", "password1": "mine", "password2": "mine"}
    address = reverse("wagtailusers_users:edit", args=[ada.pk])
    for response in (client.get(address), client.post(address, _posted("ada", **taken_over))):
        assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
    _bulk(client, "set_active_state", [ada], mark_as_active="False")
    ada.refresh_from_db()
    assert (ada.email, ada.is_active) == ("ada@clinic.example", True)
    assert ada.check_password(PASSWORD)


def test_a_site_manager_cannot_take_over_an_administrator(
    client: Client, manager: User, administrator: User
) -> None:
    taken_over = {"email": "mia@clinic.example", "password1": "mine", "password2": "mine"}
    address = reverse("wagtailusers_users:edit", args=[administrator.pk])
    for response in (client.get(address), client.post(address, _posted("root", **taken_over))):
        assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
    administrator.refresh_from_db()
    assert administrator.email == "root@clinic.example"
    assert administrator.check_password(PASSWORD)


def _bulk(client: Client, action: str, users: list[User], **posted: Any) -> Any:
    address = reverse("wagtail_bulk_action", args=["auth", "user", action])
    ids = "&".join(f"id={user.pk}" for user in users)
    return client.post(f"{address}?{ids}", posted)


def test_bulk_actions_leave_administrators_alone(
    client: Client, manager: User, administrator: User
) -> None:
    ada = User.objects.create_user("ada")
    role = Group.objects.get(name=MARKETING_EDITORS)
    for action, posted in (
        ("set_active_state", {"mark_as_active": "False"}),
        ("assign_role", {"role": role.pk}),
        ("delete", {}),
    ):
        _bulk(client, action, [administrator, ada], **posted)
    assert set(User.objects.filter(is_active=True)) == {manager, administrator, ada}
    assert not ada.groups.exists()


def test_a_bulk_action_gives_a_role_and_no_other_group(client: Client, manager: User) -> None:
    ada = User.objects.create_user("ada")
    for group in (Group.objects.create(name="Engineers"), Group.objects.get(name=SITE_MANAGERS)):
        _bulk(client, "assign_role", [ada], role=group.pk)
    assert [group.name for group in ada.groups.all()] == [SITE_MANAGERS]


def test_an_administrator_may_do_all_of_it(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    engineers = Group.objects.create(name="Engineers")
    ada = User.objects.create_user("ada")
    _edit(client, ada, **_posted("ada", "Engineers", is_superuser="on"))
    ada.refresh_from_db()
    assert ada.is_superuser
    assert list(ada.groups.all()) == [engineers]


def test_an_account_cannot_be_copied(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    assert client.get(f"/admin/users/copy/{administrator.pk}/").status_code == 404
