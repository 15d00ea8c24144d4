"""What is remembered about signing in: tries, second factors, and who needs one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device
from django_otp.oath import TOTP
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from sign_in.encryption import decrypt

TOLERATED_STEPS = 1
"""How many steps of thirty seconds a phone's clock may be off, either way."""


class TryCount(models.Model):
    """How often somebody tried to get in, and when the next try may be.

    ``key`` is a keyed hash of the account, address or device that is counted, so neither stands
    here in the clear. Rows go away once nothing depends on them.
    """

    key = models.CharField(max_length=64, unique=True)
    tries = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(null=True)
    place_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.tries}"


class AuthenticatorApp(Device):
    """The app on somebody's phone that shows a new code every thirty seconds (RFC 6238)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="authenticator_app"
    )
    encrypted_key = models.TextField()
    last_step = models.BigIntegerField(default=-1)
    created_at = models.DateTimeField()

    def matching_step(self, code: str, now: datetime) -> int | None:
        """Return the step of time that ``code`` belongs to, or None; a used one never matches."""
        key = decrypt(self.encrypted_key)
        return None if key is None else matching_step(key, code, now, after=self.last_step)


def matching_step(key: bytes, code: str, now: datetime, *, after: int = -1) -> int | None:
    """Return the step of time later than ``after`` whose code is ``code``, or None."""
    if not (code.isascii() and code.isdigit() and len(code) == 6):
        return None
    totp = TOTP(key)
    totp.time = now.timestamp()
    return totp.t() if totp.verify(int(code), TOLERATED_STEPS, after + 1) else None


class RecoveryCode(models.Model):
    """A code that stands in for the phone once; kept as a keyed hash."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="one_recovery_code"),
        ]

    def __str__(self) -> str:
        return f"Recovery code of {self.user}"


class SignInSettingsForm(WagtailAdminModelForm):
    """Keeps whoever asks for a second factor from being shut out first."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        nobody = SignInSettings.RequiredFor.NOBODY
        required = cleaned.get("required_for", nobody) != nobody
        if required and not AuthenticatorApp.objects.filter(user=self.for_user).exists():
            raise ValidationError(
                _(
                    "Set up a second factor for yourself first, under your account. "
                    "Then you know that it works before everybody needs it."
                )
            )
        if cleaned.get("required_for") == SignInSettings.RequiredFor.ROLES and not cleaned.get(
            "roles"
        ):
            self.add_error("roles", _("Choose at least one role. Example: Site managers."))
        return cleaned


@register_setting(icon="lock", order=40)
class SignInSettings(BaseGenericSetting):
    """Who needs a second factor to get into the editor."""

    class RequiredFor(models.TextChoices):
        NOBODY = "nobody", _("Nobody: each person decides")
        ROLES = "roles", _("Administrators, and the roles below")
        EVERYBODY = "everybody", _("Everybody")

    required_for = models.CharField(
        _("who needs a code from their phone"),
        max_length=10,
        choices=RequiredFor.choices,
        default=RequiredFor.NOBODY,
        help_text=_(
            "Besides the password, they give a code that an app on their phone shows. Whoever is "
            "signed in without one is asked to sign in again at once, so choose a quiet moment. "
            "Example: Everybody."
        ),
    )
    roles = models.ManyToManyField(
        Group,
        verbose_name=_("roles"),
        blank=True,
        related_name="+",
        help_text=_("Counts when the choice above says so. Example: Site managers."),
    )

    base_form_class = SignInSettingsForm
    panels = [FieldPanel("required_for"), FieldPanel("roles", widget=CheckboxSelectMultiple)]

    class Meta:
        verbose_name = _("signing in")
