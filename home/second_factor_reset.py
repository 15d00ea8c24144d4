"""The screen on which a colleague's lost second factor is taken away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.accounts import refuse_accounts_with_more_rights
from sign_in.models import AuthenticatorApp
from sign_in.services.second_factor import reset_second_factor


class ResetSecondFactorView(WagtailAdminTemplateMixin, TemplateView):
    """Asks once more, then lets the account in with its password alone.

    For whoever may change the account. Nobody resets their own here: that takes a code, under the
    own account, so that an open session is not enough.
    """

    template_name = "home/reset_second_factor.html"
    page_title = gettext_lazy("Reset second factor")
    header_icon = "lock"
    _show_breadcrumbs = True
    account: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("auth.change_user"):
            raise PermissionDenied
        self.account = get_object_or_404(User, pk=kwargs["user_id"])
        if self.account.pk == request.user.pk:
            return redirect("second_factor:index")
        refuse_accounts_with_more_rights([self.account], acting_user=request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailusers_users:edit", args=[self.account.pk])
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("wagtailusers_users:index"), "label": _("Users")},
            {"url": edit, "label": self.account.get_username()},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        has_one = AuthenticatorApp.objects.filter(user=self.account).exists()
        return {**context, "account": self.account, "has_second_factor": has_one}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Reset it and tell so."""
        if reset_second_factor(account=self.account, actor=request.user):
            told = _("%(name)s signs in with the password alone now.")
        else:
            told = _("%(name)s has no second factor.")
        messages.success(request, told % {"name": self.account.get_username()})
        return redirect("wagtailusers_users:edit", self.account.pk)
