"""From the password to the editor, and to a new password."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from wagtail.admin.views.account import LoginView, PasswordResetConfirmView, PasswordResetView

from sign_in import pending
from sign_in.addresses import counted_address
from sign_in.enrollment import Enrollment
from sign_in.forms import CodeForm, FirstCodeForm, NewPasswordRequestForm, SignInForm
from sign_in.known_devices import known_device, remember_device
from sign_in.models import AuthenticatorApp
from sign_in.requirement import NextStep, next_step
from sign_in.services.second_factor import (
    AlreadyEnrolledError,
    WrongCodeError,
    enroll,
    use_code,
)
from sign_in.services.tries import Kind, TooManyTriesError, begin_try, forgive

TOO_MANY_REQUESTS = 429
STEPS = {NextStep.CODE: "sign_in:code", NextStep.ENROLL: "sign_in:enroll"}


def too_early(response: HttpResponse, wait: timedelta) -> HttpResponse:
    """Return ``response`` as one that asks to come back after ``wait``."""
    response.status_code = TOO_MANY_REQUESTS
    response.headers["Retry-After"] = str(ceil(wait.total_seconds()))
    return response


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class SignInView(LoginView):
    """Name and password. A right one leads in, or on to the second step."""

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def form_valid(self, form: SignInForm) -> HttpResponse:
        user: Any = form.get_user()
        if form.attempt:
            forgive(form.attempt)
        step = next_step(user)
        if step is None:
            response: HttpResponse = super().form_valid(form)
            remember_device(self.request, response, user.get_username())
            return response
        pending.begin(
            self.request,
            user=user,
            remember=bool(form.cleaned_data["remember"]),
            next_url=self.get_redirect_url(),
        )
        return redirect(STEPS[step])

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        return too_early(response, form.wait) if form.wait else response


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class SecondStepView(FormView):
    """What both second steps share: somebody whose password was right a moment ago."""

    step: NextStep
    pending: pending.PendingSignIn

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        half_way = pending.read(request)
        if half_way is None:
            messages.warning(request, _("Please begin with your name and password."))
            return redirect("wagtailadmin_login")
        self.pending = half_way
        step = next_step(half_way.user)
        if step is not self.step:
            return redirect(STEPS[step] if step else "wagtailadmin_login")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        """Judge the code; count the try before."""
        name = self.pending.user.get_username()
        try:
            attempt = begin_try(
                kind=Kind.CODE,
                account=name,
                address=counted_address(self.request.META.get("REMOTE_ADDR", "")),
                device=known_device(self.request, name),
                now=timezone.now(),
            )
            response = self.do_step(form)
        except TooManyTriesError as error:
            form.add_error("code", str(error))
            return too_early(self.render_to_response(self._context(form)), error.wait)
        except (WrongCodeError, AlreadyEnrolledError) as error:
            form.add_error("code", str(error))
            return self.form_invalid(form)
        forgive(attempt)
        remember_device(self.request, response, name)
        return response

    def do_step(self, form: CodeForm) -> HttpResponse:
        """Do the step and answer; raises ``WrongCodeError``."""
        raise NotImplementedError

    def next_url(self) -> str:
        return self.pending.next_url or reverse("wagtailadmin_home")

    def _context(self, form: CodeForm) -> dict[str, Any]:
        context: dict[str, Any] = self.get_context_data(form=form)
        return context


class CodeView(SecondStepView):
    """A code from the phone."""

    step = NextStep.CODE
    form_class = CodeForm
    template_name = "sign_in/code.html"

    def do_step(self, form: CodeForm) -> HttpResponse:
        app = use_code(user=self.pending.user, code=form.cleaned_data["code"], now=timezone.now())
        pending.finish(self.request, self.pending, app)
        return redirect(self.next_url())


class EnrollView(SecondStepView):
    """Somebody who needs a second factor sets it up before anything else."""

    step = NextStep.ENROLL
    form_class = FirstCodeForm
    template_name = "sign_in/enroll.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        enrollment = Enrollment.of(self.request, self.pending.user)
        return {**super().get_context_data(**kwargs), "enrollment": enrollment}

    def do_step(self, form: CodeForm) -> HttpResponse:
        key = Enrollment.of(self.request, self.pending.user).key
        codes = enroll(
            user=self.pending.user, key=key, code=form.cleaned_data["code"], now=timezone.now()
        )
        app = AuthenticatorApp.objects.get(user=self.pending.user)
        pending.finish(self.request, self.pending, app)
        context = {"codes": codes, "next_url": self.next_url()}
        return render(self.request, "sign_in/first_recovery_codes.html", context)


@method_decorator(never_cache, name="dispatch")
class NewPasswordRequestView(PasswordResetView):
    """Asks for a link to a new password; says the same whether the account exists or not."""

    def get_form_class(self) -> type[NewPasswordRequestForm]:
        return NewPasswordRequestForm

    def form_valid(self, form: NewPasswordRequestForm) -> HttpResponse:
        try:
            begin_try(
                kind=Kind.RESET,
                account=form.cleaned_data["email"],
                address=counted_address(self.request.META.get("REMOTE_ADDR", "")),
                device=None,
                now=timezone.now(),
            )
        except TooManyTriesError as error:
            form.add_error(None, str(error))
            return too_early(self.render_to_response(self.get_context_data(form=form)), error.wait)
        response: HttpResponse = super().form_valid(form)
        return response


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class NewPasswordView(PasswordResetConfirmView):
    """Sets a new password; whoever can read the account's mail may try it without a wait."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        remember_device(self.request, response, self.user.get_username())
        return response
