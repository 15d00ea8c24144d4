"""Who may do what at each address of our own: the table that the tests hold the site to.

Each row names who gets in, for reading (GET) and for writing (POST). Everybody else has to be
turned away. ``NO_METHOD`` means that the address does not take such a request from anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from editorial.services.reviewers import MEDICAL_REVIEWERS
from home.roles import APPOINTMENT_DESK, MARKETING_EDITORS, SITE_MANAGERS

ANONYMOUS = "anonymous"
NO_ROLE = "signed in without a role"
ADMINISTRATOR = "administrator"
PEOPLE = (
    ANONYMOUS,
    NO_ROLE,
    APPOINTMENT_DESK,
    MEDICAL_REVIEWERS,
    MARKETING_EDITORS,
    SITE_MANAGERS,
    ADMINISTRATOR,
)

NO_METHOD: frozenset[str] = frozenset()
ADMINISTRATORS = frozenset({ADMINISTRATOR})
MANAGERS = ADMINISTRATORS | {SITE_MANAGERS}
EDITORS = MANAGERS | {MARKETING_EDITORS}
READERS = EDITORS | {MEDICAL_REVIEWERS}
DESK = ADMINISTRATORS | {APPOINTMENT_DESK}
STAFF = READERS | DESK
EVERYBODY = frozenset(PEOPLE)
HALF_WAY_IN = frozenset({"has given the right password a moment ago"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Who may read and who may write at one address.

    ``args`` are the names of the address's arguments. With ``in_workflow``, the record waits for
    the approval of a site manager.
    """

    get: frozenset[str]
    post: frozenset[str]
    args: tuple[str, ...] = ()
    in_workflow: bool = False


def _both(people: frozenset[str], *args: str) -> Row:
    return Row(get=people, post=people, args=args)


def _read(people: frozenset[str], *args: str) -> Row:
    return Row(get=people, post=NO_METHOD, args=args)


def _write(people: frozenset[str], *args: str) -> Row:
    return Row(get=NO_METHOD, post=people, args=args)


def _approve(people: frozenset[str], *args: str) -> Row:
    return Row(get=people, post=people, args=args, in_workflow=True)


def _watch(people: frozenset[str], *args: str) -> Row:
    return Row(get=people, post=NO_METHOD, args=args, in_workflow=True)


SHARED_RECORD: dict[str, Row] = {
    "list": _read(EDITORS),
    "list_results": _read(EDITORS),
    "add": _both(EDITORS),
    "copy": _both(EDITORS, "pk"),
    "edit": _both(EDITORS, "pk"),
    "delete": _both(MANAGERS, "pk"),
    "unpublish": _both(EDITORS, "pk"),
    "lock": _write(EDITORS, "pk"),
    "unlock": _write(MANAGERS, "pk"),
    "usage": _read(EDITORS, "pk"),
    "history": _read(EDITORS, "pk"),
    "history_results": _read(EDITORS, "pk"),
    "preview_on_add": _both(EDITORS),
    "preview_on_edit": _both(EDITORS, "pk"),
    "revisions_view": _read(EDITORS, "pk", "revision"),
    "revisions_revert": _both(EDITORS, "pk", "revision"),
    "revisions_compare": _read(EDITORS, "pk", "earliest", "latest"),
    "revisions_unschedule": _both(EDITORS, "pk", "revision"),
    "workflow_history": _read(EDITORS, "pk"),
    "workflow_history_detail": _watch(EDITORS, "pk", "workflow_state"),
    "workflow_action": _approve(MANAGERS, "pk", "approve", "task_state"),
    "collect_workflow_action_data": _approve(MANAGERS, "pk", "approve", "task_state"),
    "confirm_workflow_cancellation": _approve(STAFF, "pk"),
    "workflow_preview": _watch(MANAGERS, "pk", "task"),
}
"""The screens of a shared record."""

DISCLOSURE: dict[str, Row] = {
    **SHARED_RECORD,
    "add": _both(MANAGERS),
    "copy": _both(MANAGERS, "pk"),
    "preview_on_add": _both(MANAGERS),
    "delete": _both(ADMINISTRATORS, "pk"),
}

CHOOSER: dict[str, Row] = {
    "choose": _read(STAFF),
    "choose_results": _read(STAFF),
    "chosen": _read(STAFF, "pk"),
    "chosen_multiple": _read(STAFF),
    "create": Row(get=NO_METHOD, post=NO_METHOD),
}
"""Choosing tells names alone, which visitors see on the pages anyway."""

