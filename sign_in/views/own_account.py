"""The second factor of one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from sign_in import pending
from sign_in.enrollment import Enrollment
from sign_in.forms import OwnCodeForm, OwnFirstCodeForm
from sign_in.models import AuthenticatorApp, RecoveryCode
from sign_in.requirement import is_required_for
from sign_in.services.second_factor import (
    AlreadyEnrolledError,
    WrongCodeError,
    enroll,
    renew_recovery_codes,
    turn_off,
    use_code,
)
from sign_in.services.tries import Kind, TooManyTriesError, begin_try, forgive
from sign_in.views.entrance import too_early


@method_decorator(sensitive_post_parameters(), name="dispatch")
class OwnSecondFactorView(WagtailAdminTemplateMixin, FormView):
    """What these screens share: password and code are asked for, and both are counted."""

    page_title = gettext_lazy("Second factor")
    header_icon = "lock"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("wagtailadmin_account"), "label": _("Account")},
            {"url": "", "label": str(self.page_title)},
        ]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        user: Any = self.request.user
        try:
            # One count for the account, whichever device: it is signed in already.
            attempt = begin_try(
                kind=Kind.CONFIRM,
                account=user.get_username(),
                address="",
                device="signed in",
                now=timezone.now(),
            )
        except TooManyTriesError as error:
            form.add_error("password", str(error))
            return too_early(self.form_invalid(form), error.wait)
        if not user.check_password(form.cleaned_data["password"]):
            form.add_error("password", _("This is not your password."))
            return self.form_invalid(form)
        try:
            response = self.do(user, form.cleaned_data["code"])
        except (WrongCodeError, AlreadyEnrolledError) as error:
            form.add_error("code", str(error))
            return self.form_invalid(form)
        forgive(attempt)
        return response

    def do(self, user: Any, code: str) -> HttpResponse:
        """Do what the screen is for; raises ``WrongCodeError`` and ``AlreadyEnrolledError``."""
        raise NotImplementedError

    def show_codes(self, codes: list[str], *, are_first: bool) -> HttpResponse:
        """Answer with recovery codes, this once."""
        self.template_name = "sign_in/own_recovery_codes.html"
        response: HttpResponse = self.render_to_response(
            self.get_context_data(codes=codes, are_first=are_first)
        )
        return response


class OverviewView(OwnSecondFactorView):
    """Set it up; or see that it is on, and what can be done."""

    def get_form_class(self) -> type[OwnFirstCodeForm]:
        return OwnFirstCodeForm

    def get_template_names(self) -> list[str]:
        if self.template_name == "sign_in/own_recovery_codes.html":
            return [self.template_name]
        return ["sign_in/own_status.html" if self.is_on() else "sign_in/own_enroll.html"]

    def is_on(self) -> bool:
        return AuthenticatorApp.objects.filter(user=self.request.user.pk).exists()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.request.user
        if self.is_on():
            context["codes_left"] = RecoveryCode.objects.filter(user=user.pk).count()
            context["is_required"] = is_required_for(user)
        else:
            context["enrollment"] = Enrollment.of(self.request, user)
        return context

    def do(self, user: Any, code: str) -> HttpResponse:
        key = Enrollment.of(self.request, user).key
        codes = enroll(user=user, key=key, code=code, now=timezone.now())
        Enrollment.end(self.request)
        pending.prove(self.request, AuthenticatorApp.objects.get(user=user))
        return self.show_codes(codes, are_first=True)


class EnrolledView(OwnSecondFactorView):
    """A screen for somebody who has a second factor."""

    form_class = OwnCodeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not AuthenticatorApp.objects.filter(user=request.user.pk).exists():
            return redirect("second_factor:index")
        return super().dispatch(request, *args, **kwargs)


class RenewCodesView(EnrolledView):
    """New recovery codes in place of those that are left."""

    page_title = gettext_lazy("New recovery codes")
    template_name = "sign_in/own_renew.html"

    def do(self, user: Any, code: str) -> HttpResponse:
        use_code(user=user, code=code, now=timezone.now())
        return self.show_codes(renew_recovery_codes(user=user), are_first=False)


class TurnOffView(EnrolledView):
    """Without a second factor from now on, or on to another phone."""

    page_title = gettext_lazy("Turn off the second factor")
    template_name = "sign_in/own_turn_off.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "is_required": is_required_for(self.request.user)}

    def do(self, user: Any, code: str) -> HttpResponse:
        use_code(user=user, code=code, now=timezone.now())
        turn_off(user=user)
        messages.success(self.request, _("Your second factor is off."))
        return redirect("wagtailadmin_account")


class SecondFactorViewSet(ViewSet):
    """These screens, below the own account."""

    name = "second_factor"
    url_prefix = "account/second-factor"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", OverviewView.as_view(), name="index"),
            path("codes/", RenewCodesView.as_view(), name="codes"),
            path("off/", TurnOffView.as_view(), name="off"),
        ]
