"""What the clinic gives."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from clinic.samples import SampleMarkedForm, SampleMarkedModel
from navigation.previews import SitePreviewMixin
from operations.claims_panel import ClaimsPanel
from operations.once_a_language import OnceALanguage


class Treatment(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    SitePreviewMixin,
    OnceALanguage,
    SampleMarkedModel,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """The facts of one treatment for one condition; its page and others print them."""

    cache_collections = ("treatments",)

    sample_choices = (
        ("session_length", _("Length of a session")),
        ("observation", _("Time watched afterwards")),
        ("price", _("Price")),
    )

    name = models.CharField(
        _("name"), max_length=100, help_text=_("Example: Ketamine infusion therapy for migraine.")
    )
    slug = models.SlugField(
        _("short name for addresses"),
        max_length=60,
        help_text=_(
            "Lower-case letters and hyphens; never change it. Example: ketamine-for-migraine."
        ),
    )
    condition = models.CharField(
        _("given for"), max_length=80, blank=True, help_text=_("Example: Migraine.")
    )
    how_given = models.CharField(
        _("how it is given"),
        max_length=80,
        blank=True,
        help_text=_("Example: Intravenous infusion."),
    )
    alternate_name = models.CharField(
        _("also called"), max_length=100, blank=True, help_text=_("Example: IV ketamine.")
    )
    summary = models.CharField(
        _("in one or two sentences"),
        max_length=300,
        help_text=_("Shown where treatments are listed. Say what it is, without a promise."),
    )
    session_length = models.CharField(
        _("length of a session"), max_length=60, blank=True, help_text=_("Example: 3 to 5 hours.")
    )
    observation = models.CharField(
        _("time watched afterwards"),
        max_length=60,
        blank=True,
        help_text=_("Example: About 60 minutes."),
    )
    price = models.CharField(
        _("price"), max_length=100, blank=True, help_text=_("Example: $400 to $900 for a session.")
    )

    base_form_class = SampleMarkedForm
    panels = [
        ClaimsPanel(),
        FieldPanel("name"),
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("condition"), FieldPanel("how_given")]),
        FieldRowPanel([FieldPanel("session_length"), FieldPanel("observation")]),
        FieldPanel("price"),
        MultiFieldPanel(
            [FieldPanel("alternate_name"), FieldPanel("slug")],
            heading=_("More facts"),
            classname="collapsed",
        ),
        FieldPanel("sample_facts"),
    ]
    search_fields = [index.AutocompleteField("name"), index.SearchField("name")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("treatment")
        verbose_name_plural = _("treatments")
        ordering = ["name", "pk"]
        unique_together = [("translation_key", "locale"), ("slug", "locale")]

    def __str__(self) -> str:
        return self.name
