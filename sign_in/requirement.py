"""Who needs a second factor, and what somebody has to do after the password."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import Q

from sign_in.models import AuthenticatorApp, SignInSettings


class NextStep(StrEnum):
    """What stands between the password and the editor."""

    CODE = "code"
    ENROLL = "enroll"


def next_step(user: Any) -> NextStep | None:
    """Return what ``user`` has to do after the password; None for nothing.

    Whoever has set up a second factor needs it, whether it is required or not.
    """
    if AuthenticatorApp.objects.filter(user=user).exists():
        return NextStep.CODE
    return NextStep.ENROLL if is_required_for(user) else None


def is_required_for(user: Any) -> bool:
    """Return whether the site asks ``user`` for a second factor."""
    if settings.SECOND_FACTOR_REQUIRED:
        return True
    required = SignInSettings.RequiredFor
    meant = Q(required_for=required.EVERYBODY)
    if user.is_superuser:
        meant |= Q(required_for=required.ROLES)
    else:
        meant |= Q(required_for=required.ROLES, roles__user=user)
    return SignInSettings.objects.filter(meant).exists()
