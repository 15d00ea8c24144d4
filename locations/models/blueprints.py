"""The shared page text: sections that every city page shows unless a city has its own."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.db.models.lookups import IsNull
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
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
from editorial.rules.citations import CITATION
from locations.forms import LandingBlueprintForm
from locations.panels import BlueprintSectionsPanel, OwnWordingsPanel, TokenHelpPanel
from locations.previews import BlueprintPreviewMixin
from locations.rules.tokens import find_problems, token_examples
from operations.claims_panel import ClaimsPanel
from operations.inline_rows import RestorableInlinePanel
from operations.lost_references import ToleratesLostReferences
from operations.once_a_language import OnceALanguage

SECTION_FEATURES = ["h3", "bold", "italic", "link", "ul", "ol", CITATION]


def validate_tokens(text: str) -> None:
    """Raise ``ValidationError`` naming each unknown token in ``text`` and the nearest known one."""
    problems = find_problems(text)
    if problems:
        raise ValidationError([problem.message for problem in problems], code="unknown_token")


class LandingBlueprintQuerySet(models.QuerySet["LandingBlueprint"]):
    """Shared texts by what can be done with them."""

    def for_generation(self) -> LandingBlueprintQuerySet:
        """Return the published texts from which pages of places can be made.

        General ones come first, since a page about a treatment stands below the general page of its
        place; among each, the oldest.
        """
        return self.filter(live=True).order_by(IsNull(F("treatment"), False), "pk")


@claim_texts(
    "heading_pattern",
    "subheading_pattern",
    "subheading_pattern_same_place",
    "title_pattern",
    "description_pattern",
    "sections.heading",
    "sections.body",
    tokens=token_examples,
)
class LandingBlueprint(
    ToleratesLostReferences,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    BlueprintPreviewMixin,
    OnceALanguage,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """The text that city pages share, with tokens for what differs from place to place."""

    name = models.CharField(
        _("name"), max_length=100, help_text=_("For the editor only. Example: General city page.")
    )
    slug = models.SlugField(
        _("short name"), max_length=60, help_text=_("Never change it. Example: general.")
    )
    treatment = models.ForeignKey(
        "clinic.Treatment",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("treatment"),
        help_text=_(
            "Leave empty for the general page of a place. A page about one treatment stands below "
            "it, for example /locations/palo-alto-ca/migraine/."
        ),
    )
    page_slug = models.SlugField(
        _("last part of the address"),
        max_length=60,
        blank=True,
        help_text=_(
            "For a treatment only. Leave empty to take what the treatment is given for. "
            "Example: migraine. Pages that exist keep their address."
        ),
    )
    heading_pattern = models.CharField(
        _("heading"),
        max_length=150,
        validators=[validate_tokens],
        help_text=_("Example: Ketamine infusions for people from {place}."),
    )
    subheading_pattern = models.CharField(
        _("line under the heading"),
        max_length=200,
        blank=True,
        validators=[validate_tokens],
        help_text=_("Example: Our clinic is in {clinic_city}, {distance_miles} miles away."),
    )
    subheading_pattern_same_place = models.CharField(
        _("the same line, where the clinic is in the place itself"),
        max_length=200,
        blank=True,
        validators=[validate_tokens],
        help_text=_("Example: Our clinic is here in {clinic_city}, at {clinic_street}."),
    )
    title_pattern = models.CharField(
        _("title in search results"),
        max_length=150,
        validators=[validate_tokens],
        help_text=_(
            "Best under 60 characters. Example: Ketamine infusions near {place}, {state_code}."
        ),
    )
    description_pattern = models.CharField(
        _("description in search results"),
        max_length=300,
        blank=True,
        validators=[validate_tokens],
        help_text=_("50 to 160 characters. A city page's own description wins over it."),
    )

    objects = LandingBlueprintQuerySet.as_manager()

    base_form_class = LandingBlueprintForm
    panels = [
        ReachPanel(),
        OwnWordingsPanel(),
        ClaimsPanel(),
        FieldPanel("preview_area"),
        TokenHelpPanel(),
        FieldPanel("heading_pattern"),
        FieldPanel("subheading_pattern"),
        FieldPanel("subheading_pattern_same_place"),
        BlueprintSectionsPanel("sections", heading=_("Sections"), label=_("Section")),
        RestorableInlinePanel("citations", heading=_("Sources"), label=_("Source")),
        MultiFieldPanel(
            [FieldPanel("title_pattern"), FieldPanel("description_pattern")],
            heading=_("In search results"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("treatment"),
                FieldPanel("page_slug"),
                FieldPanel("slug"),
            ],
            heading=_("About this text"),
        ),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("shared page text")
        verbose_name_plural = _("shared page texts")
        ordering = ["name", "pk"]
        unique_together = [("translation_key", "locale"), ("slug", "locale")]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """Return what pages of this text are about, "Migraine"; ``""`` for general pages."""
        return (self.treatment.condition or self.treatment.name) if self.treatment else ""

    @property
    def treatment_page_slug(self) -> str:
        """Return the last part of the address of a page about a treatment; ``""`` for others."""
        if self.treatment is None:
            return ""
        return self.page_slug or slugify(self.treatment.condition) or self.treatment.slug

    def pages_shown_on(self) -> PageQuerySet:
        """Return the live city pages that show this text."""
        from locations.models.pages import CityPage

        pages = CityPage.objects.filter(blueprint=self)
        return Page.objects.live().filter(pk__in=pages.values("pk"))


class BlueprintSection(Orderable):
    """A section with a key that stays the same whatever its heading becomes."""

    class Placement(models.TextChoices):
        TOP = "top", _("Above the local text")
        MAIN = "main", _("Below the local text")

    class Appearance(models.TextChoices):
        PLAIN = "plain", _("Plain")
        AT_A_GLANCE = "at-a-glance", _("At a glance")
        CAUTION = "caution", _("Caution")

    blueprint = ParentalKey(LandingBlueprint, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60, blank=True, editable=False)
    heading = models.CharField(
        _("heading"),
        max_length=150,
        validators=[validate_tokens],
        help_text=_("Example: Who should not have ketamine."),
    )
    body = RichTextField(
        _("text"),
        features=SECTION_FEATURES,
        validators=[validate_tokens],
        help_text=_(
            "Tokens stand for what differs: {place}, {clinic_phone}. A sentence whose token has "
            "no value for a place is left out there; {county|the county} gives other words instead."
        ),
    )
    placement = models.CharField(
        _("where it stands"), max_length=10, choices=Placement.choices, default=Placement.MAIN
    )
    appearance = models.CharField(
        _("look"), max_length=20, choices=Appearance.choices, default=Appearance.PLAIN
    )
    is_safety = models.BooleanField(
        _("about safety"), default=False, help_text=_("No city page can hide it.")
    )
    is_clinical = models.BooleanField(
        _("about health"),
        default=True,
        help_text=_(
            "A medical reviewer signs it before it goes live, once there is one. Untick it for "
            "what no clinician has to read. Example: how to book, or what parking costs."
        ),
    )

    panels = [
        FieldPanel("heading"),
        FieldPanel("body"),
        FieldRowPanel([FieldPanel("placement"), FieldPanel("appearance")]),
        FieldRowPanel([FieldPanel("is_safety"), FieldPanel("is_clinical")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(
                fields=["blueprint", "key"], name="section_key_once_a_blueprint"
            )
        ]

    def __str__(self) -> str:
        return self.heading

    def clean(self) -> None:
        super().clean()
        if not self.key:
            self.key = f"{slugify(self.heading)[:50] or 'section'}-{uuid.uuid4().hex[:6]}"


class BlueprintCitation(Orderable):
    """A source that the shared text rests on."""

    blueprint = ParentalKey(LandingBlueprint, on_delete=models.CASCADE, related_name="citations")
    citation = models.ForeignKey(
        "editorial.Citation", on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )

    panels = [FieldPanel("citation")]

    def __str__(self) -> str:
        return str(self.citation)