OWN_SCREENS: dict[str, Row] = {
    "appointment_requests:index": _read(DESK),
    "appointment_requests:read": _read(DESK, "request"),
    "appointment_requests:mark": _write(DESK, "request"),
    "appointment_requests:delete": _both(DESK, "request"),
    "appointment_requests:export": _write(DESK),
    "medical_review:queue": _read(READERS),
    # To sign takes more than a role: it takes being named as a reviewer.
    "medical_review:read": _read(READERS, "app_label", "model_name", "question"),
    "medical_review:preview": _read(READERS, "app_label", "model_name", "question"),
    "medical_reviewers:add": _both(MANAGERS),
    "medical_reviewers:edit": _both(MANAGERS, "reviewer"),
    "medical_reviewers:delete": _both(MANAGERS, "reviewer"),
    "second_factor:index": _both(STAFF),
    # Without a second factor they lead back to the first.
    "second_factor:codes": _both(STAFF),
    "second_factor:off": _both(STAFF),
    "reset_second_factor": _both(MANAGERS, "user"),
    "redirect_import:index": _both(MANAGERS),
    "redirect_import:wagtails": _both(MANAGERS),
    "redirect_import:changes": _both(MANAGERS, "upload"),
    "redirect_import:rejected": _read(MANAGERS, "upload"),
    "redirect_import:csv": _read(MANAGERS),
    "own_wordings": _read(EDITORS),
    "editors_guide": _read(STAFF),
    "what_works_where": _read(EDITORS),
    "what_works_where_results": _read(EDITORS),
    "to_do": _read(STAFF),
    "to_do_results": _read(STAFF),
    "to_do_look_again": _write(STAFF),
    "search_preview:lines": _read(EDITORS, "page"),
    "search_preview:picture": _read(EDITORS, "page"),
    "claims:findings": _read(EDITORS, "content_type", "checked_page"),
    "claims:state": _both(EDITORS, "content_type", "checked_page"),
    "claims:accept": _both(EDITORS, "content_type", "checked_page", "rule", "sentence"),
    "claims:take_back": _both(EDITORS, "accepted"),
    "claims:report": _read(EDITORS),
    "claims:report_results": _read(EDITORS),
    "generate_city_pages:index": _both(EDITORS),
    "generate_city_pages:run": _both(EDITORS, "run"),
    "generate_city_pages:cancel": _write(EDITORS, "run"),
    "generate_city_pages:undo": _both(EDITORS, "run"),
    "generate_city_pages:preview": _read(EDITORS, "hub", "blueprint", "area"),
    "city_page_gate:verdict": _read(EDITORS, "city_page"),
    "city_page_gate:publish_over": _both(MANAGERS, "city_page"),
    "city_page_gate:report": _read(EDITORS),
    "city_page_gate:report_results": _read(EDITORS),
    "import_questions:index": _both(EDITORS),
    "import_questions:drafts": _both(EDITORS),
    "suggest_places:index": _both(EDITORS),
    "places_table:index": _both(EDITORS),
    "places_table:changes": _both(EDITORS, "upload"),
    "places_table:rejected": _read(EDITORS, "upload"),
    "places_table:csv": _read(EDITORS),
    "places_table:xlsx": _read(EDITORS),
    "place_changes:index": _read(EDITORS),
    "place_changes:rename": _both(EDITORS, "area"),
    "place_changes:merge": _both(EDITORS, "area"),
    "place_changes:retire": _both(EDITORS, "area"),
    "place_changes:change": _both(EDITORS, "change"),
    "question_merges:index": _read(EDITORS),
    "question_merges:merge": _both(EDITORS, "question"),
    "question_merges:done": _both(EDITORS, "merge"),
    "wagtailusers_users:add": _both(MANAGERS),
    "wagtailusers_users:edit": _both(MANAGERS, "user"),
}

# Code and enrollment send whoever has not given a password back to it.
SIGNING_IN: dict[str, Row] = {
    # Whoever is in already is sent on to the first screen.
    "sign_in:password": Row(get=frozenset({ANONYMOUS, NO_ROLE}), post=EVERYBODY),
    "sign_in:code": _both(HALF_WAY_IN),
    "sign_in:enroll": _both(HALF_WAY_IN),
    "sign_in:new_password_request": _both(EVERYBODY),
    "sign_in:new_password": _both(EVERYBODY, "uidb64", "token"),
}

