"""Claims in the editor: their screens, their report, and how history tells of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.permissions import page_permission_policy

from editorial.claim_texts import checked_models
from editorial.services.claims import ACCEPT_CLAIM, TAKE_BACK_CLAIM, open_claims
from editorial.services.effect_statements import LOG_ACTION
from editorial.views.claims import ClaimsViewSet
from editorial.views.claims_report import ClaimsReportView


class ClaimsReportMenuItem(MenuItem):
    """Leads to the list of open claims, for whoever may edit pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the report would let this person in."""
        return bool(
            page_permission_policy.user_has_any_permission(
                request.user, ClaimsReportView.any_permission_required
            )
        )


class AcceptClaimFormatter(LogFormatter):
    """How history tells that a claim was let stand."""

    label = gettext_lazy("Accept a claim")

    def format_message(self, log_entry: Any) -> str:
        """Return the sentence and the reason that was given."""
        return _("Accepted “%(sentence)s” because: %(reason)s") % log_entry.data


class TakeBackClaimFormatter(LogFormatter):
    """How history tells that an acceptance was taken back."""

    label = gettext_lazy("Take an acceptance back")

    def format_message(self, log_entry: Any) -> str:
        """Return the sentence that is asked about again."""
        return _("Took back that “%(sentence)s” was accepted") % log_entry.data


class StateNoEffectFormatter(LogFormatter):
    """How history tells that somebody has read what names no source."""

    label = gettext_lazy("State that no effect is claimed")

    def format_message(self, log_entry: Any) -> str:
        """Return how many texts it was, and the first."""
        message = ngettext(
            "Said that %(count)d text without a source claims no effect: “%(text)s”",
            "Said that %(count)d texts without a source claim no effect, “%(text)s” first",
            log_entry.data["count"],
        )
        return message % log_entry.data


@hooks.register("after_publish_page")
@hooks.register("after_publish")
def tell_what_needs_care(request: HttpRequest, record: Any) -> None:
    """Say after publishing that visitors read wordings now which need care.

    Wagtail leads from there to a list, away from the box in which they stand.
    """
    record = getattr(record, "specific", record)
    if type(record) not in checked_models():
        return
    found = open_claims(record)
    if found:
        message = ngettext(
            "It is live, with %(count)d wording that needs care: “%(words)s”.",
            "It is live, with %(count)d wordings that need care, “%(words)s” first.",
            len(found),
        )
        url = AdminURLFinder(request.user).get_edit_url(record)
        buttons = [messages.button(url, _("Look at it"))] if url else []
        told = message % {"count": len(found), "words": found[0].claim.words[0]}
        messages.warning(request, told, buttons=buttons)


@hooks.register("register_admin_viewset")
def register_claim_screens() -> ClaimsViewSet:
    """Add the addresses of claims."""
    return ClaimsViewSet()


@hooks.register("register_reports_menu_item")
def register_claims_report() -> MenuItem:
    """Add the list of open claims to the reports."""
    return ClaimsReportMenuItem(
        gettext_lazy("Claims"), reverse("claims:report"), icon_name="warning", order=60
    )


@hooks.register("register_log_actions")
def register_claim_log_actions(actions: Any) -> None:
    """Name what history can tell of claims."""
    actions.register_action(ACCEPT_CLAIM)(AcceptClaimFormatter)
    actions.register_action(TAKE_BACK_CLAIM)(TakeBackClaimFormatter)
    actions.register_action(LOG_ACTION)(StateNoEffectFormatter)
