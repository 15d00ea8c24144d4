"""The second factor in Wagtail's account page, settings and history."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from sign_in.views.own_account import SecondFactorViewSet


@hooks.register("register_admin_viewset")
def second_factor_screens() -> SecondFactorViewSet:
    """Add the screens of the own second factor."""
    return SecondFactorViewSet()


@hooks.register("register_account_menu_item")
def account_menu_item(request: HttpRequest) -> dict[str, Any]:
    """Lead from the account page to them."""
    return {
        "url": reverse("second_factor:index"),
        "label": _("Second factor"),
        "help_text": _("Sign in with a code from your phone besides the password."),
    }


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Tell in the history of an account what became of its second factor."""
    for what, label, message in (
        ("second_factor_on", _("Set up a second factor"), _("Set up a second factor")),
        ("second_factor_off", _("Turn off a second factor"), _("Turned off a second factor")),
        ("second_factor_reset", _("Reset a second factor"), _("Took away a lost second factor")),
        ("recovery_code_used", _("Use a recovery code"), _("Signed in with a recovery code")),
        ("recovery_codes_renewed", _("New recovery codes"), _("Made new recovery codes")),
    ):
        actions.register_action(f"sign_in.{what}", label, message)
