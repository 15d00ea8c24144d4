"""Who may publish a record, a page or any other."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy


def may_publish(record: Any, user: Any) -> bool:
    """Whether ``user`` may publish ``record``; ``None`` is the system, which may."""
    if user is None:
        return True
    if isinstance(record, Page):
        return bool(record.permissions_for_user(user).can_publish())
    return bool(ModelPermissionPolicy(type(record)).user_has_permission(user, "publish"))
