"""Addresses that search engines have not been told of yet."""

from __future__ import annotations

from django.db import models
from wagtail.models import Site


class AddressToAnnounce(models.Model):
    """An address that was added, changed or taken away, until IndexNow has taken it.

    ``problem`` is what the last attempt ended with. A refused address waits until somebody saves
    the settings again; any other is tried again at ``next_attempt_at``.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    url = models.CharField(max_length=2000)
    queued_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    problem = models.TextField(blank=True)
    is_refused = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["site", "url"], name="announced_once")]

    def __str__(self) -> str:
        return self.url
