"""Menus, the footer's text and dated notices."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from navigation.previews import SitePreviewMixin
from operations.claims_panel import ClaimsPanel
from operations.inline_rows import RestorableInlinePanel
from operations.once_a_language import OnceALanguage

INLINE_FEATURES = ["bold", "italic", "link"]


class Menu(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    SitePreviewMixin,
    OnceALanguage,
    TranslatableMixin,
    ClusterableModel,
):
    """A list of links at one place of every page: the top or the foot."""

    cache_collections = ("menus",)

    class Placement(models.TextChoices):
        MAIN = "main", _("Top of every page")
        FOOTER = "footer", _("Foot of every page")

    once_a_language = "placement"
    already_there = _("There is a menu for this place already: edit that one instead.")

    placement = models.CharField(
        _("where it stands"),
        max_length=10,
        choices=Placement.choices,
        help_text=_("There is one menu for each place. Example: Top of every page."),
    )
    text = RichTextField(
        _("text below the links"),
        blank=True,
        features=INLINE_FEATURES,
        help_text=_(
            "Only shown at the foot of the page. Example: a sentence on who runs the clinic."
        ),
    )

    panels = [
        ClaimsPanel(),
        FieldPanel("placement"),
        RestorableInlinePanel("items", heading=_("Links"), label=_("Link")),
        FieldPanel("text"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "locale"],
                name="one_menu_per_place_and_language",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_placement_display())


class MenuItem(Orderable):
    """One link of a menu."""

    menu = ParentalKey(Menu, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("The page to open. A page that is not live is left out of the menu."),
    )
    label = models.CharField(
        _("text of the link"),
        max_length=40,
        blank=True,
        help_text=_("Leave empty to use the page's title. Example: Questions."),
    )

    panels = [PageChooserPanel("page"), FieldPanel("label")]

    def __str__(self) -> str:
        return self.label or str(self.page)


class SiteNoticeQuerySet(models.QuerySet["SiteNotice"]):
    """Notices by date."""

    def not_over_at(self, moment: datetime) -> SiteNoticeQuerySet:
        """Return published notices that are shown at ``moment`` (aware) or will be later."""
        return self.filter(live=True).filter(Q(ends_at__isnull=True) | Q(ends_at__gt=moment))


class SiteNotice(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    SitePreviewMixin,
    TranslatableMixin,
    models.Model,
):
    """A short message on top of every page between two dates."""

    cache_collections = ("notices",)

    class Level(models.TextChoices):
        INFO = "info", _("Information")
        CAUTION = "caution", _("Caution")

    message = RichTextField(
        _("message"),
        features=INLINE_FEATURES,
        help_text=_("One or two sentences. Example: We are closed on Thursday, November 26."),
    )
    level = models.CharField(
        _("kind"),
        max_length=10,
        choices=Level.choices,
        default=Level.INFO,
        help_text=_("Caution is for what could harm somebody who misses it."),
    )
    starts_at = models.DateTimeField(
        _("shown from"), default=timezone.now, help_text=_("Example: 2026-11-20 08:00.")
    )
    ends_at = models.DateTimeField(
        _("shown until"),
        null=True,
        blank=True,
        help_text=_("Leave empty to show it until you unpublish it. Example: 2026-11-27 08:00."),
    )

    panels = [
        ClaimsPanel(),
        FieldPanel("message"),
        FieldPanel("level"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading=_("Dates")),
    ]

    objects = SiteNoticeQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-starts_at", "-pk"]

    def __str__(self) -> str:
        return strip_tags(self.message)[:60]

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError(
                {"ends_at": _("The notice would end before it starts: choose a later date.")}
            )
