"""What people fill in to get in."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm

from sign_in.addresses import counted_address
from sign_in.known_devices import known_device
from sign_in.services.tries import Kind, TooManyTriesError, Try, begin_try

MAIL_THREAD = "password-reset-mail"


class SignInForm(LoginForm):
    """Name and password; counts the try before the password is looked at."""

    attempt: Try | None = None
    wait: timedelta | None = None

    def clean(self) -> dict[str, Any]:
        """Return the cleaned data; an error tells how long to wait when it is too early."""
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if name and password:
            try:
                self.attempt = begin_try(
                    kind=Kind.PASSWORD,
                    account=name,
                    address=counted_address(self.request.META.get("REMOTE_ADDR", "")),
                    device=known_device(self.request, name),
                    now=timezone.now(),
                )
            except TooManyTriesError as error:
                self.wait = error.wait
                raise forms.ValidationError(str(error), code="too_many_tries") from None
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class NewPasswordRequestForm(PasswordResetForm):
    """Asks for a link to a new password.

    The e-mail is sent beside the answer, which therefore takes no longer for an account that
    exists than for one that does not.
    """

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Begin to send the e-mail; what goes wrong is logged, as in Django's own form."""
        language = translation.get_language()

        def send() -> None:
            with translation.override(language):
                super(NewPasswordRequestForm, self).send_mail(*args, **kwargs)

        threading.Thread(target=send, name=MAIL_THREAD).start()


class CodeForm(forms.Form):
    """A code from the phone, or a recovery code."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy(
            "The six digits that the app on your phone shows, for example 123 456, or one of "
            "your recovery codes."
        ),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "off",
                "spellcheck": "false",
                "autofocus": "",
            }
        ),
    )


class FirstCodeForm(CodeForm):
    """The first code of an app that is being set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _(
            "The six digits that the app shows now. Example: 123 456."
        )
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class PasswordMixin(forms.Form):
    """Asks somebody who is signed in for their password once more."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        help_text=gettext_lazy("The one that you sign in with, so that nobody else can do this."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class OwnFirstCodeForm(PasswordMixin, FirstCodeForm):
    """Sets up an app from the own account."""

    field_order = ["code", "password"]


class OwnCodeForm(PasswordMixin, CodeForm):
    """Confirms a change of the own second factor."""

    field_order = ["code", "password"]
