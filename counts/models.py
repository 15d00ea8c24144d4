"""What is kept of visits: for each page, day and kind of act one number."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyCount(models.Model):
    """How often something was done on a page on one day, by the site's clock.

    A visit in which somebody taps the phone number twice counts one call. Nothing tells who it was
    or what else they read: no address, no browser, no cookie, no order of pages.
    """

    class Kind(models.TextChoices):
        VIEW = "view", _("Views")
        CALL = "call", _("Taps on the phone number")
        DIRECTIONS = "directions", _("Taps on directions")
        APPOINTMENT = "appointment", _("Taps on asking for an appointment")

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    day = models.DateField(_("day"))
    kind = models.CharField(_("what"), max_length=12, choices=Kind.choices)
    count = models.PositiveIntegerField(_("how often"), default=0)

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        # The report is for whoever may edit pages; nobody edits a count.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["page", "kind", "day"], name="one_count_a_day")
        ]
        indexes = [models.Index(fields=["day"], name="counts_by_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.day:%Y-%m-%d}: {self.count}"
