"""Which rows of the list "To do" a person sees: those about what they may change."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from wagtail.admin.admin_url_finder import finder_classes
from wagtail.hooks import search_for_hooks
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy

from editorial.models import ToDoRow

# A signature that is missing is mended by giving one.
MENDED_BY_ADDING = {"editorial.signature": ("add",)}


# Rights with which the list concerns somebody who looks after no pages.
_concerning = {"editorial.add_signature"}


def to_do_concerns(permission: str) -> None:
    """Show the list to whoever has ``permission``, such as ``"editorial.add_signature"``."""
    _concerning.add(permission)


def rows_for(user: Any) -> QuerySet[ToDoRow]:
    """Return the rows that ``user`` can mend; one query to make it, however many rows there are."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    rows = ToDoRow.objects.order_by()
    labels = rows.filter(page=None).values_list("model", flat=True).distinct()
    mendable = [label for label in labels if may_change(user, label)]
    about_page = Q(page__isnull=False, page__in=pages.values("pk"))
    about_record = Q(page=None, model__in=mendable)
    return ToDoRow.objects.filter(about_page | about_record)


def may_change(user: Any, label: str) -> bool:
    """Tell whether ``user`` may change records of the model ``label``, ``"clinic.clinic"`` say.

    The policy is that of the records' own screen: a picture's is that of its collections.
    """
    search_for_hooks()
    try:
        model = apps.get_model(label)
    except LookupError:
        return False
    finder = finder_classes.get_by_type(model)
    policy = getattr(finder, "permission_policy", None) or ModelPermissionPolicy(model)
    return bool(policy.user_has_any_permission(user, ["change", *MENDED_BY_ADDING.get(label, ())]))


def may_see_list(user: Any) -> bool:
    """Tell whether the list concerns ``user`` at all: whoever looks after pages, or has some other
    right that concerns it."""
    looks_after_pages = page_permission_policy.user_has_any_permission(
        user, ["add", "change", "publish"]
    )
    return bool(looks_after_pages or any(user.has_perm(name) for name in _concerning))
