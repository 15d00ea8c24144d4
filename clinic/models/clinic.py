"""A clinic with its address, phone and hours."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from phonenumber_field.modelfields import PhoneNumberField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    Page,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.query import PageQuerySet

from clinic.forms import ClinicForm
from clinic.hours_rows import special_days_from_rows
from clinic.opening_hours import Interval, OpeningHours, WeeklyInterval
from clinic.panels import ReachPanel
from clinic.samples import SampleMarkedModel
from navigation.previews import SitePreviewMixin
from operations.claims_panel import ClaimsPanel
from operations.inline_rows import RestorableInlinePanel

TIME_ZONES = [
    ("America/Los_Angeles", _("Pacific time")),
    ("America/Denver", _("Mountain time")),
    ("America/Phoenix", _("Arizona time")),
    ("America/Chicago", _("Central time")),
    ("America/New_York", _("Eastern time")),
    ("America/Anchorage", _("Alaska time")),
    ("Pacific/Honolulu", _("Hawaii time")),
]


# The type checker does not find the managers of the child rows in this module.
class Clinic(  # type: ignore[django-manager-missing]
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    SitePreviewMixin,
    SampleMarkedModel,
    ClusterableModel,
):
    """One clinic with a street address that patients travel to.

    Every page and its markup read these facts when they are shown; nothing is copied.
    """

    cache_collections = ("clinics",)

    sample_choices = (
        ("phone", _("Phone")),
        ("email", _("E-mail")),
        ("address", _("Address")),
        ("coordinates", _("Coordinates")),
        ("hours", _("Opening hours")),
        ("closures", _("Holidays and closures")),
        ("parking", _("Parking and entrance")),
        ("price_range", _("Price range")),
        ("accepts_new_patients", _("Taking new patients")),
    )

    name = models.CharField(
        _("name"), max_length=120, help_text=_("Example: Bay Area Ketamine Center.")
    )
    slug = models.SlugField(
        _("short name for addresses"),
        unique=True,
        max_length=60,
        help_text=_("Lower-case letters and hyphens; never change it. Example: bay-area-ketamine."),
    )
    summary = models.CharField(
        _("in one sentence"),
        max_length=200,
        blank=True,
        help_text=_("Example: An outpatient clinic in Los Altos that gives ketamine infusions."),
    )
    phone = PhoneNumberField(_("phone"), region="US", help_text=_("Example: 650-555-0142."))
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_(
            "Stands beside the address, on the contact page and on city pages for example. "
            "Example: hello@clinic.example."
        ),
    )
    booking_url = models.URLField(
        _("online booking"),
        blank=True,
        help_text=_(
            "Where people book online. Leave empty if you have no such page: then the button “Book "
            "online” is not shown. “Ask for an appointment” is another button, turned on under "
            "Settings, Appointment requests. Example: https://book.clinic.example/."
        ),
    )
    street_address = models.CharField(
        _("street address"), max_length=120, help_text=_("Example: 746 Altos Oaks Drive.")
    )
    locality = models.CharField(_("city"), max_length=80, help_text=_("Example: Los Altos."))
    region = models.CharField(
        _("state"), max_length=2, default="CA", help_text=_("Two letters. Example: CA.")
    )
    postal_code = models.CharField(_("ZIP"), max_length=10, help_text=_("Example: 94024."))
    country = models.CharField(
        _("country"), max_length=2, default="US", help_text=_("Two letters. Example: US.")
    )
    latitude = models.DecimalField(
        _("latitude of the door"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-90)), MaxValueValidator(Decimal(90))],
        help_text=_(
            "In a map service, right-click the clinic's door to see it. Distances on city pages "
            "are measured from here. Example: 37.366310."
        ),
    )
    longitude = models.DecimalField(
        _("longitude of the door"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-180)), MaxValueValidator(Decimal(180))],
        help_text=_("Example: -122.086060. West of London it is negative."),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=40, choices=TIME_ZONES, default="America/Los_Angeles"
    )
    parking = RichTextField(
        _("parking and entrance"),
        blank=True,
        features=["bold", "italic", "link", "ul"],
        help_text=_("Example: Parking is free behind the building; the door is at street level."),
    )
    price_range = models.CharField(
        _("price range"),
        max_length=99,
        blank=True,
        help_text=_(
            "In a few words, for search engines and the contact page. Example: $400 to $900."
        ),
    )
    accepts_new_patients = models.BooleanField(
        _("takes new patients"),
        default=True,
        help_text=_("Stands under the address: new patients are welcome, or are not taken now."),
    )
    logo = models.ForeignKey(
        "images.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Square, at least 112 pixels wide, readable on white. For search engines."),
    )
    picture = models.ForeignKey(
        "images.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture of the clinic"),
        help_text=_("At least 1200 pixels wide. It is cut to three shapes for search engines."),
    )

    base_form_class = ClinicForm
    panels = [
        ReachPanel(),
        FieldPanel("name"),
        MultiFieldPanel(
            [FieldPanel("phone"), FieldPanel("email"), FieldPanel("booking_url")],
            heading=_("Phone and booking"),
        ),
        RestorableInlinePanel(
            "weekly_hours",
            heading=_("Opening hours"),
            label=_("Hours"),
            help_text=_(
                "One row for each stretch of time. For a lunch break, add two rows for the same "
                "day. A day without a row is closed."
            ),
        ),
        RestorableInlinePanel(
            "special_days",
            heading=_("Holidays and other closures"),
            label=_("Holiday or closure"),
            help_text=_(
                "These win over the weekly hours. Leave both times empty for a closed day."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("street_address"),
                FieldRowPanel(
                    [FieldPanel("locality"), FieldPanel("region"), FieldPanel("postal_code")]
                ),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("parking"),
            ],
            heading=_("Address"),
        ),
        FieldPanel("summary"),
        ClaimsPanel(),
        MultiFieldPanel(
            [
                FieldPanel("price_range"),
                FieldPanel("accepts_new_patients"),
                FieldPanel("picture"),
                FieldPanel("logo"),
                FieldPanel("slug"),
                FieldPanel("country"),
                FieldPanel("time_zone"),
            ],
            heading=_("More facts"),
            classname="collapsed",
        ),
        FieldPanel("sample_facts"),
    ]

    class Meta:
        verbose_name = _("clinic")
        verbose_name_plural = _("clinic facts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError(
                {"longitude": _("Enter both latitude and longitude, or neither.")}
            )

    def pages_shown_on(self) -> PageQuerySet:
        """Return the live public pages that print these facts: all, each at its foot."""
        return Page.objects.live().public().filter(depth__gt=1)

    def opening_hours(self) -> OpeningHours:
        """Return the weekly and special hours as plain rules; reads the child rows."""
        return OpeningHours(
            time_zone=self.time_zone,
            weekly=tuple(row.as_rule() for row in self.weekly_hours.all()),
            special=special_days_from_rows(
                (row.name, row.first_date, row.last_date, row.opens, row.closes)
                for row in self.special_days.all()
            ),
        )


class ClinicOpeningHours(Orderable):
    """A stretch of opening time on one weekday; two rows make a split shift."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    clinic = ParentalKey(Clinic, on_delete=models.CASCADE, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    opens = models.TimeField(_("opens"), help_text=_("Example: 08:30."))
    closes = models.TimeField(_("closes"), help_text=_("Example: 12:00."))

    panels = [
        FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes")]),
    ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M} to {self.closes:%H:%M}"

    def as_rule(self) -> WeeklyInterval:
        """Return this row for the rules of opening hours."""
        return WeeklyInterval(
            weekday=self.weekday, interval=Interval(opens=self.opens, closes=self.closes)
        )


class ClinicSpecialDays(Orderable):
    """Days on which the weekly hours do not hold; two rows with one name make a split shift."""

    clinic = ParentalKey(Clinic, on_delete=models.CASCADE, related_name="special_days")
    name = models.CharField(_("name"), max_length=60, help_text=_("Example: Thanksgiving."))
    first_date = models.DateField(_("first day"))
    last_date = models.DateField(
        _("last day"), help_text=_("The same as the first day for a single day.")
    )
    opens = models.TimeField(
        _("opens"), null=True, blank=True, help_text=_("Leave empty if closed all day.")
    )
    closes = models.TimeField(_("closes"), null=True, blank=True)

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("first_date"), FieldPanel("last_date")]),
        FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
    ]

    def __str__(self) -> str:
        return f"{self.name} {self.first_date}"

    def clean(self) -> None:
        super().clean()
        if (self.opens is None) != (self.closes is None):
            raise ValidationError(
                {"closes": _("Enter both times, or leave both empty for a closed day.")}
            )
        if self.first_date and self.last_date and self.last_date < self.first_date:
            raise ValidationError({"last_date": _("The last day is before the first day.")})
