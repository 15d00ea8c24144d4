"""The groups that the migration makes, and what they are documented to be."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowTask,
)

from home.roles import (
    ROLES,
    Role,
    collection_permission_names,
    page_permission_names,
    permission_names,
    roles_table,
)

pytestmark = pytest.mark.django_db

roles = pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
migration = import_module("home.migrations.0002_roles")


def _natural_name(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"


@roles
def test_a_group_has_the_documented_permissions_and_no_other(role: Role) -> None:
    group = Group.objects.get(name=role.name)
    assert {_natural_name(permission) for permission in group.permissions.all()} == (
        permission_names(role)
    )


@roles
def test_a_group_may_do_the_documented_things_to_every_page(role: Role) -> None:
    found = GroupPagePermission.objects.filter(group__name=role.name)
    assert {row.permission.codename for row in found} == page_permission_names(role)
    assert {row.page for row in found} <= {Page.objects.get(depth=1)}


@roles
def test_a_group_may_do_the_documented_things_in_every_collection(role: Role) -> None:
    found = GroupCollectionPermission.objects.filter(group__name=role.name)
    assert {_natural_name(row.permission) for row in found} == collection_permission_names(role)
    assert {row.collection for row in found} <= {Collection.objects.get(depth=1)}


@roles
def test_every_permission_of_a_role_is_one_that_the_site_knows(role: Role) -> None:
    """A permission that nothing asks for would be a misspelled one."""
    for name in permission_names(role) - {"wagtailadmin.access_admin"}:
        app_label, codename = name.split(".")
        action, model_name = codename.rsplit("_", 1)
        model = apps.get_model(app_label, model_name)
        of_its_own = {name.rsplit("_", 1)[0] for name, _words in model._meta.permissions}
        allowed = {*model._meta.default_permissions, *_mixin_actions(model), *of_its_own}
        assert action in allowed, name


def _mixin_actions(model: type) -> set[str]:
    from wagtail.models import DraftStateMixin, LockableMixin

    actions = {"publish"} if issubclass(model, DraftStateMixin) else set()
    return actions | ({"lock", "unlock"} if issubclass(model, LockableMixin) else set())


def test_no_permission_is_stored_twice() -> None:
    names = [_natural_name(permission) for permission in Permission.objects.all()]
    assert len(names) == len(set(names))


def test_a_site_manager_may_do_whatever_a_marketing_editor_may() -> None:
    editor, manager, _desk, _reviewer = ROLES
    assert permission_names(editor) < permission_names(manager)
    assert page_permission_names(editor) < page_permission_names(manager)
    assert collection_permission_names(editor) < collection_permission_names(manager)


def test_no_role_may_change_groups_sites_or_workflows() -> None:
    for role in ROLES:
        for name in permission_names(role):
            assert name.split("_")[-1] not in {"group", "site", "workflow", "task"}, name


def test_wagtails_own_groups_and_workflow_are_gone() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {role.name for role in ROLES}
    assert not Workflow.objects.exists()
    assert not GroupApprovalTask.objects.exists()


def test_a_default_group_that_somebody_is_in_stays() -> None:
    used, unused = Group.objects.create(name="Editors"), Group.objects.create(name="Moderators")
    User.objects.create_user("sam").groups.add(used)
    migration.remove_unused_defaults(apps, None)
    assert Group.objects.filter(pk=used.pk).exists()
    assert not Group.objects.filter(pk=unused.pk).exists()


def test_a_default_group_that_approves_another_workflow_stays() -> None:
    group = Group.objects.create(name="Moderators")
    task = GroupApprovalTask.objects.create(name="Second pair of eyes")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Second pair of eyes")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    migration.remove_unused_defaults(apps, None)
    assert Group.objects.filter(pk=group.pk).exists()
    assert workflow.tasks.count() == 1


def test_making_the_roles_again_changes_nothing() -> None:
    before = (Permission.objects.count(), GroupPagePermission.objects.count())
    migration.make_roles(apps, None)
    assert (Permission.objects.count(), GroupPagePermission.objects.count()) == before


def test_the_document_shows_the_roles_as_they_are() -> None:
    document = (settings.BASE_DIR / "docs" / "roles.md").read_text()
    assert roles_table() in document
