"""Runs of the generation: what was planned, and how far it has come."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from locations.models.areas import ServiceArea
from locations.models.blueprints import LandingBlueprint
from locations.models.pages import CityIndexPage, CityPage
from locations.rules.planning import Action


class GenerationRunQuerySet(models.QuerySet["GenerationRun"]):
    """Runs by state."""

    def unfinished(self) -> GenerationRunQuerySet:
        """Return runs that still have places to work on, pages to make or drafts to remove."""
        return self.filter(status__in=GenerationRun.UNFINISHED)


class GenerationRun(models.Model):
    """One plan that somebody applied. It goes on after an interruption and never doubles a page.

    ``checksum`` is that of the plan as it was looked at. A run that ``is_automatic`` was started by
    the system; any other goes on only while ``started_by`` is there and may add pages. ``worker``
    names the process at work on it, until ``leased_until``.
    """

    class Status(models.TextChoices):
        RUNNING = "running", _("Under way")
        FINISHED = "finished", _("Finished")
        STOPPED = "stopped", _("Stopped")
        CANCELLED = "cancelled", _("Cancelled")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    UNFINISHED = (Status.RUNNING, Status.UNDOING)

    blueprint = models.ForeignKey(LandingBlueprint, on_delete=models.CASCADE, related_name="+")
    hub = models.ForeignKey(CityIndexPage, on_delete=models.CASCADE, related_name="+")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_automatic = models.BooleanField(default=False)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RUNNING)
    checksum = models.CharField(max_length=64)
    publish = models.BooleanField(default=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    worker = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True)

    objects = GenerationRunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("generation run")

    def __str__(self) -> str:
        return f"{self.blueprint} {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def is_unfinished(self) -> bool:
        """There are places left to work on."""
        return self.status in self.UNFINISHED


class GenerationRunItem(models.Model):
    """What a run does with one place; ``outcome`` is empty until it has been worked on.

    ``content_hash`` is that of the draft as it was made: undoing a run leaves alone what has
    changed since.
    """

    class Outcome(models.TextChoices):
        CREATED = "created", _("Page created")
        SKIPPED = "skipped", _("Nothing to do")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")
        REMOVED = "removed", _("Draft removed")
        KEPT = "kept", _("Kept")

    run = models.ForeignKey(GenerationRun, on_delete=models.CASCADE, related_name="items")
    area = models.ForeignKey(ServiceArea, on_delete=models.CASCADE, related_name="+")
    action = models.CharField(
        max_length=10, choices=[(action.value, action.value) for action in Action]
    )
    slug = models.SlugField(max_length=255)
    title = models.CharField(max_length=255)
    reason = models.TextField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    message = models.TextField(blank=True)
    page = models.ForeignKey(CityPage, null=True, on_delete=models.SET_NULL, related_name="+")
    content_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "area"], name="one_item_a_run_and_place")
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.action}"
