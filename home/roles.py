"""The site's roles and what each may do.

The migration that makes the groups has a frozen copy; a test holds the two together and prints
the table of ``docs/roles.md`` from here.
"""

from __future__ import annotations

from dataclasses import dataclass

from editorial.services.reviewers import MEDICAL_REVIEWERS

MARKETING_EDITORS = "Marketing editors"
SITE_MANAGERS = "Site managers"
APPOINTMENT_DESK = "Appointment desk"

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
"""Records that stand on pages, by model label; the disclosure has rules of its own."""

DISCLOSURE = "editorial.disclosure"
SIGNATURE = "editorial.signature"


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """What one group may do.

    ``models`` maps a model's label to the actions allowed on all its records. ``page_actions``
    hold on every page of every site, ``collection_actions`` on every picture and collection.
    """

    name: str
    purpose: str
    models: dict[str, tuple[str, ...]]
    page_actions: tuple[str, ...]
    collection_actions: dict[str, tuple[str, ...]]


_EDITING = ("add", "change", "view", "publish", "lock")
_MANAGING = (*_EDITING, "delete", "unlock")
_EDITING_FIXED = ("change", "view", "publish", "lock")

ROLES = (
    Role(
        name=MARKETING_EDITORS,
        purpose="Writes and publishes the site's pages and the facts and texts they share.",
        models={
            "wagtailadmin.admin": ("access",),
            **dict.fromkeys(SHARED_RECORDS, _EDITING),
            DISCLOSURE: _EDITING_FIXED,
            SIGNATURE: ("view",),
        },
        page_actions=("add", "change", "publish", "lock"),
        collection_actions={"wagtailimages.image": ("add", "change", "choose")},
    ),
    Role(
        name=SITE_MANAGERS,
        purpose="Does all that, deletes, launches the site, and looks after accounts.",
        models={
            "wagtailadmin.admin": ("access",),
            **dict.fromkeys(SHARED_RECORDS, _MANAGING),
            DISCLOSURE: (*_EDITING_FIXED, "add", "unlock"),
            SIGNATURE: ("view", "waive"),
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
        page_actions=("add", "change", "publish", "lock", "unlock", "bulk_delete"),
        collection_actions={
            "wagtailimages.image": ("add", "change", "choose"),
            "wagtailcore.collection": ("add", "change", "delete"),
        },
    ),
    Role(
        name=APPOINTMENT_DESK,
        purpose="Reads requests for an appointment, marks, exports and deletes them.",
        models={
            "wagtailadmin.admin": ("access",),
            "appointments.appointmentrequest": ("view", "change", "delete", "export"),
        },
        page_actions=(),
        collection_actions={},
    ),
    Role(
        name=MEDICAL_REVIEWERS,
        purpose="Reads clinical text and signs it, in the name of one clinician.",
        models={"wagtailadmin.admin": ("access",), SIGNATURE: ("add", "view", "waive")},
        page_actions=(),
        collection_actions={},
    ),
)


def permission_names(role: Role) -> set[str]:
    """Return the role's permissions on records, such as ``"clinic.change_clinic"``."""
    return {
        f"{app_label}.{action}_{model_name}"
        for app_label, model_name, actions in _split(role.models)
        for action in actions
    }


def page_permission_names(role: Role) -> set[str]:
    """Return the role's permissions on pages, such as ``"publish_page"``."""
    return {f"{action}_page" for action in role.page_actions}


def collection_permission_names(role: Role) -> set[str]:
    """Return the role's permissions on collections, such as ``"wagtailimages.add_image"``."""
    return {
        f"{app_label}.{action}_{model_name}"
        for app_label, model_name, actions in _split(role.collection_actions)
        for action in actions
    }


def _split(models: dict[str, tuple[str, ...]]) -> list[tuple[str, str, tuple[str, ...]]]:
    labels = ((label.partition("."), actions) for label, actions in models.items())
    return [(app_label, model, actions) for (app_label, _dot, model), actions in labels]


def roles_table() -> str:
    """Return the roles as the Markdown table that the documentation shows."""
    labels = sorted({label for role in ROLES for label in {**role.models, **_other_rights(role)}})
    rows = ["| | " + " | ".join(role.name for role in ROLES) + " |"]
    rows.append("|---|" + "---|" * len(ROLES))
    for label in labels:
        cells = [
            ", ".join({**role.models, **_other_rights(role)}.get(label, ())).replace("_", " ")
            or "nothing"
            for role in ROLES
        ]
        rows.append(f"| `{label}` | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _other_rights(role: Role) -> dict[str, tuple[str, ...]]:
    return {"wagtailcore.page": role.page_actions, **role.collection_actions}