PUBLIC: dict[str, Row] = {
    "healthz": _read(EVERYBODY),
    "readyz": _read(EVERYBODY),
    "robots_txt": _read(EVERYBODY),
    "sitemap": _read(EVERYBODY),
    "sitemap_part": _read(EVERYBODY, "sitemap_section"),
    "web_manifest": _read(EVERYBODY),
    "security_txt": _read(EVERYBODY),
    "index_now_key": _read(EVERYBODY, "index_now_key"),
    "search": _read(EVERYBODY),
    "count": _write(EVERYBODY),
    "request_appointment": _both(EVERYBODY),
    "request_appointment_sent": _read(EVERYBODY),
    "media": _read(EVERYBODY, "folder", "file"),
    "share_image": _read(EVERYBODY, "page", "file_name"),
    "styleguide": _read(EVERYBODY),
}

WAGTAILS_SCREENS: dict[str, Row] = {
    "wagtailsettings:edit appointments appointmentsettings": _both(
        MANAGERS, "appointment_settings"
    ),
    "wagtailsettings:edit clinic launchsettings": _both(MANAGERS, "site"),
    "wagtailsettings:edit editorial digestsettings": _both(MANAGERS, "digest_settings"),
    "wagtailsettings:edit seo searchsettings": _both(MANAGERS, "site"),
    "wagtailsettings:edit sign_in signinsettings": _both(MANAGERS, "sign_in_settings"),
    "wagtailsettings:edit wagtailseo seosettings": _both(MANAGERS, "site"),
    "wagtailredirects:index": _read(MANAGERS),
    "wagtailredirects:add": _both(MANAGERS),
    "wagtailusers_users:index": _read(MANAGERS),
    "wagtailusers_users:delete": _both(ADMINISTRATORS, "user"),
    "wagtailusers_groups:index": _read(ADMINISTRATORS),
    "wagtailusers_groups:add": _both(ADMINISTRATORS),
    "wagtailusers_groups:edit": _both(ADMINISTRATORS, "group"),
    "wagtailsites:index": _read(ADMINISTRATORS),
    "wagtailsites:add": _both(ADMINISTRATORS),
    "wagtailsites:edit": _both(ADMINISTRATORS, "site"),
    "wagtaillocales:index": _read(ADMINISTRATORS),
    "wagtailadmin_workflows:index": _read(ADMINISTRATORS),
    "wagtailadmin_workflows:add": _both(ADMINISTRATORS),
    "wagtailadmin_workflows:task_index": _read(ADMINISTRATORS),
    "wagtailadmin_collections:index": _read(MANAGERS),
    "wagtailadmin_collections:add": _both(MANAGERS),
    "wagtailadmin_reports:site_history": _read(STAFF),
    "wagtailadmin_reports:locked_pages": _read(MANAGERS),
    "wagtailadmin_reports:aging_pages": _read(EDITORS),
    "wagtailimages:index": _read(EDITORS),
    "wagtailimages:add": _both(EDITORS),
    "wagtailimages:add_multiple": _both(EDITORS),
    "wagtaildocs:index": _read(ADMINISTRATORS),
    "wagtaildocs:add": _both(ADMINISTRATORS),
    "wagtailadmin_pages:edit": _both(EDITORS, "page"),
    "wagtailadmin_pages:add_subpage": _both(EDITORS, "page"),
    "wagtailadmin_pages:unpublish": _both(EDITORS, "page"),
    "wagtailadmin_pages:delete": _both(EDITORS, "page"),
    "wagtailadmin_pages:delete with pages below": _both(MANAGERS, "parent"),
    "wagtailadmin_pages:lock": _write(EDITORS, "page"),
    "wagtailadmin_pages:unlock": _write(MANAGERS, "locked_page"),
}
"""Screens that Wagtail brings and that a role's permissions open or close."""


def own_rows(namespaces: dict[str, Any]) -> dict[str, Row]:
    """Return the rows of every address of our own; ``namespaces`` are those of our records."""
    rows = {**OWN_SCREENS, **SIGNING_IN, **PUBLIC}
    for namespace, model in namespaces.items():
        label = model._meta.label_lower
        rows |= {f"{namespace}:{name}": row for name, row in _screens(namespace, label).items()}
    return rows


def _screens(namespace: str, label: str) -> dict[str, Row]:
    if namespace.startswith("wagtailsnippetchoosers"):
        return CHOOSER
    return DISCLOSURE if label == "editorial.disclosure" else SHARED_RECORD
