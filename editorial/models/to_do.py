"""What is to do, as it was found last, and the e-mail that tells of it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Page

from operations.to_do import Severity


class ToDoRow(models.Model):
    """One thing that somebody has to mend, as a check of :mod:`operations.to_do` found it.

    ``kind`` is the key of the check, ``key`` tells its rows apart. A row is about ``page`` or, with
    none, about a record of the kind ``model``, such as ``"clinic.clinic"``: whoever may change that
    sees the row.
    """

    class Urgency(models.IntegerChoices):
        NOW = Severity.NOW, _("Now")
        SOON = Severity.SOON, _("Soon")
        WHEN_YOU_HAVE_TIME = Severity.WHEN_YOU_HAVE_TIME, _("When you have time")

    kind = models.CharField(max_length=50)
    key = models.CharField(max_length=255)
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    model = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=255)
    message = models.TextField()
    edit_url = models.CharField(max_length=500)
    severity = models.PositiveSmallIntegerField(choices=Urgency.choices)
    acts_on = models.DateField(null=True)
    found_at = models.DateTimeField()

    class Meta:
        verbose_name = _("thing to do")
        verbose_name_plural = _("things to do")
        ordering = ["severity", models.F("acts_on").asc(nulls_last=True), "kind", "title", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_row_a_fault")]

    def __str__(self) -> str:
        return f"{self.title}: {self.message}"


class ToDoLook(models.Model):
    """When one check was asked last.

    ``changes`` stands for the state of the site at that time. ``error`` says why it could not be
    asked; its rows then stay as they were. Without ``looked_at`` it is due.
    """

    kind = models.CharField(max_length=50, unique=True)
    looked_at = models.DateTimeField(null=True)
    changes = models.CharField(max_length=100, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.kind


@register_setting(icon="mail", order=30)
class DigestSettings(BaseGenericSetting):
    """When people get an e-mail about what is to do."""

    class Frequency(models.TextChoices):
        OFF = "off", _("Never")
        WEEKLY = "weekly", _("On Mondays")
        DAILY = "daily", _("Every day")

    frequency = models.CharField(
        _("how often"),
        max_length=10,
        choices=Frequency.choices,
        default=Frequency.DAILY,
        help_text=_(
            "Everybody who may sign in here and has an e-mail address gets it, each with what "
            "they may mend. Nothing is sent when there is nothing to do. Everybody may choose "
            "something else for themselves, under Account. Example: Every day."
        ),
    )
    hour = models.PositiveSmallIntegerField(
        _("hour of the day"),
        default=7,
        validators=[MaxValueValidator(23)],
        help_text=_("By the clinic's clock, 0 to 23. Example: 7 is seven in the morning."),
    )

    panels = [
        HelpPanel(content=_("<p>The e-mail lists what the report “To do” lists.</p>")),
        FieldPanel("frequency"),
        FieldPanel("hour"),
    ]

    class Meta:
        verbose_name = _("e-mail about what is to do")


class DigestPreference(models.Model):
    """How often one person wants the e-mail; without a row, or empty, as often as all others."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_preference"
    )
    frequency = models.CharField(
        _("how often"),
        max_length=10,
        blank=True,
        choices=DigestSettings.Frequency.choices,
        help_text=_(
            "The e-mail lists what you may mend. Nothing is sent when there is nothing to do. "
            "Example: On Mondays."
        ),
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.frequency}"


class DigestDelivery(models.Model):
    """That one person was sent, or is being sent, the e-mail of one day.

    The row is written before the e-mail is sent. So a process that is killed in between sends it
    once or not at all, and never twice.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    claimed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="one_digest_a_person_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.day}"
