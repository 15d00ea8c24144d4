"""Makes the groups of the site's roles, and takes Wagtail's own two away.

Permissions are made here where they do not exist yet: Django and Wagtail make theirs only after
the last migration has run, which in a new database is too late for this one.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import migrations

ACCESS = {"wagtailadmin.admin": ("access",)}
SHARED_RECORDS = (
    "clinic.clinic",
    "clinic.person",
    "clinic.treatment",
    "editorial.citation",
    "editorial.question",
    "locations.landingblueprint",
    "locations.servicearea",
    "navigation.menu",
    "navigation.sitenotice",
)

GROUPS: dict[str, dict[str, Any]] = {
    "Marketing editors": {
        "models": {
            **ACCESS,
            **dict.fromkeys(SHARED_RECORDS, ("add", "change", "view", "publish", "lock")),
            "editorial.disclosure": ("change", "view", "publish", "lock"),
            "editorial.signature": ("view",),
        },
        "pages": ("add", "change", "publish", "lock"),
        "collections": {"wagtailimages.image": ("add", "change", "choose")},
    },
    "Site managers": {
        "models": {
            **ACCESS,
            **dict.fromkeys(
                SHARED_RECORDS, ("add", "change", "view", "publish", "lock", "delete", "unlock")
            ),
            "editorial.disclosure": ("change", "view", "publish", "lock", "add", "unlock"),
            "editorial.signature": ("view", "waive"),
            "editorial.medicalreviewer": ("add", "change", "delete", "view"),
            "appointments.appointmentsettings": ("change",),
            "clinic.launchsettings": ("change",),
            "editorial.digestsettings": ("change",),
            "locations.gatesettings": ("change",),
            "locations.gateexception": ("add",),
            "seo.searchsettings": ("change",),
            "sign_in.signinsettings": ("change",),
            "wagtailseo.seosettings": ("change",),
            "wagtailredirects.redirect": ("add", "change", "delete", "view"),
            "auth.user": ("add", "change", "view"),
        },
        "pages": ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
        "collections": {
            "wagtailimages.image": ("add", "change", "choose"),
            "wagtailcore.collection": ("add", "change", "delete"),
        },
    },
    "Appointment desk": {
        "models": {
            **ACCESS,
            "appointments.appointmentrequest": ("view", "change", "delete", "export"),
        },
        "pages": (),
        "collections": {},
    },
    "Medical reviewers": {
        "models": {**ACCESS, "editorial.signature": ("add", "view", "waive")},
        "pages": (),
        "collections": {},
    },
}

WAGTAILS_GROUPS = ("Editors", "Moderators")
WAGTAILS_WORKFLOW = "Moderators approval"


def make_roles(apps: Any, schema_editor: Any) -> None:
    """Make the groups with their permissions; a group that exists is completed."""
    Group = apps.get_model("auth", "Group")
    PagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    CollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root_page = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    root_collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for name, rights in GROUPS.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(*_permissions(apps, rights["models"]))
        for permission in _permissions(apps, {"wagtailcore.page": rights["pages"]}):
            PagePermission.objects.get_or_create(group=group, page=root_page, permission=permission)
        for permission in _permissions(apps, rights["collections"]):
            CollectionPermission.objects.get_or_create(
                group=group, collection=root_collection, permission=permission
            )


def remove_unused_defaults(apps: Any, schema_editor: Any) -> None:
    """Remove Wagtail's workflow and groups, unless somebody has begun to use them."""
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Task = apps.get_model("wagtailcore", "Task")
    if not apps.get_model("wagtailcore", "WorkflowState").objects.exists():
        Workflow.objects.filter(name=WAGTAILS_WORKFLOW).delete()
        Task.objects.filter(name=WAGTAILS_WORKFLOW, workflow_tasks__isnull=True).delete()
    Group = apps.get_model("auth", "Group")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    approvers = GroupApprovalTask.objects.values("groups")
    Group.objects.filter(name__in=WAGTAILS_GROUPS, user__isnull=True).exclude(
        pk__in=approvers.filter(groups__isnull=False)
    ).delete()


def _permissions(apps: Any, models: dict[str, tuple[str, ...]]) -> list[Any]:
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    permissions = []
    for label, actions in models.items():
        app_label, model_name = label.split(".")
        content_type, _created = ContentType.objects.get_or_create(
            app_label=app_label, model=model_name
        )
        words = apps.get_model(app_label, model_name)._meta.verbose_name_raw
        for action in actions:
            permission, _created = Permission.objects.get_or_create(
                content_type=content_type,
                codename=f"{action}_{model_name}",
                defaults={"name": f"Can {action} {words}"},
            )
            permissions.append(permission)
    return permissions


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("appointments", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("clinic", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("editorial", "0001_initial"),
        ("home", "0001_initial"),
        ("locations", "0001_initial"),
        ("navigation", "0001_initial"),
        ("sign_in", "0001_initial"),
        ("wagtailadmin", "0003_admin_managed"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        # Two migrations that give every group the right to choose: they run before these exist.
        ("wagtaildocs", "0011_add_choose_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("seo", "0001_initial"),
        ("wagtailseo", "0004_seosettings_og_image_default"),
    ]

    operations = [
        migrations.RunPython(make_roles, migrations.RunPython.noop),
        migrations.RunPython(remove_unused_defaults, migrations.RunPython.noop),
    ]
