"""What is remembered about scheduled work between its runs."""

from __future__ import annotations

from django.db import models


class DueWorkItem(models.Model):
    """The last run of one kind of scheduled work, and the lease that keeps it single."""

    name = models.CharField(max_length=100, unique=True)
    last_started_at = models.DateTimeField(null=True)
    last_finished_at = models.DateTimeField(null=True)
    last_result = models.TextField(blank=True)
    last_error = models.TextField(blank=True)
    lease_until = models.DateTimeField(null=True)
    lease_holder = models.CharField(max_length=32, blank=True)

    def __str__(self) -> str:
        return self.name
