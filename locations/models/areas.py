"""Places that the clinic serves people from, with what is known about coming from there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    Page,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.query import PageQuerySet
from wagtail.search import index

from clinic.panels import ReachPanel
from editorial.claim_texts import claim_texts
from locations.forms import ServiceAreaForm
from locations.life_panel import LifePanel
from locations.previews import AreaPreviewMixin
from locations.rules.states import STATE_NAMES
from operations.claims_panel import ClaimsPanel
from operations.inline_rows import RestorableInlinePanel
from operations.lost_references import ToleratesLostReferences


class ServiceAreaQuerySet(models.QuerySet["ServiceArea"]):
    """Places by state."""

    def in_service(self) -> ServiceAreaQuerySet:
        """Return published places that are not retired."""
        return self.filter(live=True, status=ServiceArea.Status.ACTIVE)


@claim_texts(facts=("name", "local_facts.text", "local_facts.source_name"))
class ServiceArea(
    ToleratesLostReferences,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    AreaPreviewMixin,
    index.Indexed,
    ClusterableModel,
):
    """A place that patients come from. There is no office in it, unless the clinic is there."""

    cache_collections = ("areas", "chosen-neighbours")

    class Kind(models.TextChoices):
        CITY = "city", _("City")
        TOWN = "town", _("Town")
        CENSUS_DESIGNATED_PLACE = "census-designated-place", _("Community (not a city)")
        NEIGHBORHOOD = "neighborhood", _("Neighborhood")
        COUNTY = "county", _("County")

    class Status(models.TextChoices):
        ACTIVE = "active", _("Served")
        RETIRED = "retired", _("Retired")

    name = models.CharField(_("name"), max_length=100, help_text=_("Example: Palo Alto."))
    kind = models.CharField(
        _("kind"),
        max_length=30,
        choices=Kind.choices,
        default=Kind.CITY,
        help_text=_("Stanford, for example, is a community and not a city."),
    )
    state = models.CharField(
        _("state"), max_length=2, choices=sorted(STATE_NAMES.items()), default="CA"
    )
    county = models.CharField(
        _("county"), max_length=80, help_text=_("Without the word county. Example: Santa Clara.")
    )
    slug = models.SlugField(
        _("short name for addresses"),
        max_length=80,
        unique=True,
        help_text=_("Name and state, lower case, with hyphens. Example: palo-alto-ca."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-90)), MaxValueValidator(Decimal(90))],
        help_text=_("The middle of the place. Example: 37.441880."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-180)), MaxValueValidator(Decimal(180))],
        help_text=_("Example: -122.143020. West of London it is negative."),
    )
    geonames_id = models.CharField(
        _("GeoNames number"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^\d+$", _("Digits only."))],
        help_text=_("From geonames.org, to tell machines which place is meant. Example: 5380748."),
    )
    wikidata_id = models.CharField(
        _("Wikidata item"),
        max_length=14,
        blank=True,
        validators=[RegexValidator(r"^Q[1-9]\d*$", _("A Q and digits. Example: Q47265."))],
        help_text=_("Leave empty if you have not looked it up. Example: Q47265."),
    )
    clinic = models.ForeignKey(
        "clinic.Clinic",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("clinic"),
        help_text=_("Leave empty for the nearest clinic."),
    )
    figures_source = models.TextField(
        _("source of the figures"),
        max_length=1000,
        blank=True,
        help_text=_(
            "Where the coordinates and ZIP codes come from; visitors do not see it. "
            "Example: GeoNames and the USPS list of ZIP codes, November 22, 2026."
        ),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status.choices,
        default=Status.ACTIVE,
        help_text=_("A retired place gets no new pages and is not listed."),
    )

    objects = ServiceAreaQuerySet.as_manager()

    base_form_class = ServiceAreaForm
    panels = [
        ReachPanel(
            further=_(
                "Its name and distance can also stand on other pages that name the places nearby, "
                "such as the home page, the contact page and city pages close by."
            )
        ),
        ClaimsPanel(),
        FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("county"), FieldPanel("state")]),
        RestorableInlinePanel(
            "local_facts",
            heading=_("Local facts"),
            label=_("Local fact"),
            help_text=_(
                "What this clinic can truly say about coming from this place and getting home. "
                "Each fact needs a source; it leaves the page after its last day."
            ),
        ),
        RestorableInlinePanel("zip_codes", heading=_("ZIP codes"), label=_("ZIP code")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("figures_source"),
                FieldPanel("clinic"),
                FieldPanel("slug"),
                FieldRowPanel([FieldPanel("geonames_id"), FieldPanel("wikidata_id")]),
                FieldPanel("status"),
                LifePanel(),
            ],
            heading=_("On the map and in addresses"),
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("county"),
        index.FilterField("state"),
    ]

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name", "state", "pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.state}"

    @property
    def state_name(self) -> str:
        """Return the state's name in full."""
        return STATE_NAMES.get(self.state, self.state)

    @property
    def has_coordinates(self) -> bool:
        """Distances can be measured from here."""
        return self.latitude is not None and self.longitude is not None

    def clean(self) -> None:
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError(
                {"longitude": _("Enter both latitude and longitude, or neither.")}
            )

    def pages_shown_on(self) -> PageQuerySet:
        """Return the live city pages of this place and, if it has one, the hubs that list it."""
        from locations.models.pages import CityIndexPage, CityPage

        city_pages = CityPage.objects.live().filter(area=self).values("pk")
        hubs = CityIndexPage.objects.live().values("pk") if city_pages.exists() else []
        return Page.objects.live().filter(Q(pk__in=city_pages) | Q(pk__in=hubs))


