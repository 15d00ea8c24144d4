"""The rows of a city page: questions from its place, and what it does with shared sections."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin

from editorial.rules.citations import CITATION
from locations.models.blueprints import SECTION_FEATURES, validate_tokens
from locations.models.pages import CityPage
from locations.rules.sections import Mode
from locations.rules.wordings import is_blank


class LocalQuestion(TranslatableMixin, Orderable):
    """A question that only people from one place ask."""

    page = ParentalKey(CityPage, on_delete=models.CASCADE, related_name="local_questions")
    question = models.CharField(
        _("question"), max_length=200, help_text=_("Example: Is the clinic part of Stanford?")
    )
    answer = RichTextField(_("answer"), features=["bold", "italic", "link", "ul", CITATION])
    is_clinical = models.BooleanField(
        _("about health"),
        default=True,
        help_text=_(
            "A medical reviewer signs it before it goes live, once there is one. Untick it for "
            "questions about the way, parking or booking."
        ),
    )

    panels = [FieldPanel("question"), FieldPanel("answer"), FieldPanel("is_clinical")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("question from this place")
        verbose_name_plural = _("questions from this place")

    def __str__(self) -> str:
        return self.question

    @property
    def anchor(self) -> str:
        """Return the HTML id of the question."""
        return f"faq-{self.translation_key}"


class SectionOverride(models.Model):
    """What one city page does with one shared section.

    ``replaced_text`` is the shared text that the own wording was written for, ``replaced_hash``
    its :func:`~locations.rules.wordings.wording_hash`. Both change only when an own wording is
    begun, and when the editor has compared it with a newer shared text and says so. ``heading``
    names the section after the shared text has lost it.
    """

    class ModeChoice(models.TextChoices):
        SHARED = Mode.SHARED.value, _("Shared text")
        OWN = Mode.OWN.value, _("Own wording")
        HIDDEN = Mode.HIDDEN.value, _("Hidden here")

    page = ParentalKey(CityPage, on_delete=models.CASCADE, related_name="section_overrides")
    section_key = models.SlugField(max_length=60)
    mode = models.CharField(
        _("on this page"), max_length=10, choices=ModeChoice.choices, default=ModeChoice.SHARED
    )
    body = RichTextField(
        _("own wording"),
        blank=True,
        features=SECTION_FEATURES,
        validators=[validate_tokens],
        help_text=_("Only shown when Own wording is chosen. Tokens work here too."),
    )
    heading = models.CharField(max_length=150, blank=True, editable=False)
    replaced_text = models.TextField(blank=True, editable=False)
    replaced_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "section_key"], name="one_choice_a_section_and_page"
            )
        ]

    def __str__(self) -> str:
        return f"{self.section_key}: {self.mode}"

    @property
    def is_own(self) -> bool:
        """Whether the page shows the own wording."""
        return bool(self.mode == Mode.OWN)

    @property
    def holds_choice(self) -> bool:
        """Whether the editor chose or wrote anything here."""
        return self.mode != Mode.SHARED or not is_blank(self.body)
