"""Requests for an appointment as they are stored, and how the clinic handles them."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Page

STANDARD_ANSWER = _("We call or write back within one working day.")


class AppointmentRequestQuerySet(models.QuerySet["AppointmentRequest"]):
    """Requests by what is to be done with them."""

    def waiting(self) -> AppointmentRequestQuerySet:
        """Return those that nobody has answered."""
        return self.filter(state=AppointmentRequest.State.NEW)

    def closed(self) -> AppointmentRequestQuerySet:
        """Return those with which nothing is left to do."""
        return self.filter(
            state__in=[AppointmentRequest.State.BOOKED, AppointmentRequest.State.CLOSED]
        )


class AppointmentRequest(models.Model):
    """Somebody wants to be called back.

    Everything that the person wrote is in ``sealed``, encrypted by the key called ``key_id``
    (``appointments/rules/sealing.py``), which page it was written from included. What stands
    beside it says only when a request came in and how far it is.
    """

    class State(models.TextChoices):
        NEW = "new", _("New")
        CALLED = "called", _("Called")
        BOOKED = "booked", _("Booked")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    received_at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW)
    state_changed_at = models.DateTimeField(_("state changed"), null=True)
    told_at = models.DateTimeField(_("e-mail sent"), null=True)
    key_id = models.CharField(max_length=32, db_index=True)
    sealed = models.BinaryField()

    objects = AppointmentRequestQuerySet.as_manager()

    # Nothing refers to a request, and it refers to nothing.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("appointment request")
        verbose_name_plural = _("appointment requests")
        ordering = ["-received_at", "pk"]
        default_permissions = ("view", "change", "delete", "export")
        indexes = [models.Index(fields=["state", "received_at"], name="requests_by_state")]

    def __str__(self) -> str:
        return _("Request %(number)s of %(moment)s") % {
            "number": self.number,
            "moment": date_format(timezone.localtime(self.received_at), "DATETIME_FORMAT"),
        }

    @property
    def number(self) -> str:
        """What people at the desk call it by, like "3F9A2C"; it tells nothing of the person."""
        return self.pk.hex[:6].upper()


@register_setting(icon="calendar-alt", order=25)
class AppointmentSettings(BaseGenericSetting):
    """Whether and how visitors can ask for an appointment."""

    cache_collections = ("appointment-settings",)

    is_on = models.BooleanField(
        _("take requests for an appointment"),
        default=False,
        help_text=_(
            "Pages then offer “Ask for an appointment” beside the phone number. Turn it on once "
            "somebody looks at the requests on every working day."
        ),
    )
    answer_text = models.CharField(
        _("how soon you call back"),
        max_length=200,
        default=STANDARD_ANSWER,
        help_text=_(
            "Stands above the form and on the page that thanks for a request. Example: We call or "
            "write back within one working day."
        ),
    )
    notify_email = models.EmailField(
        _("e-mail to tell"),
        blank=True,
        help_text=_(
            "Is told that a request waits, and never what it says. Leave empty to be told by the "
            "list “To do” alone. Example: frontdesk@clinic.example."
        ),
    )
    privacy_page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("privacy statement"),
        help_text=_(
            "The form links to it, and that page tells by itself what is kept of a request and "
            "for how long, with the numbers below. Example: Privacy."
        ),
    )
    keep_days = models.PositiveSmallIntegerField(
        _("days to keep a request"),
        default=90,
        validators=[MinValueValidator(7), MaxValueValidator(365)],
        help_text=_(
            "Counted from the day on which it came in; then it is deleted for good. The privacy "
            "statement tells this number. Example: 90."
        ),
    )
    keep_closed_days = models.PositiveSmallIntegerField(
        _("days to keep a request that is done"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_(
            "Counted from the day on which it was marked as booked or closed. The privacy "
            "statement tells this number too. Example: 14."
        ),
    )

    panels = [
        HelpPanel(
            content=_(
                "<p>What people write is encrypted as soon as it arrives. Who is in the group "
                "“Appointment desk” reads it under Requests.</p>"
            )
        ),
        FieldPanel("is_on"),
        FieldPanel("answer_text"),
        FieldPanel("notify_email"),
        FieldPanel("privacy_page"),
        MultiFieldPanel(
            [FieldPanel("keep_days"), FieldPanel("keep_closed_days")], heading=_("How long")
        ),
    ]

    class Meta:
        verbose_name = _("appointment requests")

    @classmethod
    def current(cls) -> AppointmentSettings:
        """Return what is stored, or the defaults unsaved: a visit to a page writes nothing."""
        return cls.objects.first() or cls()


class DeskMail(models.Model):
    """How the last tries to send the desk its e-mail went; one row."""

    failures = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.failures} failures"


class RequestCount(models.Model):
    """How many requests came in a stretch of time, from one address or (``"all"``) from all.

    An address is stored as a hash alone, whose secret lasts for one day.
    """

    sender = models.CharField(max_length=64)
    window = models.DateTimeField()
    seconds = models.PositiveIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "window", "seconds"], name="one_count_a_sender_and_window"
            )
        ]

    def __str__(self) -> str:
        return f"{self.count} since {self.window}"


class DaySecret(models.Model):
    """What addresses are hashed with on one day; deleted with the counts of that day."""

    day = models.DateField(unique=True)
    secret = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.day)
