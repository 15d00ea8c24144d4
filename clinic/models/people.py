"""People whom the clinic shows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
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


class Person(
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
    """A clinician or another member of the staff."""

    cache_collections = ("people",)

    sample_choices = (("name", _("Name")), ("credentials", _("Credentials")), ("bio", _("About")))

    name = models.CharField(_("name"), max_length=100, help_text=_("Example: first and last name."))
    slug = models.SlugField(
        _("short name for addresses"),
        max_length=60,
        help_text=_("Lower-case letters and hyphens; never change it. Example: first-last."),
    )
    credentials = models.CharField(
        _("credentials"), max_length=80, blank=True, help_text=_("Example: MD, or RN, BSN.")
    )
    job_title = models.CharField(
        _("role"), max_length=100, help_text=_("Example: Anesthesiologist.")
    )
    bio = RichTextField(
        _("about"),
        blank=True,
        features=["bold", "italic", "link", "ul"],
        help_text=_("Two or three short paragraphs: training, what this person does here."),
    )
    photo = models.ForeignKey(
        "images.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("photo"),
    )
    profile_url = models.URLField(
        _("profile elsewhere"),
        blank=True,
        help_text=_("A page of the license board or a professional society about this person."),
    )

    base_form_class = SampleMarkedForm
    panels = [
        ClaimsPanel(),
        FieldRowPanel([FieldPanel("name"), FieldPanel("credentials")]),
        FieldPanel("job_title"),
        FieldPanel("bio"),
        FieldPanel("photo"),
        FieldPanel("profile_url"),
        FieldPanel("slug"),
        FieldPanel("sample_facts"),
    ]
    search_fields = [index.AutocompleteField("name"), index.SearchField("name")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        unique_together = [("translation_key", "locale"), ("slug", "locale")]

    def __str__(self) -> str:
        return self.name