class ServiceAreaZip(Orderable):
    """A ZIP code that belongs to a place; one code may belong to two places."""

    area = ParentalKey(ServiceArea, on_delete=models.CASCADE, related_name="zip_codes")
    code = models.CharField(
        _("ZIP code"),
        max_length=5,
        db_index=True,
        validators=[RegexValidator(r"^\d{5}$", _("Five digits. Example: 94301."))],
        help_text=_("Five digits. Example: 94301."),
    )
    is_po_box = models.BooleanField(
        _("post-office boxes only"), default=False, help_text=_("Nobody lives there.")
    )

    panels = [FieldRowPanel([FieldPanel("code"), FieldPanel("is_po_box")])]

    def __str__(self) -> str:
        return self.code


class LocalFactQuerySet(models.QuerySet["LocalFact"]):
    """Local facts by date."""

    def valid_on(self, day: date) -> LocalFactQuerySet:
        """Return facts that have not run out on ``day``; a fact is valid through its last day."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))


class LocalFact(TranslatableMixin, Orderable):
    """One thing that is true of coming from a place, with where it was read and when."""

    class Topic(models.TextChoices):
        GETTING_HERE = "getting-here", _("Getting here")
        GETTING_HOME = "getting-home", _("Getting home")
        PARKING = "parking", _("Parking")
        TRANSIT = "transit", _("Public transport")
        LOCAL_NOTE = "local-note", _("Good to know")

    area = ParentalKey(ServiceArea, on_delete=models.CASCADE, related_name="local_facts")
    topic = models.CharField(_("about"), max_length=20, choices=Topic.choices)
    text = models.TextField(
        _("fact"),
        max_length=600,
        help_text=_(
            "One to three sentences. Example: Foothill Expressway runs from Page Mill Road to "
            "Los Altos without a freeway."
        ),
    )
    source_name = models.CharField(
        _("source"), max_length=150, blank=True, help_text=_("Example: Caltrain, station list.")
    )
    source_url = models.URLField(
        _("source's web address"),
        blank=True,
        help_text=_("Example: https://www.caltrain.com/stations."),
    )
    checked_date = models.DateField(
        _("checked on"), null=True, blank=True, help_text=_("The day you last read the source.")
    )
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("The last day on which it is shown. Leave empty if it does not run out."),
    )
    is_sample = models.BooleanField(
        _("sample"),
        default=False,
        help_text=_("Made up for the demo; take the tick away once true."),
    )

    objects = LocalFactQuerySet.as_manager()

    panels = [
        FieldPanel("topic"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("source_name"), FieldPanel("source_url")]),
        FieldRowPanel([FieldPanel("checked_date"), FieldPanel("valid_until")]),
        FieldPanel("is_sample"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("local fact")
        verbose_name_plural = _("local facts")

    def __str__(self) -> str:
        return self.text[:60]

    def clean(self) -> None:
        super().clean()
        if self.checked_date and self.valid_until and self.valid_until < self.checked_date:
            raise ValidationError(
                {"valid_until": _("It would run out before it was checked: choose a later day.")}
            )
