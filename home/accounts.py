"""Accounts in the editor: who may make and change which.

Stock Wagtail lets whoever may change accounts make anybody an administrator, and set the password
of an account that may do more. Here that takes an administrator.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, UserViewSet

from home.roles import ROLES

ROLE_NAMES = [role.name for role in ROLES]


class AccountFormRules:
    """Closes what the person who fills in an account's form may not give.

    Administrators may give everything. Others cannot make an administrator, and give no group but
    the site's roles and those that the account has already.
    """

    def __init__(self, *args: Any, acting_user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if acting_user.is_superuser:
            return
        form: Any = self
        if "is_superuser" in form.fields:
            form.fields["is_superuser"].disabled = True
            form.fields["is_superuser"].help_text = _("Only an administrator can change this.")
        allowed = Q(name__in=ROLE_NAMES)
        if form.instance.pk:
            allowed |= Q(user=form.instance)
        form.fields["groups"].queryset = Group.objects.filter(allowed).distinct()


class AccountCreationForm(AccountFormRules, UserCreationForm):
    """A new account."""


class AccountEditForm(AccountFormRules, UserEditForm):
    """An account that exists."""


class AccountCreateView(CreateView):
    """Tells the form who fills it in."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "acting_user": self.request.user}


class AccountEditView(EditView):
    """Tells the form who fills it in; keeps others from an account that may do more."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refuse_accounts_with_more_rights([self.object], acting_user=request.user)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "acting_user": self.request.user}


class AccountViewSet(UserViewSet):
    """Wagtail's screens for accounts with these rules; an account is never copied."""

    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[AccountFormRules]:
        return AccountEditForm if for_update else AccountCreationForm


def refuse_accounts_with_more_rights(accounts: list[Any], *, acting_user: Any) -> None:
    """Raise ``PermissionDenied`` if an account has rights beyond the site's roles.

    Whoever sets the password of such an account could use its rights. Administrators may, and
    everybody may change their own account.
    """
    if acting_user.is_superuser:
        return
    others = [account for account in accounts if account.pk != acting_user.pk]
    if any(_has_rights_beyond_roles(account) for account in others):
        raise PermissionDenied


def _has_rights_beyond_roles(account: Any) -> bool:
    return bool(
        account.is_superuser
        or account.user_permissions.exists()
        or account.groups.exclude(name__in=ROLE_NAMES).exists()
    )


def refuse_bulk_action(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> None:
    """Hold bulk actions on accounts to the rules of the single form.

    Raises ``PermissionDenied`` before anything is changed.
    """
    if action.model is not User or request.user.is_superuser:
        return
    refuse_accounts_with_more_rights(objects, acting_user=request.user)
    role = action.cleaned_form.cleaned_data.get("role")
    if role is not None and role.name not in ROLE_NAMES:
        raise PermissionDenied
