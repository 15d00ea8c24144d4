"""What became of places, and where the visitors of pages that came off the site are sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from locations.models.areas import ServiceArea


class ClosedAddress(models.Model):
    """An address that belongs to a page which is not live; its visitors are sent elsewhere.

    What they get is a redirect, or an address that is taken down, of the same site and path. This
    row tells which page gets them back when it is published again. ``sent_to`` is ``None`` where
    the address is taken down; a redirect to anything else was changed by somebody, and stays.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=255)
    sent_to = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "site", "path"], name="closed_once_a_page_and_address"
            )
        ]
        indexes = [models.Index(fields=["site", "path"], name="closed_address")]

    def __str__(self) -> str:
        return self.path


class PlaceChange(models.Model):
    """A place was renamed, merged into another or retired: what was done, and how to undo it.

    ``report`` is what the editor saw: addresses and links, as
    :mod:`locations.rules.place_changes` has them. ``steps`` holds each value that was changed,
    before and after.
    """

    class Kind(models.TextChoices):
        RENAME = "rename", _("Renamed")
        MERGE = "merge", _("Merged")
        RETIRE = "retire", _("Retired")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    area = models.ForeignKey(ServiceArea, null=True, on_delete=models.SET_NULL, related_name="+")
    summary = models.CharField(max_length=255)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    report = models.JSONField(default=dict)
    steps = models.JSONField(default=dict)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("change to a place")
        verbose_name_plural = _("changes to places")

    def __str__(self) -> str:
        return self.summary
