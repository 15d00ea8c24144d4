"""Medical review in the editor: its screens, and its answer before Wagtail publishes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from editorial.approved_drafts import approved_draft
from editorial.models import review_is_required, reviewer_of
from editorial.rights import may_publish
from editorial.services.effect_statements import UnstatedTextsError
from editorial.services.medical_review import LOG_ACTION
from editorial.services.publishing import NOT_LIVE, check_may_be_public
from editorial.views.review import MedicalReviewViewSet
from editorial.views.reviewers import MedicalReviewerViewSet
from operations.bulk import pages_meant
from operations.refusals import PublishRefusedError

REFUSALS_TOLD = 10
"""Of how many pages it is told why they may not go live."""


class SignatureFormatter(LogFormatter):
    """How the history of a record tells that a clinician signed it."""

    label = gettext_lazy("Sign clinical text")

    def format_message(self, log_entry: Any) -> str:
        """Return which texts were signed."""
        return _("Signed by a clinician: %(texts)s") % {"texts": log_entry.data["texts"]}


class NotLiveFormatter(LogFormatter):
    """How the history of a record tells that it was approved, and what kept it from going live."""

    label = gettext_lazy("Approved, and not live")

    def format_message(self, log_entry: Any) -> str:
        """Return what kept it from going live."""
        return _("Approved, but not live: %(reason)s") % {"reason": log_entry.data["reason"]}


@hooks.register("register_log_actions")
def register_review_log_actions(actions: Any) -> None:
    """Name what the history of a record can tell of medical review."""
    actions.register_action(LOG_ACTION)(SignatureFormatter)
    actions.register_action(NOT_LIVE)(NotLiveFormatter)


@hooks.register("register_admin_viewset")
def register_review_screens() -> list[Any]:
    """Add the addresses of medical review."""
    return [MedicalReviewViewSet(), MedicalReviewerViewSet()]


class MedicalReviewMenuItem(MenuItem):
    """Leads to what waits for a clinician, from the first reviewer on."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the list would let this person in, and there is somebody to sign."""
        return request.user.has_perm("editorial.view_signature") and review_is_required()


@hooks.register("register_admin_menu_item")
def register_review_menu_item() -> MenuItem:
    """Add the list to the main menu, behind the questions."""
    return MedicalReviewMenuItem(
        gettext_lazy("Medical review"),
        reverse("medical_review:queue"),
        name="medical-review",
        icon_name="glasses",
        order=135,
    )


# The gate answers first: what it asks for is what an editor can mend alone.
@hooks.register("before_publish_page", order=10)
@hooks.register("before_publish", order=10)
def ask_before_publishing(request: HttpRequest, record: Any) -> HttpResponse | None:
    """Keep what was written as a draft and lead back to it, if it may not be public yet."""
    record = getattr(record, "specific", record)
    try:
        check_may_be_public(record)
    except PublishRefusedError as refusal:
        if isinstance(refusal, UnstatedTextsError) and may_publish(record, request.user):
            messages.info(request, _("Saved as a draft. One question before it goes live."))
        else:
            messages.error(
                request, _("%(refusal)s Your changes are saved as a draft.") % {"refusal": refusal}
            )
        return redirect(refusal.mend_url(request.user) or "wagtailadmin_home")
    return None


@hooks.register("before_bulk_action", order=10)
def ask_before_publishing_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Publish none of several pages if one may not be public yet, and name each that may not."""
    if action_type != "publish" or not (objects and isinstance(objects[0], Page)):
        return None
    pages = pages_meant(objects, **action.get_execution_context())
    refusals = [refusal for page in pages.specific() if (refusal := _refusal_of_draft(page))]
    if not refusals:
        return None
    for refusal in refusals[:REFUSALS_TOLD]:
        messages.error(request, refusal)
    message = ngettext(
        "Nothing was published: %(count)d page may not go live yet. Leave it out, or mend it.",
        "Nothing was published: %(count)d pages may not go live yet. Leave them out, or mend them.",
        len(refusals),
    )
    messages.warning(request, message % {"count": len(refusals)})
    return redirect(action.next_url)


def _refusal_of_draft(page: Any) -> str:
    try:
        check_may_be_public(page.get_latest_revision_as_object())
    except PublishRefusedError as refusal:
        return str(refusal)
    return ""


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def tell_that_it_only_has_to_be_published(request: HttpRequest, record: Any) -> None:
    """Say above the form of a signed draft what keeps it from going live."""
    if request.method == "GET" and request.headers.get("Accept") != "application/json":
        draft = approved_draft(getattr(record, "specific", record))
        if draft is not None:
            messages.warning(request, draft.advice)


@hooks.register("after_edit_page")
@hooks.register("after_edit_snippet")
def lead_reviewer_back(request: HttpRequest, record: Any) -> HttpResponse | None:
    """Lead somebody who signed on an edit screen back to what waits.

    Wagtail would lead to a list that a reviewer may not open.
    """
    if "workflow-action-name" not in request.POST or reviewer_of(request.user) is None:
        return None
    return redirect("medical_review:queue")
